"""What comes in about postings and applications; what goes out is in `rows`."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Base64Bytes, Field, field_validator, model_validator

from foundation.text.field_types import UUID_TEXT, Number
from foundation.text.shape import Shape
from foundation.text.text_type import Line, OneLine, Paragraphs, Prose
from registry.members.schemas import HeldChoices
from registry.postings.rules import BEST, CONSENT, CRITERIA, Method, StageKind, Verdict
from registry.skills.rules import Role

Email = Annotated[str, OneLine(254), Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]


class PostingWords(Shape):
    """What HR writes for everybody; the deadlines are days in Japan, inclusive."""

    title: Line
    appeal: Annotated[str, Paragraphs(2000, may_be_empty=True)] = ""
    contact: Annotated[str, OneLine(200)]
    places: Annotated[Number, Field(ge=1, le=50)] = 1
    method: Method = Method.PUBLIC_CALL
    apply_until: date
    questions_until: date
    companies: list[UUID] = Field(default_factory=list, max_length=200)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.questions_until > self.apply_until:
            raise ValueError("質問の締切は、応募の締切より前か同じ日にしてください。")
        if self.method is Method.ENQUIRY and not self.companies:
            raise ValueError("照会する企業を一つ以上選んでください。")
        return self


class NewPosting(PostingWords):
    """A posting for a fixed job description."""

    description: UUID


class PostingChange(PostingWords):
    """Other words, and the version they were written over."""

    version: Number


class Step(Shape):
    """A step taken on the posting as it was seen."""

    version: Number
    reason: Annotated[str, Paragraphs(1000, may_be_empty=True)] = ""


class Reopening(Shape):
    """The new deadlines of a posting that found nobody."""

    version: Number
    apply_until: date
    questions_until: date


class Question(Shape):
    """What somebody asks. `homepage` is a trap: people do not see it, machines fill it in."""

    question: Annotated[str, Paragraphs(1000)]
    homepage: str = ""


class Answer(Shape):
    """What HR answers, for everybody to read."""

    answer: Prose
    version: Number


class NewApplication(Shape):
    """An application. `application` is the id the form made, so that sending twice is sending once.

    `held` are skills that the posting names, `<skill>:<level>`, as the applicant sees them.
    """

    application: UUID
    name: Annotated[str, OneLine(100)]
    kana: Annotated[str, OneLine(100, may_be_empty=True)] = ""
    email: Email
    phone: Annotated[str, OneLine(40, may_be_empty=True)] = ""
    story: Annotated[str, Paragraphs(4000)]
    held: HeldChoices = Field(default_factory=list)
    consent: Annotated[str, OneLine(20)]
    homepage: str = ""

    @field_validator("consent")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in CONSENT:
            raise ValueError("同意の文を読んで、しるしを付けてください。")
        return value


class FileSent(Shape):
    """A file as a program sends it: its bytes in base64."""

    filename: Annotated[str, OneLine(120)]
    content: Base64Bytes


class ApplicationSent(NewApplication):
    """An application as a program sends it, with its files; as many as the page takes."""

    files: list[FileSent] = Field(default_factory=list, max_length=3)


class NumberGiven(Shape):
    """The number on the receipt."""

    number: Annotated[str, OneLine(40)]


class OfferAnswer(NumberGiven):
    """What the applicant answers. `joins`: to being kept in the pool; `pledges`: the pledge, both with acceptance."""

    accept: bool
    joins: bool = False
    pledges: bool = False


class TakingOn(Shape):
    """Into the pool with an accepted applicant; name and contacts are the application's.

    `same_as`: the member they are already, or `new`; the two days are for what was agreed on paper.
    """

    version: Number
    kana: Annotated[str, OneLine(100, may_be_empty=True)] = ""
    roles: list[Role] = Field(default_factory=list, max_length=4)
    held: HeldChoices = Field(default_factory=list)
    same_as: Annotated[str, Field(pattern=rf"^(new|{UUID_TEXT})$")] | None = None
    consented_on: date | None = None
    pledged_on: date | None = None


class NewAssessor(Shape):
    """A seat among those who judge: of which body, and who it is."""

    body: UUID
    label: Annotated[str, OneLine(60)]


class NewStage(Shape):
    """A step of the screening that begins."""

    kind: StageKind


class Sheet(Shape):
    """An assessor's points for each criterion, 1 to 5, and why."""

    stage: UUID
    assessor: UUID
    scores: dict[str, Annotated[int, Field(ge=1, le=BEST)]]
    comment: Annotated[str, Paragraphs(2000, may_be_empty=True)] = ""

    @field_validator("scores")
    @classmethod
    def _complete(cls, value: dict[str, int]) -> dict[str, int]:
        if set(value) != set(CRITERIA):
            raise ValueError("すべての項目に点を付けてください。")
        return value


class SheetForm(Shape):
    """The same as the page sends it."""

    stage: UUID
    assessor: UUID
    score_experience: Annotated[Number, Field(ge=1, le=BEST)]
    score_skill: Annotated[Number, Field(ge=1, le=BEST)]
    score_understanding: Annotated[Number, Field(ge=1, le=BEST)]
    score_telling: Annotated[Number, Field(ge=1, le=BEST)]
    score_plan: Annotated[Number, Field(ge=1, le=BEST)]
    comment: Annotated[str, Paragraphs(2000, may_be_empty=True)] = ""

    def sheet(self) -> Sheet:
        """As the other door takes it."""
        scores = {key: getattr(self, f"score_{key}") for key in CRITERIA}
        return Sheet(stage=self.stage, assessor=self.assessor, scores=scores, comment=self.comment)


class Decision(Shape):
    """What is decided about an application as it was seen, and why; the reason stays with the posting body."""

    verdict: Verdict
    reason: Annotated[str, Paragraphs(1000)]
    version: Number
