"""What comes in about support, and what goes out."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from msgspec import Struct
from pydantic import Base64Bytes, Field, field_validator, model_validator

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs
from matching.support.rules import Means, Shared
from registry.needs.rules import THEMES, Outcome

Minutes = Annotated[Number, Field(ge=1, le=1440)]
MinutesOrNone = Annotated[Number, Field(ge=0, le=1440)]
Note = Annotated[str, Paragraphs(2000)]


class Told(Shape):
    """What a record says. Minutes of work, without travel; `travel_minutes` both ways."""

    done_on: date
    minutes: Minutes
    means: Means
    done: Annotated[str, Paragraphs(4000)]
    themes: list[str] = Field(default_factory=list, max_length=len(THEMES))
    met: Annotated[str, OneLine(200, may_be_empty=True)] = ""
    next_step: Annotated[str, OneLine(300, may_be_empty=True)] = ""
    next_on: date | None = None
    travel_minutes: MinutesOrNone | None = None
    escorted: bool = False
    shared: Shared = Shared.PARTIES

    @field_validator("themes")
    @classmethod
    def _known(cls, value: list[str]) -> list[str]:
        if set(value) - set(THEMES):
            raise ValueError("選択肢から選んでください。")
        return sorted(set(value), key=list(THEMES).index)


class NewRecord(Told):
    """A record as it is sent. `draft` is the id the page made, so that sending twice is sending once.

    Under an `assignment`; or, by the body that keeps the pool, on a visit of its own to a `municipality`.
    """

    draft: UUID
    assignment: UUID | None = None
    municipality: UUID | None = None

    @model_validator(mode="after")
    def _one_town(self) -> "NewRecord":
        if (self.assignment is None) == (self.municipality is None):
            raise ValueError("支援した町を一つ選んでください。")
        return self


class Correction(Told):
    """A record as it should read, the version that was seen, and why it is corrected."""

    version: Number
    reason: Annotated[str, OneLine(300)]


class Confirmation(Shape):
    """The town says that a record is right, and who else may read what was learnt."""

    version: Number
    shared: Shared = Shared.PARTIES


class Doubt(Shape):
    """The town says what is wrong."""

    version: Number
    reason: Annotated[str, Paragraphs(1000)]


class FileUpload(Shape):
    """A file as a program sends it: its bytes in base64."""

    filename: Annotated[str, OneLine(120)]
    content: Base64Bytes


class NewStudy(Shape):
    """A study meeting that was held, and who was there."""

    held_on: date
    minutes: Minutes
    title: Annotated[str, OneLine(80)]
    themes: list[str] = Field(default_factory=list, max_length=len(THEMES))
    notes: Annotated[str, Paragraphs(4000, may_be_empty=True)] = ""
    attended: list[UUID] = Field(default_factory=list, max_length=1000)


class Attendance(Shape):
    """Who was there, as it should read."""

    version: Number
    attended: list[UUID] = Field(default_factory=list, max_length=1000)


class OutcomeTold(Shape):
    """What came of an assignment. `version` is that of the outcome seen, absent for the first.

    `outcome` ends the town's need with its review (`registry/needs`); only the town gives it.
    """

    story: Note
    hours_saved: Annotated[Number, Field(ge=0, le=100_000)] | None = None
    introductions: Annotated[Number, Field(ge=0, le=10_000)] | None = None
    satisfaction: Annotated[Number, Field(ge=1, le=5)] | None = None
    outcome: Outcome | None = None
    version: Number | None = None


class RecordRow(Struct, frozen=True):
    """A record in a list. `person` is empty where the viewer may not read the name, or nobody of the pool was there."""

    id: UUID
    assignment: UUID | None
    owner: UUID
    owner_name: str
    member: UUID | None
    person: str
    municipality: UUID
    municipality_name: str
    done_on: date
    minutes: int
    travel_minutes: int | None
    means: str
    escorted: bool
    themes: list[str]
    met: str
    done: str
    next_step: str
    next_on: date | None
    shared: str
    side: str
    state: str
    doubt: str
    created_at: datetime
    changed_at: datetime
    version: int


class FileRow(Struct, frozen=True):
    """A paper beside a record."""

    id: UUID
    name: str
    created_at: datetime


class VersionRow(Struct, frozen=True):
    """What a record said before; `content` are the fields of `Told`."""

    number: int
    content: dict[str, Any]
    reason: str
    side: str
    created_at: datetime


class RecordPage(Struct, frozen=True):
    """A record whole: with its papers and what it said before, latest first."""

    record: RecordRow
    files: list[FileRow]
    versions: list[VersionRow]


class KnowledgeRow(Struct, frozen=True):
    """What others may read of a record: never who was met, nor who helped."""

    id: UUID
    municipality: UUID
    municipality_name: str
    shared: str
    done_on: date
    means: str
    themes: list[str]
    done: str
    next_step: str


class TownVisits(Struct, frozen=True):
    """How a town was looked after: last record and last visit ever, counts of the fiscal year, what is planned.

    `times` counts what the framework's rule counts. `mark` is the map's. Coordinates in degrees.
    """

    municipality: UUID
    code: str
    name: str
    lat: float
    lng: float
    ring: bool
    mark: str
    times: int
    visits: int
    contacts: int
    last_visit: date | None
    last_contact: date | None
    next_on: date | None


class StudyRow(Struct, frozen=True):
    """A study meeting; `attended` are the members who were there, as far as the viewer sees them."""

    id: UUID
    owner: UUID
    owner_name: str
    held_on: date
    minutes: int
    title: str
    themes: list[str]
    notes: str
    version: int
    attended: list[UUID]


class OutcomeRow(Struct, frozen=True):
    """What came of an assignment."""

    assignment: UUID
    municipality: UUID
    hours_saved: int | None
    introductions: int | None
    satisfaction: int | None
    story: str
    side: str
    confirmed_at: datetime | None
    changed_at: datetime
    version: int
