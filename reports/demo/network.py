"""The demo's network: events held and to come, good practice, mentors, wishes for after the term, examination fees."""

from datetime import time, timedelta
from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from reports.demo.cast import EHIME, HIROSHIMA, KUMAMOTO, Cast, Person
from reports.demo.timeline import Timeline
from training.careers.operations import ask_to_contact, say_wish
from training.careers.schemas import NewContact, Wish
from training.events import operations as events
from training.events.queries import event_page
from training.events.schemas import Attendance, EventText
from training.fees.operations import note_fee
from training.fees.schemas import NewFee
from training.mentors.operations import accept_mentoring, ask_mentor, offer_mentoring
from training.mentors.schemas import Move, Offer, Request
from training.practices.operations import consent_to_practice, write_practice
from training.practices.schemas import Permission, PracticeText

EVENTS: Final = (
    ("forum", "自治体DX人材フォーラム（架空）", "planning", -21, "オンライン", 300, ""),
    ("study", "小さな町の窓口の勉強会（架空）", "counter", -9, "県庁 会議室（架空）", 40, HIROSHIMA),
    ("study", "仕様書を一緒に読む会（架空）", "procurement", -16, "オンライン", 60, EHIME),
    ("gathering", "プールの人の交流会（架空）", "hands", 18, "県庁 会議室（架空）", 30, KUMAMOTO),
)
"""Kind, name, theme, days ago (negative: to come), place, places, who holds it ("" the ministry)."""
PROGRAMME: Final = "1部 事例の話（30分）\n2部 困りごとを持ち寄る（60分）"
PRACTICES: Final = (
    ("344621", HIROSHIMA, "counter", "書かない窓口を3か月で", "聞き取りながら職員が入力する形に変えた。",
     "待ち時間が平均12分から6分になった。", "all"),
    ("342050", HIROSHIMA, "procurement", "仕様書を2つの市町で一冊に",
     "同じ業務の仕様書を見比べ、違う所だけを別紙にした。", "見積もりが2社から5社に増えた。", "framework"),
    ("345458", HIROSHIMA, "security", "パスワードの付せんをなくした日", "ICカードでのサインインに替えた。",
     "問い合わせが月20件から3件に減った。", ""),
)  # fmt: skip
"""Town, its pool, theme, title, what it did, what came of it, how far the town opened it ("": it has yet to say)."""
FEES: Final = (
    ("344621", "職員12", 60, 7_500, "yes"), ("344621", "職員27", 35, 7_500, ""),
    ("342050", "職員3", 50, 12_100, "no"),
)  # fmt: skip
"""Town, who, days ago, yen, whether they passed."""


async def meet(people: list[Person], cast: Cast, timeline: Timeline) -> None:
    """Everything of the network, towards the day of the demo."""
    members = [await cast.member(person) for person in people[:6]]
    await _gather(members, cast, timeline)
    await _tell(cast, timeline)
    await _mentor(members, cast, timeline)
    await _wish(members, cast, timeline)
    for number, (code, taker, days_ago, yen, passed) in enumerate(FEES):
        timeline.days_ago(days_ago - 5)
        new = NewFee.model_validate({
            "examination": "架空情報技術者試験", "taker": taker, "sat_on": timeline.as_of - timedelta(days=days_ago),
            "amount": yen, "paid_by": "body", "receipt": f"架空-{number + 1}", "passed": passed,
        })  # fmt: skip
        await note_fee(new=new, by=cast.bodies[code])


async def _gather(members: list[Viewer], cast: Cast, timeline: Timeline) -> None:
    towns = [cast.bodies[code] for code in ("344621", "342050")]
    for kind, name, theme, days_ago, place, places, host in EVENTS:
        timeline.days_ago(45)
        by = cast.bodies[host] if host else cast.ministry
        new = EventText.model_validate({
            "kind": kind, "name": name, "theme": theme, "programme": PROGRAMME,
            "held_on": timeline.as_of - timedelta(days=days_ago), "begins_at": time(13, 30), "place": place,
            "online": place == "オンライン", "places": places, "contact": "デジタル担当課（代表電話）",
        })  # fmt: skip
        event = (await events.announce_event(new=new, by=by)).id
        await events.share_paper(event=event, filename="次第.csv", content="時刻,内容\n13:30,開会\n".encode(), by=by)
        for guest in [*members[:4], *towns]:
            await events.take_seat(event=event, by=guest)
        if days_ago > 0:
            timeline.days_ago(days_ago)
            seats = (await event_page(id=event, by=by)).seats
            await events.note_attendance(event=event, attendance=Attendance(came=[s.id for s in seats[:-1]]), by=by)


async def _tell(cast: Cast, timeline: Timeline) -> None:
    for code, pool, theme, title, story, outcome, audience in PRACTICES:
        timeline.days_ago(30)
        town = cast.bodies[code]
        new = PracticeText.model_validate({
            "municipality": town.organisation, "theme": theme, "title": title, "story": story, "outcome": outcome,
        })  # fmt: skip
        id = (await write_practice(new=new, by=cast.bodies[pool])).id
        if audience:
            timeline.days_ago(28)
            permission = Permission.model_validate({"audience": audience, "version": 1})
            await consent_to_practice(id=id, permission=permission, by=town)


async def _mentor(members: list[Viewer], cast: Cast, timeline: Timeline) -> None:
    timeline.days_ago(25)
    offers: list[UUID] = []
    for by, themes in zip(members, (["counter", "planning"], ["procurement", "cost"]), strict=False):
        offer = Offer(themes=themes, experience="町の仕事を2年しました。議会と予算の時期の動き方をお話しできます。")
        offers.append((await offer_mentoring(offer=offer, by=by)).id)
    asking = Request(theme="counter", words="窓口の見直しを、どの部署から始めるとよいか聞きたいです。")
    id = (await ask_mentor(offer=offers[0], request=asking, by=cast.bodies["342050"])).id
    timeline.days_ago(23)
    await accept_mentoring(id=id, move=Move(version=1), by=members[0])
    await ask_mentor(
        offer=offers[1], request=Request(theme="cost", words="見積もりの見方を知りたいです。"), by=members[2]
    )


async def _wish(members: list[Viewer], cast: Cast, timeline: Timeline) -> None:
    timeline.days_ago(15)
    steps = ("stay", "civil_servant", "other_town", "mentor")
    for position, (by, step) in enumerate(zip(members, steps, strict=False)):
        wish = Wish.model_validate({"step": step, "open_to_contact": position > 0, "regions": ["34"] * (position % 2)})
        done = await say_wish(wish=wish, by=by)
        if position == 1:
            new = NewContact(words="職員の募集をご案内したいです。", until=timeline.as_of + timedelta(days=60))
            await ask_to_contact(wish=done.id, new=new, by=cast.bodies[KUMAMOTO])
