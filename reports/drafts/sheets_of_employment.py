"""From an appointment and from an agreement to what is said of conditions and of money."""

from datetime import date
from fractions import Fraction
from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.errors import RuleBroken
from foundation.text.half_days import half_days
from foundation.text.wareki import wareki
from matching.agreements.queries import agreement_page
from matching.agreements.rules import Bearer, steps_of
from matching.agreements.schemas import AgreementPage, BodyRow, CostPlanRow
from matching.appointments.queries import appointment_page
from matching.appointments.rules import side_job_words
from matching.assignments.queries import assignments_under
from reports.drafts.rules import conditions_refusal
from reports.drafts.schemas import Drawn
from reports.papers.heads import head_for
from reports.papers.rules import share_percent
from reports.papers.schemas import Grid, Sheet, Told

NO_PLAN: Final = (
    "この協定では、費用の割り方がまだ決まっていないため、負担金計算書をつくれません。"
    "協定の画面で割り方を決めてから、もう一度つくってください。"
)
NOT_FOUND: Final = "資料で確認できていない（未確認）"
ENDS: Final = "会計年度の末日（3月31日）で終わります。更新しないことがあります。"
MAY_BE_RENEWED: Final = "更新することがあります。更新は任命権者が決めます。"
BY_RULE: Final = "条例、規則その他の定めるところによる"
OTHER_SUM: Final = "計算し直した額が、協定に記録した額と合いません。書類はつくっていません。管理者に知らせてください。"
POOL_BODY: Final = "プールの団体"
"""What the forms call whoever keeps the pool; a paper names it."""
ROUNDED: Final = (
    "一円未満の端数は切り捨て、合計が総額に足りない分を、端数の大きい団体から順に一円ずつ加える（最大剰余法）。"
)


async def conditions_sheet(about: UUID, words: dict[str, str], by: Viewer) -> Drawn:
    """勤務条件表: what the person is shown of the conditions (労働基準法15条1項). `RuleBroken` for a contract."""
    page = await appointment_page(id=about, by=by)
    appointed, terms = page.appointment, page.terms
    if refusal := conditions_refusal(terms):
        raise RuleBroken(refusal, field="about")
    posts = await assignments_under(appointment=about, by=by)
    places = [f"{post.municipality_name}（月{half_days(post.half_days)}日、{post.need_title}）" for post in posts]
    sheet = Sheet(
        person=page.person,
        to=f"{page.person}　様",
        head=await head_for(appointed.appointing_body, appointed.appointing_body_name, by),
        matter=appointed.title,
        lead="任用にあたり、勤務の条件を次のとおり示します（労働基準法第15条第1項）。",
        parts=[
            Told("職名", [appointed.title]),
            Told("任用の形", [terms.name, f"根拠：{NOT_FOUND if terms.unconfirmed else terms.article}"]),
            Told("任期", [f"{wareki(appointed.first_day)}から{wareki(appointed.last_day)}まで"]),
            Told("更新", [ENDS if terms.ends_with_fiscal_year else MAY_BE_RENEWED]),
            Told("働く団体と業務", places or ["配属のときに示します。"]),
            *(Told(title, words.get(field, BY_RULE).split("\n")) for field, title in CONDITIONS),
            Told("費用を負担する者", [terms.paid_by.replace(POOL_BODY, appointed.owner_name)]),
            Told("評価", [terms.evaluated_by]),
            Told("兼業", [side_job_words(terms)]),
        ],
    )  # fmt: skip
    return Drawn(
        issuer=appointed.appointing_body, pool=appointed.owner, member=appointed.member, readers=[appointed.member],
        matter=appointed.title, sheet=sheet,
    )  # fmt: skip


CONDITIONS: Final = (
    ("hours", "勤務の時間と休憩"), ("leave", "休日と休暇"), ("pay", "報酬・給料"), ("travel", "旅費・費用弁償"),
    ("insurance", "社会保険・公務災害"),
)  # fmt: skip


