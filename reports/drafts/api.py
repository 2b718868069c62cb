"""The JSON door of drawn papers: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from reports.drafts import operations
from reports.drafts.choices import choices
from reports.drafts.queries import draft_page, drafts
from reports.drafts.rules import DRAWABLE, LIFE
from reports.drafts.schemas import Approval, Choice, DraftPage, DraftRow, NewDraft, Withdrawal
from reports.papers.rules import TITLES, Kind


class DrawableKind(Struct, frozen=True):
    """A kind of paper that is drawn up; `fields`: the texts it asks for, with their labels."""

    kind: Kind
    title: str
    about: str
    issued_by: str
    fields: dict[str, str]


class Beginning(Struct, frozen=True):
    """What may be drawn up, and of the kind asked for, about what."""

    kinds: list[DrawableKind]
    choices: list[Choice]


@get("/api/v1/documents/drafts")
async def list_drafts(by: NamedDependency[Viewer], of: FromQuery[str] = "drawn") -> list[DraftRow]:
    """The drawn papers of the viewer's body: `of` is drawn, approved or withdrawn."""
    return await drafts(by=by, state=of if of in LIFE.words else "drawn")


@get("/api/v1/documents/drafts/new")
async def new_draft(by: NamedDependency[Viewer], kind: FromQuery[str] = "") -> Beginning:
    """Which papers there are to draw up; with `kind`, about what."""
    kinds = [
        DrawableKind(one, TITLES[one], row.about, row.issued_by, {word.field: word.label for word in row.words})
        for one, row in DRAWABLE.items()
    ]
    chosen = next((one for one in DRAWABLE if one == kind), None)
    return Beginning(kinds, await choices(kind=chosen, by=by) if chosen else [])


@post("/api/v1/documents/drafts")
async def draw_up(by: NamedDependency[Viewer], data: JSONBody[NewDraft], keyed: NamedDependency[Keyed | None]) -> Done:
    """Draw a paper up."""
    return await once(by, keyed, partial(operations.draw_up, draft=data, by=by))


@get("/api/v1/documents/drafts/{paper_draft:uuid}")
async def show_draft(by: NamedDependency[Viewer], paper_draft: FromPath[UUID]) -> DraftPage:
    """What it says, before it is issued, and what was made of it."""
    return await draft_page(id=paper_draft, by=by)


@post("/api/v1/documents/drafts/{paper_draft:uuid}/approval")
async def approve_draft(
    by: NamedDependency[Viewer], paper_draft: FromPath[UUID], data: JSONBody[Approval],
    keyed: NamedDependency[Keyed | None],
) -> Done:  # fmt: skip
    """Approve and issue it, as it was read."""
    return await once(by, keyed, partial(operations.approve_draft, id=paper_draft, approval=data, by=by))


@post("/api/v1/documents/drafts/{paper_draft:uuid}/withdrawal")
async def withdraw_draft(
    by: NamedDependency[Viewer], paper_draft: FromPath[UUID], data: JSONBody[Withdrawal],
    keyed: NamedDependency[Keyed | None],
) -> Done:  # fmt: skip
    """Take a draft back, with the reason."""
    return await once(by, keyed, partial(operations.withdraw_draft, id=paper_draft, withdrawal=data, by=by))


HANDLERS: Sequence[Any] = (list_drafts, new_draft, draw_up, show_draft, approve_draft, withdraw_draft)
