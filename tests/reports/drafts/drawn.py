"""Drawn papers as tests make them."""

from uuid import UUID

from auth.viewer import Viewer
from reports.drafts.operations import approve_draft, draw_up
from reports.drafts.queries import draft_page
from reports.drafts.schemas import Approval, NewDraft
from reports.papers.rules import Kind
from reports.register.queries import papers_of, pdf
from reports.register.schemas import DocumentRow
from tests.reports.issuing.queued import make_queued, text_of


async def drawn(kind: Kind, about: UUID, *, by: Viewer, **words: str) -> UUID:
    """A paper drawn up; its draft."""
    draft = NewDraft.model_validate({"kind": kind, "about": about} | words)
    return (await draw_up(draft=draft, by=by)).id


async def issued(draft: UUID, *, by: Viewer) -> DocumentRow:
    """The draft approved by its issuer and printed."""
    await approve_draft(id=draft, approval=Approval(version=1), by=by)
    await make_queued(by)
    shown = await draft_page(id=draft, by=by)
    return next(paper for paper in shown.papers.documents if paper.state == "issued")


async def printed(draft: UUID, *, by: Viewer) -> str:
    """What the paper says once it is issued, as a reader would copy it, without spaces."""
    return text_of((await pdf(id=(await issued(draft, by=by)).id, by=by)).content)


async def numbers(about: UUID, *, by: Viewer) -> list[int]:
    """The numbers of the papers about a thing, in order."""
    return sorted(paper.number or 0 for paper in (await papers_of(subject=about, by=by)).documents)
