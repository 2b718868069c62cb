"""Questions about needs; each starts from what the viewer may see."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import msgspec
from msgspec import convert, structs

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.paging import FURTHEST, SIZE, Page
from foundation.database.scope import Condition, among
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from registry.needs.access import (
    answers_visible_to,
    hearings_visible_to,
    joint_needs_visible_to,
    needs_visible_to,
    reviews_visible_to,
)
from registry.needs.finding import BareNeed, NeedsFound, needs_counted, needs_found
from registry.needs.joint_rows import joint_row
from registry.needs.joint_schemas import JointNeedRow
from registry.needs.question import NeedsQuestion
from registry.needs.reference import question_words
from registry.needs.schemas import HearingRow, NeedFound, NeedPage, NeedRow, ReviewRow
from registry.needs.tables import (
    Hearing,
    HearingAnswer,
    JointNeed,
    JointNeedPart,
    Need,
    NeedReview,
)

LIST = (
    Need.id, Need.municipality, Need.prefecture, Need.title, Need.themes, Need.urgency, Need.wished_half_days,
    Need.budget, Need.state, Need.hold_until, Need.agreed_from, Need.submitted_at, Need.changed_at, Need.version,
)  # fmt: skip
WHOLE = (*LIST, Need.story, Need.triage, Need.reason, Need.scheme, Need.referred_on, Need.created_at)


async def find_needs(*, question: NeedsQuestion, by: Viewer, number: int = 1, size: int | None = SIZE) -> NeedsFound:
    """A page of the needs that the viewer sees and the question finds, their number, and the counts beside filters.

    `size` None: the whole list is one page.
    """
    most = FURTHEST if size is None else size
    async with reading(by):
        found = await needs_found(question, by=by, limit=most, offset=Page(number, 0, most).offset)
        bare = [structs.asdict(row) for row in msgspec.json.decode(found.rows, type=list[BareNeed])]
        rows = [NeedFound(**row) for row in await _with_names(bare, by)]
        return NeedsFound(rows, Page(number, found.total, most), found.facets, found.gains)


async def count_needs(*, questions: Sequence[NeedsQuestion], by: Viewer) -> list[int]:
    """How many needs each question finds: the numbers of the lists, in one statement."""
    if not questions:
        return []
    async with reading(by):
        return await needs_counted(questions, by=by)


async def needs(
    *, by: Viewer, states: Collection[str] = (), number: int = 1, size: int | None = SIZE
) -> tuple[list[NeedFound], Page]:
    """A page of the needs the viewer sees, last moved first: the list's question with the states alone."""
    found = await find_needs(question=NeedsQuestion(state=list(states)), by=by, number=number, size=size)
    return found.rows, found.page


async def need_page(*, id: UUID, by: Viewer) -> NeedPage:
    """One need, whole. Raises `NotFound` where the viewer does not see it."""
    async with reading(by):
        rows = await Need.select(*WHOLE).where(needs_visible_to(by) & (Need.id == id))
        if not rows:
            raise NotFound
        return convert((await _with_names(rows, by))[0], NeedPage)


async def whole_needs(*, by: Viewer) -> list[NeedPage]:
    """Every need that the viewer sees, whole and however many, first written first: what goes out in a table."""
    async with reading(by):
        rows = await Need.select(*WHOLE).where(needs_visible_to(by)).order_by(Need.created_at, Need.id)
        return [convert(row, NeedPage) for row in await _with_names(rows, by)]


async def needs_by_id(*, ids: Collection[UUID], by: Viewer) -> dict[UUID, NeedRow]:
    """Those of `ids` that the viewer sees."""
    if not ids:
        return {}
    async with reading(by):
        rows = await Need.select(*LIST).where(needs_visible_to(by) & among(Need.id, ids))
        return {row["id"]: convert(row, NeedRow) for row in await _with_names(rows, by)}


