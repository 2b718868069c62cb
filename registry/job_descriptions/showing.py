"""What both doors of job descriptions show and hand out alike."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from foundation.text.difference import Change
from registry.capacity.rules import FORMS
from registry.job_descriptions import signing
from registry.job_descriptions.queries import description_page, fixed_version, version_of
from registry.job_descriptions.rules import PAY_UNITS, SIDE_JOBS
from registry.job_descriptions.schemas import DescriptionPage, DescriptionRow, VersionRow
from registry.job_descriptions.vocabulary import duties_in_force
from registry.job_descriptions.wording import changes_between
from registry.job_descriptions.writing import docx_of, mark_of, text_of
from registry.needs.queries import needs
from registry.needs.requirements import requirements
from registry.needs.schemas import NeedRow
from registry.skills.rules import LEVELS, ROLES

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CHOICES: Final[dict[str, Any]] = {
    "roles": ROLES, "forms": FORMS, "levels": LEVELS, "pay_units": PAY_UNITS, "side_jobs": SIDE_JOBS,
    "duties_on": duties_in_force,
}  # fmt: skip
"""What the builder offers."""
Operation = Callable[..., Awaitable[Done]]
STEP_DOORS: Final[Mapping[str, tuple[str, Operation]]] = {
    "request": ("ask", signing.ask_town),
    "confirmation": ("confirm", signing.confirm),
    "hr-approval": ("approve_as_hr", signing.approve_as_hr),
    "finance-approval": ("approve_as_finance", signing.approve_as_finance),
    "edition": ("fix", signing.fix),
    "revision": ("revise", signing.revise),
    "return": ("send_back", signing.send_back),
    "withdrawal": ("withdraw", signing.withdraw),
}
"""Last word of the path -> the lifecycle's verb and its operation; the JSON door reads the same table."""
DESCRIBABLE: Final = ("accepted", "filled")


class PaperWords(Struct, frozen=True):
    """The version that is handed out: the fixed one, or the latest the viewer reads as 案."""

    description: DescriptionRow
    version: VersionRow

    @property
    def mark(self) -> str:
        """`第1版` or `案`."""
        return mark_of(edition=self.description.edition, fixed=self.version.number == self.description.fixed)


class Compared(Struct, frozen=True):
    """Two versions and what differs."""

    shown: DescriptionPage
    before: VersionRow
    after: VersionRow
    changes: list[Change]


class HandedOut(Struct, frozen=True):
    """A file made on the spot."""

    name: str
    media_type: str
    content: bytes


async def paper_words(id: UUID, *, by: Viewer) -> PaperWords:
    """The words to hand out. Raises `NotFound`."""
    async with reading(by):
        shown = await description_page(id=id, by=by)
        if shown.description.fixed in shown.numbers:
            return PaperWords(*await fixed_version(description=id, by=by))
        return PaperWords(shown.description, shown.latest)


def text_file(words: PaperWords) -> HandedOut:
    """As plain text in UTF-8."""
    text = text_of(words.version.content, owner=words.description.owner_name, mark=words.mark)
    return HandedOut(f"{_name(words)}.txt", "text/plain; charset=utf-8", text.encode())


def file_of(words: PaperWords) -> HandedOut:
    """As a Word file."""
    content = docx_of(words.version.content, owner=words.description.owner_name, mark=words.mark,
                      written_at=words.version.written_at)  # fmt: skip
    return HandedOut(f"{_name(words)}.docx", DOCX, content)


async def describable_needs(*, by: Viewer) -> list[NeedRow]:
    """Needs of the viewer's towns that have a requirement, and so enough to begin with."""
    async with reading(by):
        rows, _ = await needs(by=by, states=DESCRIBABLE, size=None)
        complete = await requirements(ids=[row.id for row in rows], by=by)
        return [row for row in rows if row.id in complete]


async def comparison(id: UUID, old: int, new: int, *, by: Viewer) -> Compared:
    """Two versions by number; 0 means the latest, and the one before it. Raises `NotFound`."""
    async with reading(by):
        shown = await description_page(id=id, by=by)
        later = new or shown.numbers[-1]
        earlier = old or max((number for number in shown.numbers if number < later), default=later)
        if not {earlier, later} <= set(shown.numbers):
            raise NotFound
        before = await version_of(description=id, number=earlier, by=by)
        after = await version_of(description=id, number=later, by=by)
        return Compared(shown, before, after, changes_between(before.content, after.content))


def _name(words: PaperWords) -> str:
    return f"職務記述書_{words.description.title}_{words.mark}"
