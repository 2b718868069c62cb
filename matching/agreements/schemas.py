"""What goes out about agreements, and what a confirmed proposal puts in."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct


class AgreementDraft(Struct, frozen=True):
    """An agreement to be drafted, from `first_day` to before `end`; `towns`: town -> half-days a month."""

    proposal: UUID
    title: str
    towns: Mapping[UUID, int]
    first_day: date
    end: date


class BodyRow(Struct, frozen=True):
    """A body's part. Half-days a month; the share is in millionths of the cost."""

    organisation: UUID
    organisation_name: str
    half_days: int
    share_basis: str
    share_per_million: int
    approved_at: datetime | None


class AgreementRow(Struct, frozen=True):
    """An agreement; the period is shown inclusive."""

    id: UUID
    proposal: UUID
    owner: UUID
    owner_name: str
    title: str
    first_day: date
    last_day: date
    state: str
    concluded_on: date | None
    version: int


class AgreementPage(Struct, frozen=True):
    """An agreement with everybody's part."""

    agreement: AgreementRow
    bodies: list[BodyRow]
