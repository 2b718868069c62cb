"""Questions about drawn papers; each starts from what the viewer may read."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import Struct

from auth.organisations.queries import names_of
from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.scope import among
from foundation.database.together import Asked, Waits
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from foundation.text.dates import today_jst
from matching.appointments.schemas import ToDo
from reports.drafts.access import drafts_visible_to
from reports.drafts.schemas import DraftPage, DraftRow
from reports.drafts.tables import PaperDraft
from reports.papers.rules import Kind
from reports.papers.schemas import Paper, Sheet
from reports.register.queries import note_look, papers_of

ROW: Final = (
    PaperDraft.id, PaperDraft.kind, PaperDraft.about, PaperDraft.edition, PaperDraft.issuer, PaperDraft.owner,
    PaperDraft.member, PaperDraft.title, PaperDraft.state, PaperDraft.reason, PaperDraft.approved_at,
    PaperDraft.created_at, PaperDraft.version,
)  # fmt: skip
SHOWN: Final = 100


async def drafts(*, by: Viewer, state: str = "drawn") -> list[DraftRow]:
    """The drawn papers in a state that the viewer's body drew up or is to issue, latest first."""
    scope = drafts_visible_to(by) & (PaperDraft.state == state)
    async with reading(by):
        rows = (
            await PaperDraft.select(*ROW)
            .where(scope)
            .order_by(PaperDraft.created_at, PaperDraft.id, ascending=False)
            .limit(SHOWN)
        )
        return await _rows(rows, by)


async def draft_row(*, id: UUID, by: Viewer) -> DraftRow:
    """One drawn paper. Raises `NotFound`."""
    async with reading(by):
        rows = await _rows(await PaperDraft.select(*ROW).where(drafts_visible_to(by) & (PaperDraft.id == id)), by)
        if not rows:
            raise NotFound
        return rows[0]


async def draft_page(*, id: UUID, by: Viewer) -> DraftPage:
    """A drawn paper with its words. Where it names a person, the look is journalled. Raises `NotFound`."""
    async with reading(by):
        row = await draft_row(id=id, by=by)
        found = await PaperDraft.select(PaperDraft.content).where(PaperDraft.id == id)
        await note_look(row.member, by)
        papers = await papers_of(subject=row.about, by=by, kind=row.kind, version=row.edition)
        return DraftPage(row, msgspec.json.decode(found[0]["content"], type=Sheet), papers)


async def drawn_paper(*, kind: Kind, about: UUID, edition: int, by: Viewer) -> Paper:
    """The paper as it was drawn up; approved, or still 案. Raises `NotFound`, also once it was withdrawn."""
    columns = (
        PaperDraft.issuer, PaperDraft.owner, PaperDraft.member, PaperDraft.readers, PaperDraft.title,
        PaperDraft.content, PaperDraft.approved_at,
    )  # fmt: skip
    same = (PaperDraft.kind == kind) & (PaperDraft.about == about) & (PaperDraft.edition == edition)
    async with reading(by):
        rows = await PaperDraft.select(*columns).where(drafts_visible_to(by) & same & (PaperDraft.state != "withdrawn"))
    if not rows:
        raise NotFound
    row = rows[0]
    approved = row.pop("approved_at")
    return Paper(
        kind=kind, subject=about, issuer=row["issuer"], owner=row["owner"], member=row["member"],
        readers=row["readers"] if approved else [], title=row["title"],
        approved_on=today_jst(approved) if approved else None,
        content=msgspec.json.decode(row["content"], type=Sheet), separate=True,
    )  # fmt: skip


class _WaitingRow(Struct, frozen=True):
    id: UUID
    title: str


def _ask_waiting(by: Viewer) -> Asked[_WaitingRow] | None:
    waiting = among(PaperDraft.issuer, [by.organisation]) & (PaperDraft.state == "drawn")
    scope = PaperDraft.select(PaperDraft.id, PaperDraft.title).where(drafts_visible_to(by) & waiting)
    return Asked.of(scope.order_by(PaperDraft.id), _WaitingRow) if holds(by, Right.APPROVE) else None


def _tell_waiting(_: Viewer, rows: list[_WaitingRow]) -> list[ToDo]:
    return [ToDo("書類の案を決裁する", row.title, f"/documents/drafts/{row.id}") for row in rows]


WAITS: Final = Waits(_ask_waiting, _tell_waiting)
"""The drawn papers that wait for the approval of the viewer's own body."""


async def _rows(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[DraftRow]:
    names = await names_of({row[column] for row in rows for column in ("issuer", "owner")}, by=by)
    return [
        msgspec.convert({**row, "issuer_name": names[row["issuer"]], "owner_name": names[row["owner"]]}, DraftRow)
        for row in rows
    ]
