"""The demo's programme: cards and certificates, the board of joint procurement, survey answers, figures day by day."""

from typing import Final

from auth.viewer import Viewer
from registry.accelerators import batch, certificates
from registry.accelerators.queries import registrations
from registry.accelerators.schemas import Chosen, Post, Showing
from registry.accompaniments.operations import ask_for_coordination, tell_support
from registry.accompaniments.schemas import Request, Support
from registry.joint_procurements.operations import tell_procurement
from registry.joint_procurements.schemas import Procurement
from registry.municipalities.loading import MINISTRY
from reports.demo.cast import EHIME, HIROSHIMA, KUMAMOTO, Cast
from reports.demo.timeline import Timeline
from reports.figures.operations import write_down_figures
from reports.open_data.operations import publish_open_data
from reports.survey.operations import answer_survey
from reports.survey.schemas import Answers

SURVEY: Final = "dx-records-2026"
WITH_CARDS: Final = 6
PROCUREMENTS: Final = (
    (HIROSHIMA, 2, "県・市町共同の電子申請（架空）", "population", "架空ソリューションズ", (HIROSHIMA,)),
    (EHIME, 3, "県と20市町のビジネスチャット（架空）", "equal", "架空クラウド", (EHIME,)),
    (KUMAMOTO, 1, "県情報セキュリティクラウド（架空）", "mix", "架空通信", (KUMAMOTO,)),
    (HIROSHIMA, 4, "三県の施設予約（架空）", "use", "", (HIROSHIMA, EHIME, KUMAMOTO)),
)
"""Who tells of it, kind of system, name, cost basis, supplier, prefectures that take part."""

SUPPORTS: Final = (
    ("accompaniment", "職務記述書づくりと採用の道すじ", EHIME, "running"),
    ("briefing", "中国・四国ブロック説明会", "", "done"),
    ("list", "候補の企業と人材の一覧", KUMAMOTO, "done"),
)
"""Kind, theme, prefecture ("" for all), how far it is."""


async def run_programme(cast: Cast, timeline: Timeline) -> None:
    """Everything that the programme adds to the world, towards the day of the demo."""
    await _procure(cast, timeline)
    await _support(cast, timeline)
    await _answer(cast, timeline)
    await _print_cards(cast, timeline)
    timeline.days_ago(0)
    nation = Viewer.system(MINISTRY)
    await write_down_figures(by=nation)
    await publish_open_data(by=nation)


async def count_the_day(timeline: Timeline, days_ago: int) -> None:
    """What the figures say as far as the world is told, as of a day in the past: the line on the national board."""
    timeline.days_ago(days_ago)
    await write_down_figures(by=Viewer.system(MINISTRY))


async def _procure(cast: Cast, timeline: Timeline) -> None:
    for position, (owner, system, name, basis, supplier, halls) in enumerate(PROCUREMENTS):
        timeline.days_ago(40 - position * 7)
        new = Procurement.model_validate({
            "system": system, "name": name, "cost_basis": basis, "supplier": supplier,
            "participants": [cast.bodies[hall].organisation for hall in halls],
            "note": "デモ用の架空の案件です。途中から参加できます。", "contact": "デジタル担当課（代表電話）",
            "standing": "planned" if not supplier else "running",
        })  # fmt: skip
        await tell_procurement(new=new, by=cast.bodies[owner])


async def _support(cast: Cast, timeline: Timeline) -> None:
    timeline.days_ago(60)
    for kind, theme, hall, state in SUPPORTS:
        prefecture = cast.bodies[hall].organisation if hall else None
        told = Support.model_validate({
            "kind": kind, "theme": theme, "prefecture": prefecture, "state": state, "held_on": timeline.today,
            "issues": "どの役割が要るか、まだ言葉になっていない。",
            "outcome": "資料を共有した。" if state == "done" else "",
        })  # fmt: skip
        await tell_support(new=told, by=cast.ministry)
    timeline.days_ago(6)
    request = Request(theme="県内の候補企業との調整", issues="エンジニアの候補企業を紹介してほしい。")
    await ask_for_coordination(request=request, by=cast.bodies[HIROSHIMA])


async def _answer(cast: Cast, timeline: Timeline) -> None:
    timeline.days_ago(20)
    for code, staff in (("344621", "1"), ("345458", "0.5"), ("342050", "5")):
        answers = Answers(cio="実施", cio_aide="未実施", overall_policy="実施", dx_staff=staff)
        await answer_survey(definition=SURVEY, code=code, answers=answers, by=cast.bodies[code])


async def _print_cards(cast: Cast, timeline: Timeline) -> None:
    timeline.days_ago(10)
    latest, _ = await registrations(by=cast.ministry, states=["in_use"], size=WITH_CARDS)
    rows = latest[::-1]
    for row in rows:
        pool = next(by for by in cast.bodies.values() if by.organisation == row.recommended_by)
        post = Post(body=row.recommended_by_name, division="デジタル担当課", post="専門員", phone="000-000-0000",
                    email="card@example.jp", address="架空市架空町1-1")  # fmt: skip
        await certificates.keep_post(id=row.id, post=post, by=pool)
        await certificates.show_to_public(id=row.id, showing=Showing(name=True, body=True, version=1), by=pool)
    await batch.print_papers(chosen=Chosen(registrations=[row.id for row in rows]), by=cast.ministry)
