"""Which function words which drawn paper."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from reports.drafts.schemas import Drawn
from reports.drafts.sheets_of_assignments import (
    dispatch_reply,
    dispatch_request,
    plan_sheet,
    posting_notice,
    report_sheet,
)
from reports.drafts.sheets_of_conflicts import confirmation_sheet, evidence_sheet
from reports.drafts.sheets_of_employment import conditions_sheet, cost_sheet
from reports.drafts.sheets_of_handovers import handover_sheet
from reports.papers.rules import Kind

Wording = Callable[[UUID, dict[str, str], Viewer], Awaitable[Drawn]]

WORDINGS: Final[Mapping[Kind, Wording]] = {
    Kind.DISPATCH_REQUEST: dispatch_request,
    Kind.DISPATCH_REPLY: dispatch_reply,
    Kind.POSTING_NOTICE: posting_notice,
    Kind.CONDITIONS: conditions_sheet,
    Kind.SUPPORT_PLAN: plan_sheet,
    Kind.USE_REPORT: report_sheet,
    Kind.HANDOVER: handover_sheet,
    Kind.COST_STATEMENT: cost_sheet,
    Kind.CONFLICT_CONFIRMATION: confirmation_sheet,
    Kind.CONFLICT_EVIDENCE: evidence_sheet,
}
"""Kind -> what it says of the thing with this id, with these words, as the viewer reads it today."""
