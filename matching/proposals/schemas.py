"""What comes in about proposals, and what goes out."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Struct
from pydantic import Field, ValidationInfo, field_validator

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs
from matching.proposals.rules import Answer, DeclineReason, PartyKind, Step, next_step
from registry.capacity.rules import AppointmentForm


class ProposalDraft(Shape):
    """One person for one or several needs. Without a form, the one that all requirements name.

    `again`: why the person is asked for once more, where a town declined them for one of these needs before.
    `not_before`, `not_after`: days between which each line lies, both in it; without, it is as long as its need asks.
    """

    member: UUID
    needs: list[UUID] = Field(min_length=1, max_length=20)
    form: AppointmentForm | None = None
    message: Annotated[str, Paragraphs(2000, may_be_empty=True)] = ""
    run: UUID | None = None
    again: Annotated[str, OneLine(300, may_be_empty=True)] = ""
    not_before: date | None = None
    not_after: date | None = None


class Sending(Shape):
    """Until which day everybody may answer, that day included."""

    answer_by: date


class Reason(Shape):
    """Why: the others read it as written."""

    reason: Annotated[str, Paragraphs(1000)]


class PartyAnswer(Shape):
    """One party's answer to what it saw (`version`). `naming`: the member lets this town read the name now."""

    party: UUID
    version: Number
    answer: Literal[Answer.ACCEPTED, Answer.DECLINED]
    note: Annotated[str, OneLine(300, may_be_empty=True)] = ""
    reason: DeclineReason | None = Field(default=None, validate_default=True)
    naming: bool = False

    @field_validator("reason")
    @classmethod
    def _reasoned(cls, value: DeclineReason | None, given: ValidationInfo) -> DeclineReason | None:
        if value is None and given.data.get("answer") == Answer.DECLINED:
            raise ValueError("見送る理由を、4つから選んでください。")
        if value is DeclineReason.OTHER and not given.data.get("note"):
            raise ValueError("「その他」のときは、ひとこと書いてください。")
        return value


class Answers(Shape):
    """The answers a party sends at once: the member answers town by town on one page."""

    answers: list[PartyAnswer] = Field(min_length=1, max_length=40)


class LineRow(Struct, frozen=True):
    """One town's line. Half-days a month; the period is shown inclusive."""

    id: UUID
    proposal: UUID
    need: UUID
    municipality: UUID
    municipality_name: str
    title: str
    half_days: int
    on_site_half_days: int
    first_day: date
    last_day: date
    struck: bool


class PartyRow(Struct, frozen=True):
    """A party as far as the viewer sees it: its own, or all of its own proposals'. `line` None: the whole."""

    id: UUID
    proposal: UUID
    line: UUID | None
    kind: str
    organisation: UUID | None
    organisation_name: str
    member: UUID | None
    answer: str
    reason: str
    answered_at: datetime | None
    version: int


class ProposalRow(Struct, frozen=True):
    """A proposal as the viewer sees it: `lines` and `parties` are those that concern them.

    `person` is empty where the viewer may not read the name; `answer_by` is inclusive. `from_plan`: a computed plan
    was its ground.
    """

    id: UUID
    owner: UUID
    owner_name: str
    member: UUID
    person: str
    form: str
    state: str
    answer_by: date | None
    message: str
    reason: str
    sent_at: datetime | None
    version: int
    lines: list[LineRow]
    parties: list[PartyRow]
    from_plan: bool = False

    @property
    def open_lines(self) -> list[LineRow]:
        """Lines that have not been struck."""
        return [line for line in self.lines if not line.struck]

    @property
    def counting(self) -> list[PartyRow]:
        """Parties whose answers still count."""
        open_lines = {line.id for line in self.open_lines}
        return [party for party in self.parties if party.line is None or party.line in open_lines]

    @property
    def step(self) -> Step:
        """What the proposing body does next; meant for that body, which alone sees all parties."""
        return next_step(self.state, [party.answer for party in self.counting])

    def parties_of(self, line: UUID) -> list[PartyRow]:
        """The parties of one line, as far as the viewer sees them."""
        return [party for party in self.parties if party.line == line]

    def declined(self, line: UUID) -> bool:
        """Whether the town, the member or the employer declined this line."""
        asked = [party for party in self.parties if party.line == line or party.kind == PartyKind.EMPLOYER]
        return any(party.answer == Answer.DECLINED for party in asked)
