"""The JSON door of the audit."""

from collections.abc import Sequence
from typing import Any

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from auth.viewer import Viewer
from foundation.web.forms import asked_form
from foundation.web.rendering import PageRequest
from registry.audits.queries import audit
from registry.audits.schemas import Audit, AuditQuestion


@get("/api/v1/journal")
async def list_entries(request: PageRequest, by: NamedDependency[Viewer], number: FromQuery[int] = 1) -> Audit:
    """Entries of one's own body, latest first. Asked with `whose`, `who`, `first`, `last`, `kind`."""
    return await audit(question=asked_form(request).parse(AuditQuestion), by=by, number=max(1, number))


HANDLERS: Sequence[Any] = (list_entries,)
