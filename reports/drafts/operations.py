"""Drawing a paper up, approving and withdrawing it, and issuing once more what was lost. Part of `operations`."""

from typing import Any, Final
from uuid import UUID

import msgspec

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from matching.appointments.papers import queue_paper
from reports.drafts.access import may_approve, may_draw, may_withdraw
from reports.drafts.queries import draft_row
from reports.drafts.rules import LIFE, missing_words
from reports.drafts.schemas import Approval, DraftRow, Drawn, NewDraft, Withdrawal
from reports.drafts.sheets import WORDINGS
from reports.drafts.tables import PaperDraft
from reports.papers.rules import TITLES

NAMELESS: Final = (
    "本人の氏名を見る根拠がないため、書類をつくれません。何も保存していません。"
    "人材の画面で氏名の提供を確かめてください。"
)
NEEDED: Final = "この書類にはこの項目がいります。書いてください。"
STALE: Final = "この案は、ほかの人が先に動かしました。何も変えていません。下のいまの状態を確かめてください。"
LOCK: Final = "select pg_advisory_xact_lock(hashtextextended($1, 0))"
NEXT_EDITION: Final = "select coalesce(max(edition), 0) + 1 from paper_draft where kind = $1 and about = $2"


async def draw_up(*, draft: NewDraft, by: Viewer) -> Done:
    """Draw up a paper about a thing the viewer sees: what it says is fixed, printed as 案 and waits for its issuer.

    Raises `NotFound`, `NotAllowed` to bodies that neither issue it nor keep the pool, `RuleBroken` where the thing is
    not far enough or a text is missing.
    """
    require(by, Right.DRAW_UP)
    async with unit_of_work(by) as work:
        drawn = await WORDINGS[draft.kind](draft.about, draft.words, by)
        if refusal := may_draw(by, drawn):
            raise NotAllowed(refusal)
        if missing := missing_words(draft.kind, draft.words):
            raise RuleBroken(NEEDED, field=missing)
        if drawn.member is not None and not drawn.sheet.person:
            raise RuleBroken(NAMELESS, field="about")
        id, edition = await _keep(draft, drawn, work=work, by=by)
        await record(by=by, verb="draw_up", noun="paper_draft", subject=id, person=drawn.member,
                     after={"kind": draft.kind, "about": draft.about})  # fmt: skip
        await queue_paper(kind=draft.kind, subject=draft.about, version=edition, by=by)
        await tell_body(organisation=drawn.issuer, right=Right.APPROVE, key=f"paper-draft-{id}", by=by,
                        subject=f"{TITLES[draft.kind]}の案が届きました",
                        body=f"「{_title(draft, drawn)}」。内容を確かめて、決裁してください。",
                        link=f"/documents/drafts/{id}")  # fmt: skip
        return Done(id)


async def approve_draft(*, id: UUID, approval: Approval, by: Viewer) -> Done:
    """The body that issues it approves what it read; the paper is then printed with its number."""
    async with unit_of_work(by) as work:
        row = await draft_row(id=id, by=by)
        if refusal := may_approve(by, row):
            raise NotAllowed(refusal)
        decided = {PaperDraft.approved_at: work.now, PaperDraft.approved_by: by.account}
        done = await _move(row, "approve", decided, seen=approval.version, by=by)
        await queue_paper(kind=row.kind, subject=row.about, version=row.edition, by=by)
        return done


async def withdraw_draft(*, id: UUID, withdrawal: Withdrawal, by: Viewer) -> Done:
    """Who drew it up, or is to issue it, takes a draft back, with the reason. What was issued stays."""
    async with unit_of_work(by):
        row = await draft_row(id=id, by=by)
        if refusal := may_withdraw(by, row):
            raise NotAllowed(refusal)
        reason = {PaperDraft.reason: withdrawal.reason}
        return await _move(row, "withdraw", reason, seen=withdrawal.version, by=by, reason=withdrawal.reason)


async def _keep(draft: NewDraft, drawn: Drawn, *, work: Work, by: Viewer) -> tuple[UUID, int]:
    """Editions of a paper about one thing are counted from 1; of two at once the second waits for the first."""
    await work.connection.execute(LOCK, f"draft:{draft.kind}:{draft.about}")
    edition = await work.connection.fetchval(NEXT_EDITION, draft.kind, draft.about)
    id = work.new_id()
    await PaperDraft.insert(
        PaperDraft(id=id, kind=draft.kind, about=draft.about, edition=edition, issuer=drawn.issuer,
                   owner=by.organisation, member=drawn.member, readers=[*drawn.readers, drawn.pool],
                   title=_title(draft, drawn), content=msgspec.json.encode(drawn.sheet).decode(), state="drawn",
                   drawn_by=by.account, created_at=work.now)
    )  # fmt: skip
    return id, edition


async def _move(row: DraftRow, verb: str, changes: dict[Any, Any], *, seen: int, by: Viewer, reason: str = "") -> Done:
    if seen != row.version:
        raise Conflict(STALE)
    target = LIFE.target(verb, row.state, by=by, reason=reason)
    moved = {PaperDraft.state: target, PaperDraft.version: row.version + 1} | changes
    same = (PaperDraft.id == row.id) & (PaperDraft.version == row.version)
    if not await PaperDraft.update(moved).where(same).returning(PaperDraft.id):
        raise Conflict(STALE)
    await record(by=by, verb=verb, noun="paper_draft", subject=row.id, person=row.member,
                 before={"state": row.state}, after={"state": target}, purpose=reason)  # fmt: skip
    return Done(row.id, row.version + 1)


def _title(draft: NewDraft, drawn: Drawn) -> str:
    return f"{TITLES[draft.kind]}：{drawn.matter}"
