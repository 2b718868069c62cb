"""Nagano's way: an invented union keeps the pool and employs one person for three towns, who share by a mix."""

from datetime import timedelta
from typing import Final

from auth.accounts.operations import NewAccount
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.text.dates import add_months, first_of_month
from foundation.text.ids import body_id
from matching.agreements.schemas import CostDivision
from matching.assignments.queries import assignments
from matching.support.operations import confirm_record, write_record
from matching.support.rules import Means
from matching.support.schemas import Confirmation, NewRecord
from registry.capacity.operations import offer_days
from registry.frameworks.operations import add_union, keep_framework, set_participants
from registry.frameworks.rules import Model, OwnerKind
from registry.frameworks.schemas import FrameworkRecord, NewUnion, Participants
from registry.members.operations import register_member
from registry.members.schemas import NewMember
from registry.municipalities.operations import record_facts
from registry.municipalities.queries import towns_of
from reports.demo.agreements import sign_by_all
from reports.demo.cast import NAGANO, Cast, Person, person_at
from reports.demo.employment import Negotiation
from reports.demo.facts import INVENTED, invented_facts
from reports.demo.requests import FORM, Request, skill_id, stories, tell_need
from reports.demo.timeline import Timeline

UNION: Final = ("架空みすず広域連合", "カクウミスズコウイキレンゴウ")
OFFICER: Final = NewAccount("demo-19", "更級（広域連合）", "情報政策課", demo=True)
TOWNS: Final = 3
ROLE: Final = "service_designer"
PERSON: Final = NewMember.model_validate(
    {"name": "戸狩 𠮷乃", "kana": "とがり よしの", "roles": [ROLE], "experience_band": "5-9",
     "skills": [{"skill": skill_id("11"), "level": 3, "verified": True}], "prefecture": body_id(NAGANO),
     "on_site": True, "remote": True, "forms": [FORM[NAGANO]], "travel_limit_minutes": 120, "max_municipalities": 10,
     "email": "togari@example.jp", "external_key": "20-001"}
)  # fmt: skip
HALF_DAYS: Final = 32
MIX: Final = CostDivision(equal=20, population=30, use=50, yearly_yen=6_000_000, version=1)
BEGAN: Final = 300
"""Days ago on which the towns asked: the person is there by now."""
DONE: Final = "三つの町村の届出の様式を並べ、同じ欄を一つにした。"
DAYS: Final = (50, 29, 8)


async def employ_by_union(cast: Cast, timeline: Timeline) -> None:
    """From the union's registration to the work that runs."""
    union = await _found(cast, timeline)
    chosen = await _take_in(union, timeline)
    asking = [story for story in stories() if story["role"] == ROLE][:TOWNS]
    small = [town for town in cast.towns[NAGANO] if town.kind == "village"]
    told = [await tell_need(Request(NAGANO, town, story, "accepted", BEGAN), cast, timeline)
            for town, story in zip(small, asking, strict=False)]  # fmt: skip
    one = Negotiation(cast, timeline, (chosen, [need for need in told if need]))
    await one.agree()
    await one.settle(MIX)
    timeline.days_ago(BEGAN - 40)
    await sign_by_all(one.id, union, timeline)
    timeline.days_ago(min(BEGAN - 90, 60))
    await one.begin()
    await _log(union, chosen, cast, timeline)


async def _found(cast: Cast, timeline: Timeline) -> Viewer:
    """The prefecture registers the union and names it as keeper of the pool; the union lets all towns take part."""
    timeline.days_ago(420)
    hall = Viewer.system(body_id(NAGANO), kind="prefecture")
    union = (await add_union(code=NAGANO, new=NewUnion(name=UNION[0], kana=UNION[1]), by=hall)).id
    record = FrameworkRecord(model=Model.NAGANO, name="広域連合と進める推進体制（架空）", started_on=timeline.today,
                             owner_kind=OwnerKind.UNION, pool_owner=union, source=INVENTED)  # fmt: skip
    await keep_framework(code=NAGANO, kept=record, by=hall)
    towns = await towns_of(prefecture=body_id(NAGANO), by=hall)
    everybody = Participants(participants=[town.id for town in towns], since=timeline.today)
    await set_participants(code=NAGANO, chosen=everybody, by=Viewer.system(union, kind="union"))
    await record_facts(facts=invented_facts(towns), as_of=timeline.today, source=INVENTED, verb="demo_facts",
                       by=Viewer.system(body_id(NAGANO)))  # fmt: skip
    cast.towns[NAGANO] = towns
    cast.bodies[NAGANO] = await person_at(union, "union", OFFICER)
    return cast.bodies[NAGANO]


async def _take_in(union: Viewer, timeline: Timeline) -> Person:
    timeline.days_ago(400)
    id = (await register_member(new=PERSON, by=union)).id
    start = first_of_month(timeline.today)
    assert union.organisation is not None, "the officer of the union acts for it"
    await offer_days(member=id, pool=union.organisation, half_days=HALF_DAYS, by=union,
                     period=Period(start, add_months(first_of_month(timeline.as_of), 30)))  # fmt: skip
    return Person(id, NAGANO, PERSON.name, (ROLE,), HALF_DAYS, PERSON.max_municipalities)


async def _log(union: Viewer, person: Person, cast: Cast, timeline: Timeline) -> None:
    """Some days in each town, which the town says are right."""
    member = await cast.member(person)
    rows, _ = await assignments(by=union, states=["running"])
    for row in sorted(rows, key=lambda row: row.id):
        for days in DAYS:
            timeline.days_ago(days)
            new = NewRecord(draft=timeline.new_id(), assignment=row.id, done_on=timeline.today, minutes=465, done=DONE,
                            means=Means.ON_SITE, themes=["counter"], met="住民係の2人")  # fmt: skip
            record = (await write_record(new=new, by=member)).id
            timeline.later(timedelta(hours=1))
            town = await cast.town_of(row.municipality)
            await confirm_record(id=record, confirmation=Confirmation(version=1), by=town)
