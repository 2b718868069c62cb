"""The JSON door of what records come to."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from msgspec import Struct

from auth.viewer import Viewer
from foundation.text.dates import first_of_month, of_use
from matching.support.coverage import Coverage, coverage
from matching.support.days import Ledger, ledger
from matching.support.knowledge import knowledge_found
from matching.support.plans import SupportPlan, UseReport, support_plan, use_report
from matching.support.schemas import KnowledgeRow
from registry.needs.rules import THEMES

InMonth = Annotated[date | None, QueryParameter(name="month")]


class KnowledgeList(Struct, frozen=True):
    """A page of what was shared."""

    total: int
    number: int
    last: int
    rows: list[KnowledgeRow]


class PlanAndReport(Struct, frozen=True):
    """支援計画 and 活用報告 of an assignment."""

    plan: SupportPlan
    report: UseReport


@get("/api/v1/support/coverage")
async def show_coverage(by: NamedDependency[Viewer]) -> Coverage:
    """Every town, how often it was looked after this fiscal year, and the promise it is held against."""
    return await coverage(by=by)


@get("/api/v1/support/days")
async def show_days(by: NamedDependency[Viewer], in_month: InMonth = None) -> Ledger:
    """Planned against worked half-days, of a month or of the fiscal year so far."""
    return await ledger(by=by, month=first_of_month(of_use(in_month)) if in_month else None)


@get("/api/v1/support/knowledge")
async def show_knowledge(
    by: NamedDependency[Viewer], words: FromQuery[str] = "", theme: FromQuery[str] = "", number: FromQuery[int] = 1
) -> KnowledgeList:
    """What others learnt, by theme and words."""
    rows, found = await knowledge_found(
        by=by, words=words, theme=theme if theme in THEMES else "", number=max(1, number)
    )
    return KnowledgeList(total=found.total, number=found.number, last=found.last, rows=rows)


@get("/api/v1/support/reports/{assignment:uuid}")
async def show_report(by: NamedDependency[Viewer], assignment: FromPath[UUID]) -> PlanAndReport:
    """The plan of an assignment and what became of it."""
    return PlanAndReport(
        await support_plan(assignment=assignment, by=by), await use_report(assignment=assignment, by=by)
    )


HANDLERS: Sequence[Any] = (show_coverage, show_days, show_knowledge, show_report)
