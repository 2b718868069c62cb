"""Which towns were looked after: last visit, how often this fiscal year, never, planned. Part of `queries`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from msgspec import Struct
from piccolo.query.functions import Count, Max, Min

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition
from foundation.database.unit_of_work import reading
from foundation.text.dates import fiscal_year, fiscal_year_period
from matching.appointments.schemas import ToDo
from matching.support.access import records_visible_to
from matching.support.reference import visit_rule_on
from matching.support.rules import Means, VisitRule, mark_of
from matching.support.schemas import TownVisits
from matching.support.tables import SupportRecord
from registry.frameworks.queries import overview
from registry.municipalities.queries import Town, towns_of_hall


@dataclass(slots=True)
class Tally:
    """What the records of one town come to."""

    contacts: int = 0
    visits: int = 0
    escorted_visits: int = 0
    last_contact: date | None = None
    last_visit: date | None = None
    next_on: date | None = None

    def add(self, row: Mapping[str, Any]) -> None:
        """One group of records: their means, whether escorted, how many, the last day, the next planned one."""
        self.contacts += row["times"]
        self.last_contact = max(filter(None, (self.last_contact, row["last"])))
        self.next_on = min(filter(None, (self.next_on, row["planned"])), default=None)
        if row["means"] == Means.ON_SITE:
            self.visits += row["times"]
            self.escorted_visits += row["times"] if row["escorted"] else 0
            self.last_visit = max(filter(None, (self.last_visit, row["last"])))

    def counted(self, rule: VisitRule | None) -> int:
        """What counts toward the promise; without one, visits."""
        if rule is None or rule.on_site:
            return self.escorted_visits if rule and rule.escorted else self.visits
        return self.contacts


class Coverage(Struct, frozen=True):
    """The towns of a pool in a fiscal year, by code, and the promise they are held against."""

    year: int
    as_of: date
    rule: VisitRule | None
    towns: list[TownVisits]

    @property
    def never(self) -> list[TownVisits]:
        """Towns that nobody has visited yet."""
        return [town for town in self.towns if town.last_visit is None]

    @property
    def short(self) -> list[TownVisits]:
        """Towns below the promise of this year."""
        return [town for town in self.towns if town.mark != "dot"]


async def coverage(*, by: Viewer) -> Coverage:
    """Every town the viewer's body looks after, as its records of support tell."""
    async with reading(by) as work:
        today = work.today
        rule = await _rule(by, today)
        seen = records_visible_to(by)
        ever = await _tallies(seen)
        this_year = await _tallies(seen & _in_year(today))
        planned = await _tallies(seen & (SupportRecord.next_on >= today))
        towns = await towns_of_hall(by=by)
    none = Tally()
    return Coverage(fiscal_year(today), today, rule, [
        _standing(town, rule, ever.get(town.id, none), this_year.get(town.id, none), planned.get(town.id, none))
        for town in towns
    ])  # fmt: skip


async def unvisited(*, towns: Sequence[Town], by: Viewer) -> list[ToDo]:
    """The towns, of those a pool's body looks after, that are below this fiscal year's promise, as one thing to do."""
    if by.kind not in ("prefecture", "union") or not holds(by, Right.HEAR):
        return []
    async with reading(by) as work:
        rule = await _rule(by, work.today)
        if rule is None:
            return []
        this_year = await _tallies(records_visible_to(by) & _in_year(work.today))
    none, last = Tally(), fiscal_year_period(fiscal_year(work.today))[1] - timedelta(days=1)
    short = [town.name for town in towns if this_year.get(town.id, none).counted(rule) < rule.times]
    more = f"ほか{len(short) - 3}団体" if len(short) > 3 else ""
    title = f"今年度の約束にまだ届かない団体：{'、'.join(short[:3])}{more}"
    return [ToDo("訪問の予定を立てる", title, "/support/coverage", last)] if short else []


def _in_year(today: date) -> Condition:
    first, end = fiscal_year_period(fiscal_year(today))
    return (SupportRecord.done_on >= first) & (SupportRecord.done_on < end)


async def _rule(by: Viewer, today: date) -> VisitRule | None:
    own = next((row for row in await overview(by=by) if by.organisation in (row.prefecture, row.pool_owner)), None)
    return visit_rule_on(own.model, today) if own and own.model else None


async def _tallies(scope: Condition) -> dict[UUID, Tally]:
    """Town -> what its records in this scope come to, counted by the database."""
    rows = (
        await SupportRecord.select(
            SupportRecord.municipality, SupportRecord.means, SupportRecord.escorted, Count(alias="times"),
            Max(SupportRecord.done_on, alias="last"), Min(SupportRecord.next_on, alias="planned"),
        )
        .where(scope)
        .group_by(SupportRecord.municipality, SupportRecord.means, SupportRecord.escorted)
    )  # fmt: skip
    found: dict[UUID, Tally] = {}
    for row in rows:
        found.setdefault(row["municipality"], Tally()).add(row)
    return found


def _standing(town: Town, rule: VisitRule | None, ever: Tally, this_year: Tally, planned: Tally) -> TownVisits:
    times = this_year.counted(rule)
    return TownVisits(
        municipality=town.id, code=town.code, name=town.name, lat=town.latitude, lng=town.longitude,
        ring=bool(town.one_person_it), mark=mark_of(times=times, before=ever.contacts > 0, rule=rule), times=times,
        visits=this_year.visits, contacts=this_year.contacts, last_visit=ever.last_visit,
        last_contact=ever.last_contact, next_on=planned.next_on,
    )  # fmt: skip
