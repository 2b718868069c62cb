"""What was done for the towns: a log of the running assignments, visits of the prefectures, weekly study, outcomes."""

import csv
from collections.abc import Sequence
from datetime import timedelta
from importlib.resources import files
from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from matching.assignments.queries import assignments
from matching.assignments.schemas import AssignmentRow
from matching.support.operations import confirm_record, question_record, write_record
from matching.support.reviewing import review
from matching.support.rules import Means, Shared
from matching.support.schemas import Confirmation, Doubt, NewRecord, NewStudy, OutcomeTold
from matching.support.studying import hold_study, people_of_pool
from reports.demo.cast import EHIME, KUMAMOTO, POOLS, Cast, Person
from reports.demo.timeline import Timeline

EVERYBODY: Final = 500
LENGTHS: Final = (120, 233, 465, 60, 233)
WAYS: Final = (Means.ON_SITE, Means.ONLINE, Means.ON_SITE, Means.TELEPHONE, Means.ON_SITE)
DAYS: Final = (52, 45, 38, 24, 17, 9, 3)
"""Days ago on which somebody went; the work began sixty days ago."""
VISITS: Final = {EHIME: 2, KUMAMOTO: 1}
"""How often each town is meant to be visited in the year; some towns are still without."""
STUDIES: Final = ("クラウドの費用の見方", "住民に伝わる通知の書き方", "議会の答弁の準備", "調達仕様書の読み合わせ")


async def log_support(at_work: Sequence[Person], cast: Cast, timeline: Timeline) -> None:
    """Everything that is done once the work runs."""
    for pool in POOLS:
        await _visit_towns(pool, cast, timeline)
    work = list(csv.reader(files("reports.demo").joinpath("world", "support.csv").read_text("utf-8").splitlines()))[1:]
    rows, turn = [], 0
    for pool in POOLS:
        found, _ = await assignments(by=cast.bodies[pool], states=["running"], size=EVERYBODY)
        rows += sorted(found, key=lambda row: (row.first_day, row.id))
    people = {person.id: person for person in at_work}
    for place, row in enumerate(rows):
        for days in DAYS[place % 3 :: 3]:
            await _log(row, people[row.member], days, turn, work[turn % len(work)], cast, timeline)
            turn += 1
    await _review(rows[0], cast, timeline)
    await _study(cast, timeline)


async def _log(
    row: AssignmentRow, person: Person, days: int, turn: int, told: Sequence[str], cast: Cast, timeline: Timeline
) -> None:
    """A record by the member, and what the town says to it a day later."""
    timeline.days_ago(days)
    theme, done, next_step = told
    means = WAYS[turn % len(WAYS)]
    new = NewRecord(
        draft=timeline.new_id(), assignment=row.id, done_on=timeline.today, minutes=LENGTHS[turn % len(LENGTHS)],
        means=means, themes=[theme], done=done, next_step=next_step, met="総務課長と担当2人",
        travel_minutes=90 if means == Means.ON_SITE else None, shared=Shared.TOWNS,
        next_on=timeline.today + timedelta(days=14) if turn % 4 == 0 else None,
    )  # fmt: skip
    id = (await write_record(new=new, by=await cast.member(person))).id
    if days > min(DAYS):
        timeline.days_ago(days - 1)
        await _hear(id, turn, await cast.town_of(row.municipality))


async def _hear(id: UUID, turn: int, town: Viewer) -> None:
    if turn % 17 == 5:
        await question_record(id=id, doubt=Doubt(version=1, reason="この日は2時間ではなく、半日でした。"), by=town)
        return
    shared = (Shared.TOWNS, Shared.POOL, Shared.TOWNS, Shared.PARTIES)[turn % 4]
    await confirm_record(id=id, confirmation=Confirmation(version=1, shared=shared), by=town)


async def _visit_towns(pool: str, cast: Cast, timeline: Timeline) -> None:
    """The prefecture's own visits; the last towns of the list are still without."""
    hall, towns = cast.bodies[pool], cast.towns[pool]
    for times in range(VISITS.get(pool, 0)):
        for place, town in enumerate(towns[: len(towns) * 3 // (4 + 3 * times)]):
            timeline.days_ago(160 - 60 * times - place)
            new = NewRecord(
                draft=timeline.new_id(), municipality=town.id, done_on=timeline.today, minutes=90,
                means=Means.ON_SITE if pool == KUMAMOTO or times else Means.ONLINE, escorted=pool == KUMAMOTO,
                themes=["planning"], done="困っていることと、来年度にしたいことを聞いた。", met="副町長と担当課長",
            )  # fmt: skip
            id = (await write_record(new=new, by=hall)).id
            if town.code in cast.bodies:
                await confirm_record(id=id, confirmation=Confirmation(version=1), by=cast.bodies[town.code])


async def _review(row: AssignmentRow, cast: Cast, timeline: Timeline) -> None:
    timeline.days_ago(2)
    told = OutcomeTold(story="申請書が14枚から5枚になり、窓口で待つ人が減りました。", hours_saved=320, introductions=2,
                       satisfaction=5)  # fmt: skip
    await review(assignment=row.id, told=told, by=await cast.town_of(row.municipality))


async def _study(cast: Cast, timeline: Timeline) -> None:
    hall = cast.bodies[EHIME]
    people = list(await people_of_pool(by=hall))
    for place, title in enumerate(STUDIES):
        timeline.days_ago(28 - 7 * place)
        new = NewStudy(held_on=timeline.today, minutes=60, title=title, themes=["planning"],
                       attended=timeline.some(people, len(people) * 2 // 3))  # fmt: skip
        await hold_study(new=new, by=hall)
