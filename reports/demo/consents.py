"""Names asked for in the demo: decided, waiting, refused, on paper, and one that ends soon."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from registry.consents.operations import decide_request, request_name
from registry.consents.queries import wording_on
from registry.consents.rules import Decision, Purpose
from registry.consents.schemas import NameDecision, NameRequest
from reports.demo.cast import DEMO_MEMBERS, HIROSHIMA, Cast, Person
from reports.demo.timeline import Timeline

PAPERS: Final = "同意書つづり（架空）"
SOON: Final = 12
"""In how many days the consent ends that is on the lists of what to do."""

# Asked how many days ago, by which town, for what, why, and for how many days from then.
ASKED: Final = (
    (70, "345458", Purpose.LECTURE, "職員向けの勉強会で、お話をお願いできるか相談したいです。", 70 + SOON),
    (40, "344621", Purpose.CONSIDER, "窓口の見直しを手伝ってもらえるか、電話で相談したいです。", 180),
    (6, "342050", Purpose.CONTACT, "以前の支援の続きについて、連絡をとりたいです。", 120),
)


async def ask_names(people: list[Person], cast: Cast, timeline: Timeline) -> None:
    """Towns ask each demo member of Hiroshima, and two people without an account, through every state."""
    ours = [person for person in people if person.pool == HIROSHIMA]
    for person in (person for person in ours if person.name in DEMO_MEMBERS):
        for position, row in enumerate(ASKED):
            timeline.days_ago(row[0])
            id = await _ask(person, row, cast, timeline)
            if position < len(ASKED) - 1:
                timeline.days_ago(row[0] - 2)
                await decide_request(id=id, decision=await _consent(), by=await cast.member(person))
    silent = [person for person in ours if person.id not in cast.members][:2]
    for position, person in enumerate(silent):
        timeline.days_ago(ASKED[1][0])
        id = await _ask(person, ASKED[1], cast, timeline)
        if position == 0:
            timeline.days_ago(ASKED[1][0] - 4)
            paper = {"signed_on": timeline.today, "evidence_note": f"{PAPERS} 1番"}
            await decide_request(id=id, decision=await _consent(**paper), by=cast.bodies[HIROSHIMA])
    if len(ours) > 1:
        await _refused(ours, cast, timeline)


async def _refused(ours: list[Person], cast: Cast, timeline: Timeline) -> None:
    person = next(person for person in ours if person.name in DEMO_MEMBERS)
    timeline.days_ago(20)
    row = (20, "343684", Purpose.CONSIDER, "庁内の研修を頼めるか、検討しています。", 60)
    id = await _ask(person, row, cast, timeline)
    timeline.days_ago(19)
    refusal = NameDecision(version=1, decision=Decision.REFUSE, reason="いまは新しい相談を受けていません。")
    await decide_request(id=id, decision=refusal, by=await cast.member(person))


async def _ask(person: Person, row: tuple[int, str, Purpose, str, int], cast: Cast, timeline: Timeline) -> UUID:
    _, town, purpose, detail, days = row
    wanted = NameRequest(member=person.id, purpose=purpose, detail=detail,
                         until=timeline.today + timedelta(days=days))  # fmt: skip
    return (await request_name(wanted=wanted, by=cast.bodies[town])).id


async def _consent(**paper: object) -> NameDecision:
    async with reading(Viewer.public()) as work:
        number = (await wording_on(work.today)).number
    return NameDecision.model_validate({"version": 1, "decision": Decision.CONSENT, "wording": number, **paper})
