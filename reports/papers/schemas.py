"""What a paper says, and under which number."""

from datetime import date
from uuid import UUID

from msgspec import Struct

from reports.papers.rules import Kind


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
