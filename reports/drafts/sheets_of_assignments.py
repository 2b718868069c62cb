"""From an assignment to what the papers about it say."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.errors import RuleBroken
from foundation.text.dates import today_jst
from foundation.text.half_days import half_days, minutes_words
from foundation.text.wareki import wareki
from matching.appointments.queries import form_on
from matching.appointments.rules import FormTerms
from matching.assignments.queries import assignment_row
from matching.assignments.schemas import AssignmentRow
from matching.proposals.queries import proposal_page
from matching.support.plans import UseReport, support_plan, use_report
from matching.support.rules import MEANS, Means
from matching.support.schemas import RecordRow
from registry.needs.rules import THEMES
from reports.drafts.rules import dispatch_refusal
from reports.drafts.schemas import Drawn
from reports.papers.heads import head_for
from reports.papers.rules import Kind, number_text
from reports.papers.schemas import Grid, Sheet, Told
from reports.register.queries import issued_about

NOT_ASKED: Final = (
    "この配属の派遣要請書が、まだ発行されていません。町が要請書を発行したあとで、回答書をつくってください。"
)
NOTHING_DONE: Final = "支援の記録がまだないため、活用報告書をつくれません。先に「支援の記録」を書いてください。"


async def dispatch_request(about: UUID, words: dict[str, str], by: Viewer) -> Drawn:
    """派遣要請書: the town asks the body that keeps the pool to send the person. Raises `RuleBroken`."""
    row, terms = await _sent_under(about, by)
    sheet = Sheet(
        person=row.person,
        to=await owner_head(row, by),
        head=await head_for(row.municipality, row.municipality_name, by),
        matter="デジタル人材の派遣について（依頼）",
        lead=f"{_under(terms)}下記のとおり職員の派遣を要請します。",
        parts=[*who_and_when(row), *told("派遣の条件", words, "conditions")],
    )
    return drawn_about(row, row.municipality, [row.owner], sheet)


async def dispatch_reply(about: UUID, words: dict[str, str], by: Viewer) -> Drawn:
    """回答書: the body that keeps the pool answers the request by its number. Raises `RuleBroken` without one."""
    row, terms = await _sent_under(about, by)
    asked = await issued_about(kind=Kind.DISPATCH_REQUEST, subject=about, by=by)
    if asked is None:
        raise RuleBroken(NOT_ASKED, field="about")
    number = number_text(kind=Kind.DISPATCH_REQUEST, fiscal_year=asked.fiscal_year, number=asked.number)
    sheet = Sheet(
        person=row.person,
        to=await head_for(row.municipality, row.municipality_name, by),
        head=await owner_head(row, by),
        matter="デジタル人材の派遣について（回答）",
        lead=f"{wareki(asked.issued_on)}付け{number}で要請のあったことについて、{_under(terms)}"
             "下記のとおり派遣することに同意します。",
        parts=[*who_and_when(row), *told("条件", words, "conditions")],
        notes=["費用の負担その他の必要なことは、協定書で定めます。"],
    )  # fmt: skip
    return drawn_about(row, row.owner, [row.municipality], sheet)


async def posting_notice(about: UUID, words: dict[str, str], by: Viewer) -> Drawn:
    """配属通知: who works where from when, to the town and the person."""
    row = await assignment_row(id=about, by=by)
    terms = await _terms(row, by)
    sheet = Sheet(
        person=row.person,
        to=await head_for(row.municipality, row.municipality_name, by),
        head=await owner_head(row, by),
        matter="デジタル人材の配属について（通知）",
        lead="下記のとおり配属することとしましたので、通知します。",
        parts=[
            *who_and_when(row),
            Told("任用の形", [terms.name]),
            *told("勤務する場所", words, "place"),
            *told("受入れの担当", words, "contact"),
        ],
    )
    return drawn_about(row, row.owner, [row.municipality, row.member], sheet)


async def plan_sheet(about: UUID, words: dict[str, str], by: Viewer) -> Drawn:
    """支援計画書: what the town wants, for how many days, and what comes next."""
    plan = await support_plan(assignment=about, by=by)
    row, wanted = plan.assignment, plan.requirement
    steps = [f"{text}（{wareki(day)}）" if day else text for day, text in plan.next_steps]
    in_all = f"{plan.months}か月で{half_days(plan.half_days_in_all)}日"
    sheet = Sheet(
        person=row.person,
        head=await owner_head(row, by),
        matter=f"{row.municipality_name}　{row.need_title}",
        lead="",
        parts=[
            *who_and_when(row),
            Told("期間の全体", [in_all]),
            *([Told("うち来庁", [f"月{half_days(wanted.on_site_half_days)}日"])] if wanted else []),
            Told("分野", ["、".join(THEMES[theme] for theme in plan.themes) or "定めない"]),
            Told("町の困りごと", plan.story.split("\n")),
            *told("目あて", words, "goal"),
            Told("次にすること", steps or ["支援を始めるときに、町と決めます。"]),
        ],
    )
    return drawn_about(row, row.owner, [row.municipality, row.member], sheet)


async def report_sheet(about: UUID, words: dict[str, str], by: Viewer) -> Drawn:
    """活用報告書: what was done until today and what came of it. Raises `RuleBroken` before anything was done."""
    report = await use_report(assignment=about, by=by)
    if not report.records:
        raise RuleBroken(NOTHING_DONE, field="about")
    row = report.assignment
    sheet = Sheet(
        person=row.person,
        to=await owner_head(row, by),
        head=await head_for(row.municipality, row.municipality_name, by),
        matter=f"「{row.need_title}」の支援について（報告）",
        lead=f"{wareki(today_jst(current_clock().now()))}までの活用の状況を、下記のとおり報告します。",
        parts=[*who_and_when(row), *_results(report), *told("所見", words, "remark")],
        grids=[_months(report), done_grid(report.records)],
    )
    return drawn_about(row, row.municipality, [row.owner], sheet)


def _results(report: UseReport) -> list[Told]:
    by_means = "、".join(f"{word}{report.by_means[means]}件" for means, word in MEANS.items() if report.by_means[means])
    came = report.outcome
    saved = came.hours_saved if came else None
    return [
        Told("実績", [f"{half_days(report.worked_half_days)}日（予定{half_days(report.planned_half_days)}日）"]),
        Told("記録", [f"{len(report.records)}件（町が確認したもの{report.confirmed}件）", by_means]),
        Told("成果", came.story.split("\n") if came else ["まだまとめていません。"]),
        Told("減った時間", ["分かっていない" if saved is None else f"年におよそ{saved}時間（見積り）"]),
    ]


def _months(report: UseReport) -> Grid:
    rows = [[f"{wareki(month).rpartition('月')[0]}月", f"{half_days(count)}日"] for month, count in report.worked]
    total = ["計", f"{half_days(report.worked_half_days)}日"]
    return Grid("月ごとの実績", ["月", "日数"], rows, amounts=[1], total=total)


def done_grid(records: Sequence[RecordRow]) -> Grid:
    """What was done, the first day first."""
    rows = [
        [wareki(one.done_on), MEANS[Means(one.means)], one.done, minutes_words(one.minutes)]
        for one in reversed(records)
    ]
    return Grid("したこと", ["日", "方法", "内容", "時間"], rows, amounts=[3])


def who_and_when(row: AssignmentRow) -> list[Told]:
    """Who works for whom, on what, from when to when."""
    return [
        Told("氏名", [row.person]),
        Told("団体", [row.municipality_name]),
        Told("従事する業務", [row.need_title]),
        Told("期間", [_period(row.first_day, row.last_day)]),
        Told("日数", [f"月{half_days(row.half_days)}日"]),
    ]


def _period(first: date, last: date) -> str:
    return f"{wareki(first)}から{wareki(last)}まで"


def told(title: str, words: dict[str, str], field: str) -> list[Told]:
    """A text that was written for the paper; nothing where it was not."""
    return [Told(title, words[field].split("\n"))] if field in words else []


def _under(terms: FormTerms) -> str:
    return "" if terms.unconfirmed else f"{terms.article}の規定により、"


async def _terms(row: AssignmentRow, by: Viewer) -> FormTerms:
    proposal = await proposal_page(id=row.proposal, by=by)
    return await form_on(code=proposal.form, day=row.first_day, by=by)


async def _sent_under(about: UUID, by: Viewer) -> tuple[AssignmentRow, FormTerms]:
    row = await assignment_row(id=about, by=by)
    terms = await _terms(row, by)
    if refusal := dispatch_refusal(terms):
        raise RuleBroken(refusal, field="about")
    return row, terms


async def owner_head(row: AssignmentRow, by: Viewer) -> str:
    """Who signs for the body that keeps the pool."""
    names = await names_of({row.owner}, by=by)
    return await head_for(row.owner, names[row.owner], by)


def drawn_about(row: AssignmentRow, issuer: UUID, readers: list[UUID], sheet: Sheet) -> Drawn:
    """The paper about an assignment, by its issuer for its readers."""
    matter = f"{row.municipality_name}・{row.need_title}"
    return Drawn(issuer, row.owner, row.member, readers, matter, sheet)
