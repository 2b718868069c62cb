"""What happens to running assignments: wishes for longer, days away, cover, an early end that is handed over."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.columns import Period
from matching.assignments.absences import cover_absence, note_absence
from matching.assignments.extending import ask_extension, decide_extension
from matching.assignments.operations import end_assignment
from matching.assignments.queries import assignments
from matching.assignments.schemas import (
    AbsenceNoted,
    AssignmentRow,
    CoverChosen,
    Ending,
    ExtensionAsked,
    ExtensionDecision,
)
from matching.handovers.operations import open_handover, tick_item
from matching.handovers.queries import handover_row
from matching.handovers.schemas import ItemDone
from registry.capacity.queries import free_people
from registry.learning.queries import gates_of
from registry.members.queries import active_people
from reports.demo.cast import EHIME, HIROSHIMA, KUMAMOTO, Cast, Person
from reports.demo.timeline import Timeline

LONGER: Final = "住民向けの手続の見直しが年度をまたぐため、同じ方にお願いしたいです。"
NO_LONGER: Final = "次の年度は別の町を受け持つ予定です。引き継ぎの期間を取ってください。"
EARLY: Final = "計画づくりが予定より早く終わったため。"
EVERYBODY: Final = 500


async def live_on(at_work: Sequence[Person], cast: Cast, timeline: Timeline) -> None:
    """In each prefecture something else: wishes in Hiroshima, days away in Ehime, an early end in Kumamoto."""
    people = {person.id: person for person in at_work}
    waits, refused, *_ = await running(HIROSHIMA, cast)
    timeline.days_ago(6)
    await _wish(waits, 90, cast)
    await _decline(await _wish(refused, 180, cast), refused, cast)
    alone, covered, *_ = await running(EHIME, cast)
    timeline.days_ago(2)
    await _away(alone, 9, 3, cast, timeline)
    await _cover(await _away(covered, 5, 12, cast, timeline), covered, 5, 12, cast, timeline)
    early = (await running(KUMAMOTO, cast))[-1]
    timeline.days_ago(4)
    await _leave(early, await cast.member(people[early.member]), cast, timeline)


async def running(pool: str, cast: Cast) -> list[AssignmentRow]:
    """The running assignments of a pool; those whose town can be entered come first."""
    rows, _ = await assignments(by=cast.bodies[pool], states=["running"], size=EVERYBODY)
    known = {viewer.organisation for viewer in cast.bodies.values()}
    return sorted(rows, key=lambda row: (row.municipality not in known, row.first_day, row.id))


async def _wish(row: AssignmentRow, days: int, cast: Cast) -> UUID:
    asked = ExtensionAsked(last_day=row.last_day + timedelta(days=days), reason=LONGER)
    return (await ask_extension(assignment=row.id, asked=asked, by=await cast.town_of(row.municipality))).id


async def _decline(id: UUID, row: AssignmentRow, cast: Cast) -> None:
    offered = row.last_day + timedelta(days=30)
    no = ExtensionDecision(verb="refuse", version=1, answer=NO_LONGER, offered_last_day=offered)
    await decide_extension(id=id, decision=no, by=cast.bodies[HIROSHIMA])


async def _away(row: AssignmentRow, begins: int, days: int, cast: Cast, timeline: Timeline) -> UUID:
    first = timeline.as_of + timedelta(days=begins)
    noted = AbsenceNoted(kind="planned", first_day=first, last_day=first + timedelta(days=days),
                         note="月末の集計の確認が止まります。")  # fmt: skip
    return (await note_absence(assignment=row.id, noted=noted, by=await cast.town_of(row.municipality))).id


async def _cover(id: UUID, row: AssignmentRow, begins: int, days: int, cast: Cast, timeline: Timeline) -> None:
    hall = cast.bodies[EHIME]
    first = timeline.as_of + timedelta(days=begins)
    free = await free_people(period=Period.inclusive(first, first + timedelta(days=days)), half_days=row.half_days,
                             by=hall)  # fmt: skip
    own = await active_people(by=hall)
    trained = {member for member, gate in (await gates_of(members=own, by=hall, day=first)).items() if gate.open}
    there, _ = await assignments(by=hall, municipality=row.municipality, size=None)
    able = set(free) & set(own) & trained - {one.member for one in there}
    cover = min(able)
    await cover_absence(id=id, chosen=CoverChosen(cover=cover, half_days=row.half_days, version=1), by=hall)


async def _leave(row: AssignmentRow, member: Viewer, cast: Cast, timeline: Timeline) -> None:
    hall, last = cast.bodies[KUMAMOTO], timeline.as_of + timedelta(days=20)
    await end_assignment(id=row.id, ending=Ending(last_day=min(last, row.last_day), reason=EARLY), by=hall)
    handover = (await open_handover(assignment=row.id, by=member)).id
    for item in (await handover_row(id=handover, by=member)).items[:2]:
        done = ItemDone(version=1, note="町の共有フォルダ「DX支援」に置きました。")
        await tick_item(handover=handover, item=item.id, done=done, by=member)
