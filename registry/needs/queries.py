"""Questions about needs; each starts from what the viewer may see."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from msgspec import convert, structs

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.paging import SIZE, Page
from foundation.database.scope import among
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from registry.needs.access import hearings_visible_to, needs_visible_to, requirements_visible_to
from registry.needs.finding import BareNeed, NeedsFound, needs_counted, needs_found
from registry.needs.question import NeedsQuestion
from registry.needs.schemas import (
    HearingRow,
    NeedFound,
    NeedPage,
    NeedRow,
    RequirementRow,
    SkillWanted,
)
from registry.needs.tables import Hearing, Need, NeedRequirement, NeedSkill
from registry.skills.queries import skill_names

LIST = (
    Need.id, Need.municipality, Need.prefecture, Need.title, Need.themes, Need.urgency, Need.wished_half_days,
    Need.state, Need.submitted_at, Need.changed_at, Need.version,
)  # fmt: skip
WHOLE = (*LIST, Need.story, Need.triage, Need.reason, Need.created_at)


async def find_needs(*, question: NeedsQuestion, by: Viewer, number: int = 1, size: int = SIZE) -> NeedsFound:
    """A page of the needs that the viewer sees and the question finds, their number, and the counts beside filters."""
    async with reading(by):
        found = await needs_found(question, by=by, limit=size, offset=Page(number, 0, size).offset)
        bare = [structs.asdict(row) for row in msgspec.json.decode(found.rows, type=list[BareNeed])]
        rows = [NeedFound(**row) for row in await _with_names(bare, by)]
        return NeedsFound(rows, Page(number, found.total, size), found.facets, found.gains)


async def count_needs(*, questions: Sequence[NeedsQuestion], by: Viewer) -> list[int]:
    """How many needs each question finds: the numbers of the lists, in one statement."""
    if not questions:
        return []
    async with reading(by):
        return await needs_counted(questions, by=by)


async def needs(
    *, by: Viewer, states: Collection[str] = (), number: int = 1, size: int = SIZE
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


async def needs_by_id(*, ids: Collection[UUID], by: Viewer) -> dict[UUID, NeedRow]:
    """Those of `ids` that the viewer sees."""
    async with reading(by):
        rows = await Need.select(*LIST).where(needs_visible_to(by) & among(Need.id, ids))
        return {row["id"]: convert(row, NeedRow) for row in await _with_names(rows, by)}


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
        return [convert(row, HearingRow) for row in rows]


async def requirements(*, ids: Collection[UUID], by: Viewer) -> dict[UUID, RequirementRow]:
    """Need -> its complete requirement, for those of `ids` that are visible and have one."""
    if not ids:
        return {}
    async with reading(by):
        rows = await NeedRequirement.select().where(requirements_visible_to(by) & among(NeedRequirement.need, ids))
        wanted = await _skills([row["need"] for row in rows])
        return {row["need"]: _requirement(row, wanted.get(row["need"], ())) for row in rows}


async def _skills(ids: Collection[UUID]) -> dict[UUID, list[SkillWanted]]:
    rows = await NeedSkill.select().where(among(NeedSkill.need, ids)).order_by(NeedSkill.must, ascending=False)
    names = await skill_names({row["skill"] for row in rows})
    wanted: dict[UUID, list[SkillWanted]] = {}
    for row in rows:
        skill = SkillWanted(row["skill"], names[row["skill"]], row["level"], row["must"])
        wanted.setdefault(row["need"], []).append(skill)
    return wanted


def _requirement(row: Mapping[str, Any], skills: Sequence[SkillWanted]) -> RequirementRow:
    period = Period.of(row["during"])
    assert period.last is not None
    return RequirementRow(
        need=row["need"],
        municipality=row["municipality"],
        role=row["role"],
        half_days=row["half_days"],
        on_site_half_days=row["on_site_half_days"],
        first_day=period.start,
        last_day=period.last,
        form=row["form"],
        day_rate_ceiling_yen=row["day_rate_ceiling_yen"],
        skills=list(skills),
    )


async def _with_names(rows: Sequence[dict[str, Any]], by: Viewer) -> list[dict[str, Any]]:
    names = await names_of({row[side] for row in rows for side in ("municipality", "prefecture")}, by=by)
    return [
        row | {"municipality_name": names[row["municipality"]], "prefecture_name": names[row["prefecture"]]}
        for row in rows
    ]
