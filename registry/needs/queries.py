"""Questions about needs; each starts from what the viewer may see."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from msgspec import convert

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.paging import Page
from foundation.database.scope import Condition, among
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from registry.needs.access import hearings_visible_to, needs_visible_to, requirements_visible_to
from registry.needs.schemas import HearingRow, NeedPage, NeedRow, RequirementRow, SkillWanted
from registry.needs.tables import Hearing, Need, NeedRequirement, NeedSkill
from registry.skills.queries import skill_names

LIST = (
    Need.id, Need.municipality, Need.prefecture, Need.title, Need.themes, Need.urgency, Need.wished_half_days,
    Need.state, Need.submitted_at, Need.changed_at, Need.version,
)  # fmt: skip
WHOLE = (*LIST, Need.story, Need.triage, Need.reason, Need.created_at)


async def needs(
    *, by: Viewer, states: Collection[str] = (), number: int = 1, size: int = 50
) -> tuple[list[NeedRow], Page]:
    """A page of the needs the viewer sees, last moved first."""
    scope: Condition = needs_visible_to(by)
    if states:
        scope = scope & Need.state.is_in(list(states))
    async with reading(by):
        found = Page(number, await Need.count().where(scope), size)
        rows = (
            await Need.select(*LIST)
            .where(scope)
            .order_by(Need.changed_at, Need.id, ascending=False)
            .limit(size)
            .offset(found.offset)
        )
        return [convert(row, NeedRow) for row in await _with_names(rows, by)], found


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
    """State -> how many the viewer sees; the same scope as the list."""
    async with reading(by) as work:
        query, arguments = Need.select(Need.state).where(needs_visible_to(by)).querystrings[0].compile_string()
        rows = await work.connection.fetch(
            f"select state, count(*) as n from ({query}) seen group by state",
            *arguments,
        )
        return {row["state"]: row["n"] for row in rows}


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
