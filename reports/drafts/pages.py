"""The HTML door of drawn papers: choose, write, look, approve, withdraw."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent, version_shown
from reports.drafts import operations
from reports.drafts.access import may_approve, may_withdraw
from reports.drafts.choices import choices
from reports.drafts.queries import draft_page, drafts
from reports.drafts.rules import DRAWABLE, LIFE
from reports.drafts.schemas import Approval, NewDraft, Withdrawal
from reports.papers.paper import SAY
from reports.papers.rules import TITLES, place_of

WORDS: Final[dict[str, Any]] = {"titles": TITLES, "life": LIFE, "drawable": DRAWABLE}


@get("/documents/drafts")
async def list_drafts(request: PageRequest, by: NamedDependency[Viewer], of: FromQuery[str] = "drawn") -> Response[Any]:
    """The drawn papers of the viewer's body: waiting, approved or withdrawn."""
    state = of if of in LIFE.words else "drawn"
    rows = await drafts(by=by, state=state)
    return page(request, "drafts/list.html", drafts=rows, of=state, draws=holds(by, Right.DRAW_UP), **WORDS)


@get("/documents/drafts/new")
async def new_draft(
    request: PageRequest, by: NamedDependency[Viewer], kind: FromQuery[str] = "", about: FromQuery[str] = ""
) -> Response[Any]:
    """Which paper? Then: about what, and with which words?"""
    return await _new(request, by, kind, about)


@post("/documents/drafts")
async def draw_up(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Draw it up."""
    return await sent(
        request, by, lambda form: operations.draw_up(draft=form.parse(NewDraft), by=by),
        onward=lambda done: f"/documents/drafts/{done.id}", again=partial(_again, request, by),
    )  # fmt: skip


@get("/documents/drafts/{paper_draft:uuid}")
async def show_draft(request: PageRequest, by: NamedDependency[Viewer], paper_draft: FromPath[UUID]) -> Response[Any]:
    """What it says, before it is issued."""
    return await _draft(request, by, paper_draft)


@post("/documents/drafts/{paper_draft:uuid}/approval")
async def approve_draft(
    request: PageRequest, by: NamedDependency[Viewer], paper_draft: FromPath[UUID]
) -> Response[Any]:
    """Approve and issue it."""
    return await sent(
        request, by, lambda form: operations.approve_draft(id=paper_draft, approval=form.parse(Approval), by=by),
        onward=f"/documents/drafts/{paper_draft}", again=partial(_draft, request, by, paper_draft),
    )  # fmt: skip


@post("/documents/drafts/{paper_draft:uuid}/withdrawal")
async def withdraw_draft(
    request: PageRequest, by: NamedDependency[Viewer], paper_draft: FromPath[UUID]
) -> Response[Any]:
    """Take it back."""
    return await sent(
        request, by, lambda form: operations.withdraw_draft(id=paper_draft, withdrawal=form.parse(Withdrawal), by=by),
        onward=f"/documents/drafts/{paper_draft}", again=partial(_draft, request, by, paper_draft),
    )  # fmt: skip


async def _again(request: PageRequest, by: Viewer, refused: Refused) -> Response[Any]:
    return await _new(request, by, refused.form.first("kind"), refused.form.first("about"), refused)


async def _new(
    request: PageRequest, by: Viewer, kind: str, about: str, refused: Refused | None = None
) -> Response[Any]:
    chosen = next((one for one in DRAWABLE if one == kind), None)
    return page(
        request, "drafts/draw_up.html", kind=chosen, about=about, refused=refused,
        choices=await choices(kind=chosen, by=by) if chosen else [], **WORDS,
    )  # fmt: skip


async def _draft(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    shown = await draft_page(id=id, by=by)
    row = shown.draft
    verbs = {step.verb for step in LIFE.open_to(by, row.state)}
    return page(
        request, "drafts/show.html", draft=row, content=shown.content, papers=shown.papers, say=SAY,
        version=version_shown(refused, row.version), approves="approve" in verbs and may_approve(by, row) is None,
        blocked=may_approve(by, row) or "", withdraws="withdraw" in verbs and may_withdraw(by, row) is None,
        place=place_of(row.kind, row.about), refused=refused, **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_drafts, new_draft, draw_up, show_draft, approve_draft, withdraw_draft)