async def cost_sheet(about: UUID, _words: dict[str, str], by: Viewer) -> Drawn:
    """負担金計算書: the yearly yen of each body with every step, their sum exact. `RuleBroken` without a plan."""
    page = await agreement_page(id=about, by=by)
    agreed, plan = page.agreement, page.plan
    if plan is None:
        raise RuleBroken(NO_PLAN, field="about")
    bearing = [part for part in page.bodies if part.half_days]
    counted = sorted({part.population_as_of for part in bearing if part.population_as_of})
    sheet = Sheet(
        person="",
        head=await head_for(agreed.owner, agreed.owner_name, by),
        matter=agreed.title,
        lead="協定書に定める費用の負担を、次のとおり計算しました。",
        parts=[
            Told("費用の総額（年額の見込み）", [_yen(plan.yearly_yen)]),
            Told("割り方", [f"{plan.words}（第{plan.number}版）"]),
            Told("人口の基準日", ["、".join(map(wareki, counted)) or "人口は使いません。"]),
            Told("協定の期間", [_period(agreed.first_day, agreed.last_day)]),
        ],
        grids=[_bases(bearing), _steps(plan, bearing), _shares(page, plan, bearing)],
        notes=[f"端数の扱い：{ROUNDED}"],
    )
    towns = [part.organisation for part in page.bodies if part.organisation != agreed.owner]
    return Drawn(issuer=agreed.owner, pool=agreed.owner, member=None, readers=towns, matter=agreed.title, sheet=sheet)


def _bases(bearing: list[BodyRow]) -> Grid:
    rows = [
        [part.organisation_name, "―" if part.population is None else f"{part.population:,}人",
         wareki(part.population_as_of) if part.population_as_of else "―", f"{half_days(part.half_days)}日"]
        for part in bearing
    ]  # fmt: skip
    people = sum(part.population or 0 for part in bearing)
    total = ["計", f"{people:,}人" if people else "―", "", f"{half_days(sum(part.half_days for part in bearing))}日"]
    return Grid("1　計算のもと", ["団体", "人口", "人口の基準日", "月の日数"], rows, amounts=[1, 3], total=total)


def _steps(plan: CostPlanRow, bearing: list[BodyRow]) -> Grid:
    bearers = {part.organisation: Bearer(part.half_days, part.population) for part in bearing}
    steps = steps_of(plan.mix, bearers, whole=plan.yearly_yen)
    if any(steps[part.organisation].yen != part.yearly_yen for part in bearing):
        raise RuleBroken(OTHER_SUM)
    rows = [
        [part.organisation_name, *(_exact(amount) for amount in steps[part.organisation].by_rule),
         _exact(steps[part.organisation].exact), f"+{steps[part.organisation].added}円", _yen(part.yearly_yen or 0)]
        for part in bearing
    ]  # fmt: skip
    columns = ["団体", "均等割の分", "人口割の分", "日数割の分", "合わせた額", "端数調整", "負担額（年額）"]
    added = sum(step.added for step in steps.values())
    total = ["計", "", "", "", _yen(plan.yearly_yen), f"+{added}円", _yen(sum(step.yen for step in steps.values()))]
    return Grid("2　計算の途中", columns, rows, amounts=[1, 2, 3, 4, 5, 6], total=total)


def _shares(page: AgreementPage, plan: CostPlanRow, bearing: list[BodyRow]) -> Grid:
    """Every body, also those that bear nothing."""
    yen = {part.organisation: part.yearly_yen or 0 for part in bearing}
    rows = [
        [part.organisation_name, share_percent(part.share_per_million), _yen(yen.get(part.organisation, 0))]
        for part in page.bodies
    ]
    total = ["合計", share_percent(sum(part.share_per_million for part in page.bodies)), _yen(plan.yearly_yen)]
    return Grid("3　団体ごとの負担", ["団体", "負担割合", "負担額（年額の見込み）"], rows, amounts=[1, 2], total=total)


def _exact(amount: Fraction) -> str:
    """Yen with four places, cut, so that a column lines up: `333,333.3333`; a whole amount has none."""
    whole, rest = divmod(int(amount * 10_000), 10_000)
    return f"{whole:,}" + (f".{rest:04}" if rest else "")


def _yen(amount: int) -> str:
    return f"{amount:,}円"


def _period(first: date, last: date) -> str:
    return f"{wareki(first)}から{wareki(last)}まで"
