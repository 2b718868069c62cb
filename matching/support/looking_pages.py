"""The HTML door of what records come to: coverage of all towns, the man-day ledger, shared knowledge."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.text.dates import first_of_month, of_use, today_jst
from foundation.text.half_days import half_days
from foundation.text.table_writing import write_csv
from foundation.web.rendering import PageRequest, download, page
from matching.support.coverage import coverage
from matching.support.days import ledger
from matching.support.knowledge import knowledge_found
from matching.support.plans import support_plan, use_report
from matching.support.showing import WORDS
from registry.needs.rules import THEMES

CSV = "text/csv; charset=utf-8"
COVERAGE_HEAD = (
    "団体コード", "団体名", "今年度の回数", "今年度の訪問", "今年度の記録", "最後の訪問", "最後の記録", "次の予定",
    "ひとり情シス",
)  # fmt: skip
DAYS_HEAD = ("月", "団体名", "人", "予定の日数", "実績の日数", "町が確認した日数", "実績（分）")
InMonth = Annotated[date | None, QueryParameter(name="month")]


@get("/support/coverage")
async def show_coverage(request: PageRequest, by: NamedDependency[Viewer], towns: FromQuery[str] = "") -> Response[Any]:
    """Every town on the map, and the table beside it. `towns`: short (below the promise), never, or all."""
    return page(request, "support/coverage.html", coverage=await coverage(by=by), towns=towns, **WORDS)


@get("/support/coverage.csv")
async def coverage_csv(by: NamedDependency[Viewer]) -> Response[bytes]:
    """The same table, whole."""
    found = await coverage(by=by)
    rows = [
        (town.code, town.name, town.times, town.visits, town.contacts, town.last_visit, town.last_contact,
         town.next_on, "はい" if town.ring else "")
        for town in found.towns
    ]  # fmt: skip
    return download(write_csv(COVERAGE_HEAD, rows), media_type=CSV, filename=f"訪問の状況_{found.as_of}.csv")


@get("/support/days")
async def show_days(request: PageRequest, by: NamedDependency[Viewer], in_month: InMonth = None) -> Response[Any]:
    """Planned against worked days of a month; this one where none is asked."""
    month = first_of_month(of_use(in_month) if in_month else today_jst(current_clock().now()))
    return page(request, "support/days.html", ledger=await ledger(by=by, month=month), month=month, **WORDS)


@get("/support/days.csv")
async def days_csv(by: NamedDependency[Viewer]) -> Response[bytes]:
    """The whole fiscal year's ledger."""
    found = await ledger(by=by)
    rows = [
        (f"{row.month:%Y-%m}", row.municipality_name, row.person, half_days(row.planned), half_days(row.worked),
         half_days(row.confirmed), row.minutes)
        for row in found.rows
    ]  # fmt: skip
    return download(write_csv(DAYS_HEAD, rows), media_type=CSV, filename=f"人日台帳_{found.year}年度.csv")


@get("/support/knowledge")
async def show_knowledge(
    request: PageRequest, by: NamedDependency[Viewer], words: FromQuery[str] = "", theme: FromQuery[str] = "",
    number: FromQuery[int] = 1,
) -> Response[Any]:  # fmt: skip
    """What others learnt, by theme and words."""
    theme = theme if theme in THEMES else ""
    rows, found = await knowledge_found(by=by, words=words, theme=theme, number=max(1, number))
    return page(request, "support/knowledge.html", rows=rows, found=found, words=words, theme=theme, **WORDS)


@get("/support/reports/{assignment:uuid}")
async def show_report(request: PageRequest, by: NamedDependency[Viewer], assignment: FromPath[UUID]) -> Response[Any]:
    """The plan of an assignment and what became of it: 支援計画 and 活用報告 on one sheet."""
    plan = await support_plan(assignment=assignment, by=by)
    return page(
        request, "support/report.html", plan=plan, report=await use_report(assignment=assignment, by=by), **WORDS
    )


HANDLERS: Sequence[Any] = (show_coverage, coverage_csv, show_days, days_csv, show_knowledge, show_report)
