"""What the demo's people did and passed, who pauses, who is in the pool twice: enough for pages that show real life."""

from datetime import date, timedelta
from typing import Final

from foundation.text.dates import first_of_month
from foundation.text.ids import body_id
from registry.members.careers import add_certification, add_experience
from registry.members.corrections import ask_correction
from registry.members.operations import register_member
from registry.members.pauses import pause_member
from registry.members.queries import as_registered
from registry.members.record_schemas import NewCertification, NewCorrection, NewExperience, NewPause
from registry.members.rules import Certificate
from reports.demo.cast import DEMO_MEMBERS, HIROSHIMA, Cast, Person
from reports.demo.timeline import Timeline

DONE: Final = (
    ("窓口の書かない化", "住民課と半年、申請書を一枚ずつ見直した。", "待ち時間が平均12分短くなった。"),
    ("文書管理の更新", "調達仕様書を書き、移行を見届けた。", "紙の保管庫を一つ減らした。"),
    ("情報セキュリティの点検", "規程と実際の運用を突き合わせた。", "例外の申請がなくなった。"),
    ("データ活用の勉強会", "職員と毎月、困りごとを題材にした。", "三つの課で集計が自動になった。"),
)
CERTIFIED: Final = tuple(Certificate)


async def tell_records(people: list[Person], cast: Cast, timeline: Timeline) -> None:
    """Experience for two in three, a certificate for one in three, a few pauses, one duplicate, one correction."""
    timeline.days_ago(40)
    for position, person in enumerate(people):
        hall = cast.bodies[person.pool]
        if position % 3:
            await add_experience(member=person.id, new=_experience(position, timeline), by=hall)
        if position % 3 == 0:
            new = NewCertification(code=CERTIFIED[position % len(CERTIFIED)], issued_on=date(2019, 4, 1))
            await add_certification(member=person.id, new=new, by=hall)
    await _pauses(people, cast, timeline)
    await _duplicate(people, cast)
    known = next(person for person in people if person.name in DEMO_MEMBERS)
    asked = NewCorrection(field="phone", text_wanted="000-2345-6789", reason="名刺の番号と違うため")
    await ask_correction(member=known.id, new=asked, by=cast.bodies[known.pool])


def _experience(position: int, timeline: Timeline) -> NewExperience:
    title, did, outcome = DONE[position % len(DONE)]
    start = first_of_month(timeline.as_of - timedelta(days=900 + 30 * (position % 12)))
    return NewExperience(
        title=title, did=did, outcome=outcome, body_name="架空の自治体" if position % 2 else "架空システム株式会社",
        municipal=bool(position % 2), first_day=start, last_day=start + timedelta(days=365),
    )  # fmt: skip


async def _pauses(people: list[Person], cast: Cast, timeline: Timeline) -> None:
    """Of the prefecture shown first, two of the last registered, who are asked for nothing."""
    resting = [person for person in people if person.pool == HIROSHIMA and person.name not in DEMO_MEMBERS][-2:]
    for position, person in enumerate(resting):
        first = timeline.as_of + timedelta(days=60 + 30 * position)
        new = NewPause(first_day=first, last_day=first + timedelta(days=90), reason="育児のため")
        await pause_member(member=person.id, new=new, by=cast.bodies[person.pool])


async def _duplicate(people: list[Person], cast: Cast) -> None:
    """One person was taken in a second time, without a role yet."""
    twice = [person for person in people if person.pool == HIROSHIMA and person.name not in DEMO_MEMBERS][-3]
    hall = cast.bodies[twice.pool]
    shape, _ = await as_registered(id=twice.id, by=hall, purpose="人材の内容を確かめるため")
    again = shape.model_copy(update={"external_key": None, "roles": [], "skills": [], "prefecture": body_id(HIROSHIMA)})
    await register_member(new=again, by=hall)
