"""A posting and an application as those who keep and judge them see them, also after a refused form."""

from typing import Any, Final
from uuid import UUID

from litestar.response import Response

from auth.organisations.queries import bodies_of_kind
from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.text.dates import today_jst
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from registry.postings import rules
from registry.postings.access import may_manage
from registry.postings.dossiers import application_page, names_of_applicants
from registry.postings.pages import WORDS as PUBLIC_WORDS
from registry.postings.queries import (
    applications,
    assessors_of,
    posting_page,
    questions_of,
    reason_of,
    stages_of,
)

WORDS: Final[dict[str, Any]] = PUBLIC_WORDS | {
    "stages_words": rules.STAGES, "criteria": rules.CRITERIA, "best": rules.BEST, "verdicts": rules.VERDICTS,
    "method_notes": rules.METHOD_NOTES,
}  # fmt: skip


async def show_posting(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    """Where it stands, its questions, who judges, who applied."""
    posting = await posting_page(id=id, by=by)
    rows = await applications(by=by, posting=id)
    own = not may_manage(by, posting)
    towns = [town for kind in ("prefecture", "municipality") for town in await bodies_of_kind(kind, by=by)
             if posting.owner in (town.id, town.prefecture)]  # fmt: skip
    return page(
        request, "postings/office.html", posting=posting, questions=await questions_of(posting=id, by=by),
        assessors=await assessors_of(posting=id, by=by), stages=await stages_of(posting=id, by=by), applications=rows,
        names=await names_of_applicants(rows=rows, by=by), own=own, towns=towns if own else [],
        reason=await reason_of(posting=id, by=by), today=today_jst(current_clock().now()),
        verbs={row.verb for row in rules.LIFE.open_to(by, posting.state)} if own else set(), refused=refused, **WORDS,
    )  # fmt: skip


async def show_application(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    """Who applied, the sheets, the decision."""
    shown = await application_page(id=id, by=by)
    posting = await posting_page(id=shown.application.posting, by=by)
    stages = [one for one in await stages_of(posting=posting.id, by=by) if one.round == shown.application.round]
    return page(
        request, "postings/application.html", shown=shown, posting=posting, stages=stages,
        assessors=await assessors_of(posting=posting.id, by=by), own=not may_manage(by, posting),
        verbs={row.verb for row in rules.APPLICATION.open_to(by, shown.application.state)}, refused=refused, **WORDS,
    )  # fmt: skip
