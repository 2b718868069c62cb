"""The text of an agreement on its way: every body proposes, each change is a version, agreement is to a version."""

from uuid import UUID

from msgspec import Struct

from auth.journal.operations import record
from auth.permissions import Right
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import NotFound, RuleBroken
from foundation.text.difference import Change
from matching.agreements.articles import read, text_changes
from matching.agreements.moving import move, tell_others
from matching.agreements.queries import agreement_page, texts_of
from matching.agreements.rules import LIFE
from matching.agreements.schemas import AgreementPage, TextRow
from matching.agreements.tables import Agreement, AgreementText
from matching.agreements.text_schemas import NewText
from matching.appointments.papers import queue_paper

SAME = "文面は、いまの版と同じです。何も保存していません。"


class Compared(Struct, frozen=True):
    """Two versions of the text and what differs."""

    page: AgreementPage
    texts: list[TextRow]
    before: TextRow
    after: TextRow
    changes: list[Change]


async def propose_text(*, id: UUID, new: NewText, by: Viewer) -> Done:
    """Propose changed articles: the next version, to which nobody has agreed yet.

    Raises `Conflict` where the agreement moved since the page was shown, `RuleBroken` for a text that says the same or
    names a place that does not exist.
    """
    async with unit_of_work(by) as work:
        page = await agreement_page(id=id, by=by)
        LIFE.target("propose", page.agreement.state, by=by)
        read(new.text)
        if page.text and page.text.text == new.text:
            raise RuleBroken(SAME, field="text")
        number = page.agreement.current_text + 1
        version = await move(page.agreement, seen=new.version, changes={Agreement.current_text: number})
        await AgreementText.insert(
            AgreementText(id=work.new_id(), agreement=id, owner=page.agreement.owner, number=number, text=new.text,
                          comment=new.comment, proposed_by=by.organisation, created_at=work.now)
        )  # fmt: skip
        await record(by=by, verb="propose_text", noun="agreement", subject=id, before={"text": number - 1},
                     after={"text": number, "comment": new.comment})  # fmt: skip
        await queue_paper(kind="agreement", subject=id, version=version, by=by)
        await tell_others(page, f"agreement-{id}-text-{number}", "協定書の文面に修正の提案があります",
                          f"「{page.agreement.title}」：{new.comment}（前の版への合意は取り消されました）",
                          right=Right.APPROVE, by=by)  # fmt: skip
        return Done(id, version)


async def compared(*, id: UUID, old: int, new: int, by: Viewer) -> Compared:
    """Two versions by number; 0 means the latest, and the one before it. Raises `NotFound`."""
    async with reading(by):
        page = await agreement_page(id=id, by=by)
        texts = {row.number: row for row in await texts_of(agreement=id, by=by)}
        later = new or max(texts, default=0)
        earlier = old or max((number for number in texts if number < later), default=later)
        if not {earlier, later} <= texts.keys():
            raise NotFound
        before, after = texts[earlier], texts[later]
        return Compared(page, list(texts.values()), before, after, text_changes(read(before.text), read(after.text)))
