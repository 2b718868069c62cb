"""Requests about one's own data in the demo: decided, prolonged, and one whose last day is near."""

from typing import Final

from foundation.text.ids import body_id
from registry.privacy_requests.operations import ask, decide, extend
from registry.privacy_requests.rules import Kind
from registry.privacy_requests.schemas import Extension, NewRequest, Verdict
from reports.demo.cast import DEMO_MEMBERS, HIROSHIMA, Cast, Person
from reports.demo.timeline import Timeline

WORDS: Final = (
    (60, Kind.DISCLOSURE, "登録している経歴と、名前を見た団体の記録を見せてください。"),
    (45, Kind.CORRECTION, "勤め先が前の会社のままになっています。直してください。"),
    (25, Kind.DISCLOSURE, "わたしについて話し合った記録があれば、見せてください。"),
)


async def ask_about_own_data(people: list[Person], cast: Cast, timeline: Timeline) -> None:
    """A demo member of Hiroshima asks three times; the pool decides the first and prolongs the second."""
    asking = next(person for person in people if person.pool == HIROSHIMA and person.name in DEMO_MEMBERS)
    person, pool = await cast.member(asking), cast.bodies[HIROSHIMA]
    made = []
    for days, kind, detail in WORDS:
        timeline.days_ago(days)
        made.append((await ask(new=NewRequest(kind=kind, detail=detail, pool=body_id(HIROSHIMA)), by=person)).id)
    timeline.days_ago(40)
    await decide(id=made[0], verdict=Verdict(verdict="granted", version=1), by=pool)
    timeline.days_ago(20)
    reason = "企業に確かめているため、決定までにもう少し日数が要ります。"
    await extend(id=made[1], extension=Extension(reason=reason, version=1), by=pool)
