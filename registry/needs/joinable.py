"""Which needs of the viewer's towns are worth joining, with the reasons (`suggestions`)."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.unit_of_work import reading
from registry.municipalities.queries import Town, towns_by_id
from registry.needs.queries import joint_needs_of, needs
from registry.needs.requirement_schemas import RequirementRow
from registry.needs.requirements import requirements
from registry.needs.rules import JOINABLE
from registry.needs.schemas import NeedRow
from registry.needs.suggestions import Candidate, Cluster, Suggestion, clusters, expected_period, worth_joining

COMPARED = 500
"""Suggestions are made among the latest so many: each is compared with each. What is named is never left out."""


async def suggestions_for(*, need: UUID, by: Viewer) -> tuple[Candidate | None, list[Suggestion]]:
    """The need itself, None where it cannot be joined now, and what goes with it."""
    async with reading(by):
        open_needs = await candidates(by=by)
        own = next((one for one in open_needs if one.need == need), None)
        return own, worth_joining(own, open_needs) if own else []


async def suggested_groups(*, by: Viewer) -> list[Cluster]:
    """Groups over everything that is open: 「3つの町が同じことを相談しています」."""
    async with reading(by):
        return clusters(await candidates(by=by))


async def candidates(*, by: Viewer, ids: Collection[UUID] | None = None) -> list[Candidate]:
    """Needs that may be joined now, of `ids` where they are given: heard, in no joint need, nobody agreed on yet."""
    async with reading(by) as work:
        rows, _ = await needs(by=by, states=JOINABLE, size=COMPARED if ids is None else None)
        chosen = [row for row in rows if row.agreed_from is None and (ids is None or row.id in ids)]
        joined = await joint_needs_of(needs=[row.id for row in chosen], by=by)
        free = [row for row in chosen if row.id not in joined]
        towns = await towns_by_id(ids={row.municipality for row in free}, by=by)
        wanted = await requirements(ids=[row.id for row in free], by=by)
        return [_candidate(row, towns[row.municipality], wanted.get(row.id), today=work.today) for row in free]


def _candidate(row: NeedRow, town: Town, wanted: RequirementRow | None, *, today: date) -> Candidate:
    period = (
        Period.inclusive(wanted.first_day, wanted.last_day)
        if wanted
        else expected_period(row.urgency, row.budget, today=today)
    )
    return Candidate(
        need=row.id, municipality=row.municipality, town=town.name, title=row.title, themes=frozenset(row.themes),
        latitude=town.latitude, longitude=town.longitude, period=period, budget=row.budget,
    )  # fmt: skip
