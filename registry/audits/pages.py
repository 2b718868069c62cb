"""The HTML door of the audit."""

from collections.abc import Sequence
from typing import Any

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.errors import Refusal
from foundation.text.dates import today_jst
from foundation.text.tabular import write_csv
from foundation.web.forms import Form, Problem, asked_form
from foundation.web.rendering import PageRequest, download, page
from registry.audits.queries import audit, exported
from registry.audits.rules import FIELDS, KINDS, NOUNS, ROLES
from registry.audits.schemas import AuditQuestion

NAMES = {"whose": "だれの", "who": "だれが", "first": "いつから", "last": "いつまで", "kind": "種類"}


@get("/journal")
async def show_journal(request: PageRequest, by: NamedDependency[Viewer], number: FromQuery[int] = 1) -> Response[Any]:
    """What was done and looked at for the own body."""
    form = asked_form(request)
    try:
        question = form.parse(AuditQuestion)
        found = await audit(question=question, by=by, number=max(1, number))
    except Refusal as refusal:
        return _page(request, form, status=refusal.status, problem=Problem.of(refusal))
    return _page(request, form, found=found, query=question.query())


@get(["/journal/export", "/api/v1/journal/export"])
async def export_journal(request: PageRequest, by: NamedDependency[Viewer]) -> Response[bytes]:
    """The entries found, as CSV."""
    header, rows = await exported(question=asked_form(request).parse(AuditQuestion), by=by)
    name = f"記録_{today_jst(current_clock().now()):%Y%m%d}.csv"
    return download(write_csv(header, rows), media_type="text/csv; charset=utf-8", filename=name)


def _page(request: PageRequest, form: Form, *, status: int = 200, **context: Any) -> Response[Any]:
    shown = {"found": None, "query": "", "kinds": KINDS, "nouns": NOUNS, "field_names": FIELDS, "role_names": ROLES}
    return page(request, "audits/journal.html", status=status, names=NAMES, **(shown | {"form": form} | context))


HANDLERS: Sequence[Any] = (show_journal, export_journal)
