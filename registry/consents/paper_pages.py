"""The HTML door of consents on paper."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.organisations.queries import bodies_of_kind
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import reading
from foundation.web.forms import Form, Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent
from registry.consents.pages import WORDS
from registry.consents.papers import paper_form, record_paper
from registry.consents.schemas import PaperConsent

RECEIVERS = ("municipality", "prefecture", "union", "ministry", "school")


@get("/consents/papers/{member:uuid}")
async def new_paper(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """The form that writes down a signed paper."""
    return await _form(request, by, member)


@post("/consents/papers/{member:uuid}")
async def keep_paper(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """Write it down: the name opens."""

    async def act(form: Form) -> Done:
        new = form.parse(PaperConsent)
        for name, scan in (await form.attached("scan_file")).items():
            new = new.model_copy(update={"scan": scan, "scan_name": name})
        return await record_paper(member=member, new=new, by=by)

    async def again(refused: Refused) -> Response[Any]:
        return await _form(request, by, member, refused)

    return await sent(request, by, act, onward="/consents", again=again)


async def _form(request: PageRequest, by: Viewer, member: UUID, refused: Refused | None = None) -> Response[Any]:
    async with reading(by):
        bodies = [body for kind in RECEIVERS for body in await bodies_of_kind(kind, by=by)]
        own = [body for body in bodies if body.prefecture == by.organisation]
        receivers = own + [body for body in bodies if body.kind != "municipality" and not by.acts_for(body.id)]
        shown = await paper_form(member=member, by=by)
    return page(
        request, "consents/paper.html", shown=shown, refused=refused,
        receivers=list({str(body.id): body.name for body in receivers}.items()), **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (new_paper, keep_paper)
