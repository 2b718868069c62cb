"""What the person and the pools that keep them know: everything behind the card."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from registry.capacity.schemas import OfferRow
from registry.members.schemas import Card, Profile, Terms


class Pause(Struct, frozen=True):
    """Days without work, both included; `last_day` None until the person says. `pool` None: they said so themselves."""

    id: UUID
    first_day: date
    last_day: date | None
    reason: str
    pool: UUID | None


class Experience(Struct, frozen=True):
    """What somebody did; `last_day` None: still at it. `skills` are those it proves."""

    id: UUID
    title: str
    body_name: str
    municipal: bool
    municipality: UUID | None
    first_day: date
    last_day: date | None
    did: str
    outcome: str
    skills: list[UUID]
    version: int


class Certification(Struct, frozen=True):
    """An examination or register; `code` where a card shows it. `valid_to` None: it does not lapse."""

    id: UUID
    code: str | None
    name: str
    number: str
    issued_on: date
    valid_to: date | None
    version: int


class Document(Struct, frozen=True):
    """An attached file; `pool` None: the person attached it."""

    id: UUID
    kind: str
    title: str
    pool: UUID | None
    created_at: datetime


class Proof(Struct, frozen=True):
    """The proof of a skill that `pool` saw."""

    skill: UUID
    pool: UUID
    seen_on: date
    evidence: str


class Held(Struct, frozen=True):
    """A skill as kept; both days included, None: no such end is known."""

    skill: UUID
    level: int | None
    verified_by: UUID | None
    valid_from: date | None
    valid_to: date | None


class Kept(Struct, frozen=True):
    """What only the person and the pools that keep them know, and what an edit starts from."""

    state: str
    version: int
    prefecture: UUID | None
    external_key: str | None
    employer: UUID | None
    terms: Terms
    wished: list[UUID]
    refused: list[UUID]
    kept_by: list[UUID]
    held: list[Held]
    offers: list[OfferRow]
    pauses: list[Pause]
    experiences: list[Experience]
    certifications: list[Certification]
    documents: list[Document]
    proofs: list[Proof]
    notes: dict[UUID, str]
    corrections: int


class Dossier(Struct, frozen=True):
    """What one viewer may see of a person: the card, the name where it is open, what is kept where they keep it.

    `skills` and `names` are the words for the skills and bodies that `own` speaks of.
    """

    card: Card
    profile: Profile | None
    own: Kept | None
    skills: dict[UUID, str]
    names: dict[UUID, str]
