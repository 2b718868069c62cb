"""What a paper says, and how the register shows it."""

from datetime import date, datetime
from typing import Annotated, Final
from uuid import UUID

from msgspec import Struct

from foundation.text.shape import Shape
from foundation.text.text_type import Paragraphs
from reports.documents.rules import Kind, state_text


class Posting(Struct, frozen=True):
    """A town where the appointed person works. Half-days a month; days are shown inclusive."""

    body_name: str
    half_days: int
    first_day: date
    last_day: date


class Appointing(Struct, frozen=True, tag="appointing"):
    """What 辞令 and 委嘱状 say. `article` is None where the form's legal basis is unconfirmed."""

    person: str
    title: str
    body_name: str
    head: str
    article: str | None
    first_day: date
    last_day: date
    postings: list[Posting]


class Ordering(Struct, frozen=True, tag="ordering"):
    """What a 辞令 in the course of an appointment says: `deed` is the decision, with effect from `effective_on`."""

    person: str
    title: str
    body_name: str
    head: str
    article: str | None
    deed: str
    effective_on: date


class Partner(Struct, frozen=True):
    """A body of an agreement: its days, its share of the cost in millionths, and yen a year where that is decided."""

    body_name: str
    head: str
    half_days: int
    share_basis: str
    share_per_million: int
    yearly_yen: int | None = None
    population_as_of: date | None = None


class Clause(Struct, frozen=True):
    """An article: its heading and its paragraphs; `{日数の表}` and `{負担の表}` alone on a line are tables."""

    title: str
    paragraphs: list[str]


class Agreeing(Struct, frozen=True, tag="agreeing"):
    """What a 協定書 says: it names bodies and no person. `division`: the mix of rules, where it was decided.

    `clauses`: the text its bodies agreed on; empty for one from before agreements had a text of their own.
    """

    title: str
    first_day: date
    last_day: date
    lead: Partner
    partners: list[Partner]
    division: str = ""
    yearly_yen: int | None = None
    preamble: list[str] = []
    clauses: list[Clause] = []
    annexes: list[str] = []


class Told(Struct, frozen=True):
    """A heading of a job description and its lines."""

    title: str
    lines: list[str]


class Describing(Struct, frozen=True, tag="describing"):
    """What a 職務記述書 says. `edition` counts its fixed versions; 0 before the first."""

    title: str
    body_name: str
    edition: int
    parts: list[Told]


class Certifying(Struct, frozen=True, tag="certifying"):
    """What a 登録証 says. `code`: by which anybody checks it; the days are shown inclusive."""

    person: str
    number: str
    recommended_by: str
    first_day: date
    last_day: date
    code: str
    ministries: list[str]


class Carding(Struct, frozen=True, tag="carding"):
    """What each card of a sheet of 名刺 says."""

    person: str
    number: str
    body: str
    division: str
    post: str
    address: str
    phone: str
    email: str
    ministries: list[str]


class Charge(Struct, frozen=True):
    """A cost of the year with the paper it stands on; whole yen with tax."""

    incurred_on: date
    kind: str
    source: str
    amount: int


class Portion(Struct, frozen=True):
    """A body's part of a year: inhabitants and their day, half-days it confirmed, yen it bears and paid before."""

    body_name: str
    inhabitants: int | None
    inhabitants_as_of: date | None
    half_days: int
    share_yen: int
    paid_yen: int


class Invoicing(Struct, frozen=True, tag="invoicing"):
    """What a 負担金精算書 says: `head` of `body_name` to `receiver`, whose part is `own`. `correction`: why a closed
    year is put right, empty for the first settlement."""

    agreement: str
    fiscal_year: int
    body_name: str
    head: str
    receiver_name: str
    receiver: str
    division: str
    charges: list[Charge]
    portions: list[Portion]
    own: Portion
    correction: str


class Grid(Struct, frozen=True):
    """A table of a sheet; the columns numbered in `amounts` (from 0) hold amounts. `total`: its last row, if any."""

    caption: str
    columns: list[str]
    rows: list[list[str]]
    amounts: list[int] = []
    total: list[str] = []


class Sheet(Struct, frozen=True, tag="sheet"):
    """What a paper says that somebody drew up: `person` is the one it names, "" for nobody; `to` whom it is sent."""

    person: str
    head: str
    matter: str
    lead: str
    parts: list[Told]
    grids: list[Grid] = []
    to: str = ""
    notes: list[str] = []


class Reissue(Shape):
    """Why a paper is issued once more: the journal keeps it."""

    reason: Annotated[str, Paragraphs(500)]


Content = Appointing | Ordering | Agreeing | Describing | Certifying | Carding | Invoicing | Sheet


class Paper(Struct, frozen=True):
    """A paper to be made: what it says, whose it is, who reads it. `approved_on` None: it is still 案.

    `separate`: each version is a paper by itself, with a number of its own.
    """

    kind: Kind
    subject: UUID
    issuer: UUID
    owner: UUID
    member: UUID | None
    readers: list[UUID]
    title: str
    approved_on: date | None
    content: Content
    separate: bool = False


class Mark(Struct, frozen=True):
    """The number that an issued paper bears, and the days of its issue and, if any, reissue."""

    number: int
    fiscal_year: int
    issued_on: date
    reissued_on: date | None = None


class DocumentRow(Struct, frozen=True):
    """A paper in the register."""

    id: UUID
    kind: Kind
    subject: UUID
    subject_version: int
    issuer: UUID
    issuer_name: str
    owner: UUID
    member: UUID | None
    title: str
    number: int | None
    fiscal_year: int | None
    issued_on: date | None
    reissue: bool
    file: UUID | None
    state: str
    failure: str
    created_at: datetime
    version: int

    @property
    def state_words(self) -> str:
        """Its state, with the number where it has one."""
        return state_text(
            state=self.state, kind=self.kind, fiscal_year=self.fiscal_year, number=self.number, reissue=self.reissue
        )

    @property
    def filename(self) -> str:
        """The name of its PDF; it names no person."""
        return f"{self.title}_{self.mark_words}.pdf"

    @property
    def mark_words(self) -> str:
        """Its year and number for the name of a file; 案 before it has one."""
        again = "_再発行" if self.reissue else ""
        return "案" if self.number is None else f"{self.fiscal_year}-{self.number}{again}"


class RegisterQuestion(Struct, frozen=True):
    """Which papers a list shows; None leaves a filter out. `number`: the paper's own, not a page's."""

    state: str | None = None
    kind: str | None = None
    fiscal_year: int | None = None
    number: int | None = None


EVERYTHING: Final = RegisterQuestion()


class Printed(Struct, frozen=True):
    """A paper with its words and number as they were printed."""

    paper: Paper
    mark: Mark | None


class Preview(Struct, frozen=True):
    """A paper with its words as they were printed; `content` None while there are none."""

    document: DocumentRow
    content: Content | None
    mark: Mark | None


class PapersOf(Struct, frozen=True):
    """The papers of one thing, latest first; `in_making`: the worker has one to make."""

    documents: list[DocumentRow]
    in_making: bool
