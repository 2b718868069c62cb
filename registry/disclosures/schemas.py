"""What goes out about disclosures."""

from datetime import date
from uuid import UUID

from msgspec import Struct


class DisclosureRow(Struct, frozen=True):
    """Who may read a name, on which basis, for what, from when to which last day (None: no end is known)."""

    id: UUID
    member: UUID
    receiver: UUID
    receiver_name: str
    basis: str
    purpose: str
    first_day: date
    last_day: date | None
    granted_by: UUID
    subject: UUID | None
