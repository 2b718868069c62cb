"""Questions about shared experts: who answers what for whom, and what was asked."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from msgspec import convert

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.scope import among
from foundation.database.unit_of_work import Work, reading
from foundation.errors import NotFound
from matching.agreements.queries import agreements
from matching.assignments.queries import assignments
from matching.assignments.rules import ALIVE
from matching.experts.access import experts_visible_to, questions_visible_to
from matching.experts.rules import ASKED_ABOUT, Candidate, routed
from matching.experts.schemas import ExpertQuestionRow, ExpertRow, ExpertsPage, Way
from matching.experts.tables import ExpertQuestion, SharedExpert
from registry.members.queries import member_names

COVERING: Final = ("concluded", "in_force")
"""States of an agreement that binds its bodies."""
SHOWN: Final = 100
PURPOSE: Final = "専門家への質問のため"


async def experts(*, by: Viewer) -> list[ExpertRow]:
    """The experts the viewer sees who answer for a theme, by name."""
    async with reading(by):
        rows = await SharedExpert.select().where(experts_visible_to(by)).order_by(SharedExpert.id)
        people = await member_names(ids={row["member"] for row in rows}, by=by, purpose=PURPOSE)
        towns = await _towns({row["member"] for row in rows}, by)
    found = [
        convert(row | {"person": people.get(row["member"], ""), "towns": towns.get(row["member"], [])}, ExpertRow)
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.person, one.member))


async def candidates(*, town: UUID, work: Work, by: Viewer) -> list[Candidate]:
    """The experts who serve the town today under an agreement that binds it."""
    today = work.today
    agreed, _ = await agreements(by=by, states=COVERING, size=None)
    covering = {one.proposal: one for one in agreed if town in one.bodies and one.first_day <= today <= one.last_day}
    served, _ = await assignments(by=by, states=ALIVE, municipality=town, size=None)
    working = [row for row in served if row.proposal in covering and row.first_day <= today <= row.last_day]
    rows = await SharedExpert.select().where(
        experts_visible_to(by) & among(SharedExpert.member, {row.member for row in working})
    )
    themes = {(row["owner"], row["member"]): row["themes"] for row in rows}
    return [
        Candidate(row.member, row.owner, row.id, covering[row.proposal].id, covering[row.proposal].title,
                  row.first_day, themes[(row.owner, row.member)])
        for row in working if (row.owner, row.member) in themes
    ]  # fmt: skip


async def ways(*, by: Viewer) -> list[Way]:
    """Theme by theme, where a question of the viewer's town would go today; empty for whoever is no town."""
    if by.kind != "municipality" or by.organisation is None:
        return []
    async with reading(by) as work:
        serving = await candidates(town=by.organisation, work=work, by=by)
        people = await member_names(ids={one.member for one in serving}, by=by, purpose=PURPOSE)
    found = {theme: routed(theme, serving) for theme in ASKED_ABOUT}
    return [
        Way(theme, way.expert.member, people.get(way.expert.member, ""), way.why)
        if way.expert
        else Way(theme, None, "", way.why)
        for theme, way in found.items()
    ]


async def experts_page(*, by: Viewer) -> ExpertsPage:
    """Experts, ways and questions together."""
    async with reading(by):
        latest = (
            await ExpertQuestion.select()
            .where(questions_visible_to(by))
            .order_by(ExpertQuestion.created_at, ExpertQuestion.id, ascending=False)
            .limit(SHOWN)
        )
        return ExpertsPage(await experts(by=by), await ways(by=by), await _rows(latest, by))


async def question_row(*, id: UUID, by: Viewer) -> ExpertQuestionRow:
    """One question. Raises `NotFound`."""
    async with reading(by):
        rows = await ExpertQuestion.select().where(questions_visible_to(by) & (ExpertQuestion.id == id))
        if not rows:
            raise NotFound
        return (await _rows(rows, by))[0]


async def _towns(members: Collection[UUID], by: Viewer) -> dict[UUID, list[str]]:
    served, _ = await assignments(by=by, states=ALIVE, size=None)
    towns: dict[UUID, set[str]] = {}
    for row in served:
        if row.member in members:
            towns.setdefault(row.member, set()).add(row.municipality_name)
    return {member: sorted(names) for member, names in towns.items()}


async def _rows(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[ExpertQuestionRow]:
    bodies = await names_of({row[column] for row in rows for column in ("owner", "municipality")}, by=by)
    asked = {row["member"] for row in rows} - {None}
    people = await member_names(ids=asked, by=by, purpose=PURPOSE)
    return [
        convert(
            {**row, "owner_name": bodies[row["owner"]], "municipality_name": bodies[row["municipality"]],
             "person": people.get(row["member"], "")},
            ExpertQuestionRow,
        )
        for row in rows
    ]  # fmt: skip