async def accepted_needs(*, by: Viewer) -> list[NeedRow]:
    """All accepted needs that the viewer sees, first sent first, without the counts of the list."""
    names = (Need.municipality.name.as_alias("municipality_name"), Need.prefecture.name.as_alias("prefecture_name"))
    async with reading(by):
        rows = (
            await Need.select(*LIST, *names)
            .where(needs_visible_to(by) & (Need.state == "accepted"))
            .order_by(Need.submitted_at, Need.id)
        )
    return [convert(row, NeedRow) for row in rows]


async def count_by_state(*, by: Viewer) -> dict[str, int]:
    """State -> how many the viewer sees: the facet of the list."""
    return (await find_needs(question=NeedsQuestion(), by=by, size=0)).facets.get("state", {})


async def hearings_of(*, need: UUID, by: Viewer) -> list[HearingRow]:
    """The viewer's own body's notes on a need, latest first."""
    async with reading(by):
        rows = (
            await Hearing.select()
            .where(hearings_visible_to(by) & (Hearing.need == need))
            .order_by(Hearing.heard_on, Hearing.id, ascending=False)
        )
        said = await HearingAnswer.select().where(
            answers_visible_to(by) & among(HearingAnswer.hearing, [row["id"] for row in rows])
        )
        words = question_words()
        told = {question: place for place, question in enumerate(words)}
        said.sort(key=lambda row: told.get(row["question"], len(told)))
        answers: dict[UUID, list[tuple[str, str]]] = {}
        for row in said:
            answers.setdefault(row["hearing"], []).append((words.get(row["question"], row["question"]), row["answer"]))
        return [convert(row | {"answers": answers.get(row["id"], [])}, HearingRow) for row in rows]


async def review_of(*, need: UUID, by: Viewer) -> ReviewRow | None:
    """What came of a need, None where nobody has said."""
    async with reading(by):
        rows = await NeedReview.select().where(reviews_visible_to(by) & (NeedReview.need == need))
        return convert(rows[0], ReviewRow) if rows else None


async def joint_needs(*, by: Viewer) -> list[JointNeedRow]:
    """Every joint need the viewer keeps or takes part in, the last changed first."""
    async with reading(by):
        return await _joint(joint_needs_visible_to(by), by)


async def joint_need_page(*, id: UUID, by: Viewer) -> JointNeedRow:
    """One joint need. Raises `NotFound` where the viewer does not see it."""
    async with reading(by):
        found = await _joint(joint_needs_visible_to(by) & (JointNeed.id == id), by)
        if not found:
            raise NotFound
        return found[0]


async def joint_needs_of(*, needs: Collection[UUID], by: Viewer) -> dict[UUID, JointNeedRow]:
    """Need -> the joint need it is in now: lead body and shares for whoever makes a proposal or an agreement of it."""
    async with reading(by):
        inside: Any = JointNeedPart.select(JointNeedPart.joint_need).where(
            among(JointNeedPart.need, needs) & JointNeedPart.left_at.is_null()
        )
        found = await _joint(joint_needs_visible_to(by) & JointNeed.id.is_in(inside), by)
        return {part.need: row for row in found for part in row.living if part.need in needs}


async def _joint(scope: Condition, by: Viewer) -> list[JointNeedRow]:
    rows = await JointNeed.select().where(scope).order_by(JointNeed.changed_at, JointNeed.id, ascending=False)
    parts = (
        await JointNeedPart.select()
        .where(among(JointNeedPart.joint_need, [row["id"] for row in rows]))
        .order_by(JointNeedPart.joined_at, JointNeedPart.id)
    )
    bodies = {row[side] for row in rows for side in ("owner", "lead")} | {part["municipality"] for part in parts}
    names = await names_of(bodies, by=by)
    return [joint_row(row, [part for part in parts if part["joint_need"] == row["id"]], names) for row in rows]


async def _with_names(rows: Sequence[dict[str, Any]], by: Viewer) -> list[dict[str, Any]]:
    names = await names_of({row[side] for row in rows for side in ("municipality", "prefecture")}, by=by)
    return [
        row | {"municipality_name": names[row["municipality"]], "prefecture_name": names[row["prefecture"]]}
        for row in rows
    ]
