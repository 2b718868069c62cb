"""Saying who answers what, asking by theme, and closing what was answered."""

from typing import Any, Final
from uuid import UUID

from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound
from matching.experts.access import TOWNS_ASK, may_close
from matching.experts.queries import candidates, question_row
from matching.experts.rules import LIFE, routed
from matching.experts.schemas import Closing, ExpertThemes, NewExpertQuestion
from matching.experts.tables import ExpertQuestion, SharedExpert
from matching.experts.talking import about_question
from registry.coordination.operations import say
from registry.coordination.schemas import NewMessage
from registry.members.queries import active_people
from registry.municipalities.queries import prefecture_of

STALE: Final = "ほかの人が先に変えました。何も変えていません。下のいまの内容を確かめて、もう一度送ってください。"


async def keep_expert(*, kept: ExpertThemes, by: Viewer) -> Done:
    """Say for which themes a person of the own pool answers. Raises `NotFound` for others, `Conflict` when stale."""
    require(by, Right.PROPOSE)
    async with unit_of_work(by) as work:
        if kept.member not in await active_people(by=by):
            raise NotFound
        own = (SharedExpert.owner == by.organisation) & (SharedExpert.member == kept.member)
        found = await SharedExpert.select(SharedExpert.id, SharedExpert.version, SharedExpert.themes).where(own)
        if kept.version != (found[0]["version"] if found else 0):
            raise Conflict(STALE)
        id = await (_change(found[0]["id"], kept) if found else _add(kept, work=work, by=by))
        before = {"themes": found[0]["themes"]} if found else None
        await record(by=by, verb="keep", noun="shared_expert", subject=id, person=kept.member, before=before,
                     after={"themes": kept.themes})  # fmt: skip
        return Done(id, kept.version + 1)


async def ask_expert(*, question: NewExpertQuestion, by: Viewer) -> Done:
    """Put a town's question to the expert who answers for its theme there, or to its prefecture; both are told.

    Raises `NotAllowed` to whoever is no town.
    """
    require(by, Right.TALK)
    if by.kind != "municipality" or by.organisation is None:
        raise NotAllowed(TOWNS_ASK)
    async with unit_of_work(by) as work:
        way = routed(question.theme, await candidates(town=by.organisation, work=work, by=by))
        to, id = way.expert, work.new_id()
        led: dict[str, Any] = (
            {"member": to.member, "assignment": to.assignment, "agreement": to.agreement} if to else {}
        )
        await ExpertQuestion.insert(
            ExpertQuestion(id=id, owner=to.owner if to else await prefecture_of(by.organisation, by=by),
                           municipality=by.organisation, theme=question.theme, title=question.title, why=way.why,
                           state="open", created_at=work.now, **led)
        )  # fmt: skip
        await record(by=by, verb="ask", noun="expert_question", subject=id, person=to.member if to else None,
                     after={"theme": question.theme, "why": way.why})  # fmt: skip
        about = await about_question(question=id, by=by)
        await say(about=about, message=NewMessage(body=question.body), by=by)
        return Done(id)


async def close_question(*, id: UUID, closing: Closing, by: Viewer) -> Done:
    """What was asked is answered. Raises `NotAllowed`, `Conflict` when stale."""
    async with unit_of_work(by) as work:
        row = await question_row(id=id, by=by)
        if refusal := may_close(by, row):
            raise NotAllowed(refusal)
        target = LIFE.target("close", row.state, by=by)
        same = (ExpertQuestion.id == id) & (ExpertQuestion.version == closing.version)
        changes: dict[Any, Any] = {
            ExpertQuestion.state: target, ExpertQuestion.closed_at: work.now, ExpertQuestion.version: row.version + 1,
        }  # fmt: skip
        if not await ExpertQuestion.update(changes).where(same).returning(ExpertQuestion.id):
            raise Conflict(STALE)
        await record(by=by, verb="close", noun="expert_question", subject=id, person=row.member)
        return Done(id, row.version + 1)


async def _change(id: UUID, kept: ExpertThemes) -> UUID:
    same = (SharedExpert.id == id) & (SharedExpert.version == kept.version)
    changes: dict[Any, Any] = {SharedExpert.themes: kept.themes, SharedExpert.version: kept.version + 1}
    if not await SharedExpert.update(changes).where(same).returning(SharedExpert.id):
        raise Conflict(STALE)
    return id


async def _add(kept: ExpertThemes, *, work: Work, by: Viewer) -> UUID:
    id = work.new_id()
    await SharedExpert.insert(
        SharedExpert(id=id, owner=by.organisation, member=kept.member, themes=kept.themes, created_at=work.now)
    )
    return id
