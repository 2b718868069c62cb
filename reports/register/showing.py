"""The register's list and a paper's page, also when a refused form is shown again. For the HTML door."""

from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from litestar.response import Response

from auth.journal.queries import entries_about
from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.paging import SIZE
from foundation.text.text_type import digits
from foundation.text.wareki import fiscal_year_name
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from registry.members.queries import member_names
from reports.papers.paper import SAY
from reports.papers.rules import TITLES, Kind, place_of
from reports.register.access import may_reissue, may_render
from reports.register.queries import (
    PURPOSE,
    any_in_making,
    documents,
    documents_among,
    papers_of,
    preview,
    years_issued,
)
from reports.register.rules import DONE, ENDINGS, MOST, STATES
from reports.register.schemas import EVERYTHING, DocumentRow, RegisterQuestion

SIZES: Final = (SIZE, MOST)
"""Papers on a page of the register: as every list has, or as many as one batch takes."""


def question_of(state: str, kind: str, year: int | None, paper: int | None, about: UUID | None) -> RegisterQuestion:
    """The filters as they stand in the address; what is unknown is left out."""
    return RegisterQuestion(
        state=state if state in STATES else None, kind=kind if kind in list(Kind) else None, fiscal_year=year,
        number=paper, about=about,
    )  # fmt: skip


def whole(typed: str) -> int | None:
    """A number as it was typed into a filter, in full or half width; None where it is none."""
    plain = digits(typed.strip())
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None


async def show_register(
    request: PageRequest,
    by: Viewer,
    refused: Refused | None = None,
    *,
    asked: RegisterQuestion = EVERYTHING,
    number: int = 1,
    size: int = SIZE,
    all_chosen: bool = False,
) -> Response[Any]:
    """The papers that the question finds, all of them ticked or those that a refused batch had chosen."""
    size = size if size in SIZES else SIZE
    rows, found = await documents(by=by, asked=asked, number=max(1, number), size=size)
    people = await member_names(ids={row.member for row in rows if row.member}, by=by, purpose=PURPOSE)
    filters = {"state": asked.state, "kind": asked.kind, "year": asked.fiscal_year, "paper": asked.number,
               "about": asked.about, "size": size}  # fmt: skip
    return page(
        request, "register/list.html", documents=rows, found=found, asked=asked, states=STATES, titles=TITLES,
        years={str(year): fiscal_year_name(year) for year in await years_issued(by=by)}, endings=ENDINGS, most=MOST,
        more="/documents?" + urlencode({name: value for name, value in filters.items() if value is not None}),
        all_chosen=all_chosen, in_making=await any_in_making(by=by), people=people,
        draws=holds(by, Right.DRAW_UP), gathers=by.organisation is not None, refused=refused,
    )  # fmt: skip


async def show_document(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    """A paper's place in the register, its words as printed, its copies, and who did what to it."""
    shown = await preview(id=id, by=by)
    document = shown.document
    refusal = may_reissue(by, document) if holds(by, Right.APPROVE) else "再発行は、決裁の役割をもつ人が行います。"
    return page(
        request, "register/show.html", document=document, content=shown.content, say=SAY,
        blocked=may_render(by, document) or "", reissues=refusal is None,
        copies=await papers_of(subject=id, by=by), done=DONE, place=await _place(document, by),
        journal=await entries_about(subjects=[id], by=by) if holds(by, Right.READ_JOURNAL) else None,
        refused=refused,
    )  # fmt: skip


async def _place(document: DocumentRow, by: Viewer) -> tuple[str, str] | None:
    """What the paper tells of; of a lost one's copy that is the first paper."""
    if document.reissue and await documents_among(ids=[document.subject], by=by):
        return "最初の書類", f"/documents/{document.subject}"
    return place_of(document.kind, document.subject)
