"""Saying something in a thread, asking all towns, answering, opening answers to all."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from auth.inbox.operations import tell_body, tell_member
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.scope import among
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from foundation.files.store import clean_name, store_file
from registry.coordination.access import may_talk_about, threads_visible_to
from registry.coordination.queries import bodies_to_ask, question_page
from registry.coordination.rules import About, Kind
from registry.coordination.schemas import NewAnswer, NewMessage, NewQuestion, QuestionRow
from registry.coordination.tables import AnswerOpening, Message, MessageFile, Question, QuestionAnswer, Thread

SEEN = """
insert into thread_seen (thread, account, seen_at) values ($1, $2, $3)
on conflict (thread, account) do update set seen_at = excluded.seen_at
"""
STALE = (
    "この答えは、同じ団体のほかの人が先に直しました。何も保存していません。"
    "いまの答えと、あなたが書いた答えを並べています。見比べて、もう一度送ってください。"
)
OVER = "この問いかけは、もう締め切られています。何も保存していません。急ぐときは電話で伝えてください。"


async def say(*, about: About, message: NewMessage, by: Viewer, papers: Mapping[str, bytes] | None = None) -> Done:
    """Write to the other parties; the first message opens the thread. `papers` are file name -> bytes.

    Called by a noun's door with what its thing is about. Raises `NotAllowed` for whoever is no party.
    """
    async with unit_of_work(by) as work:
        require(by, Right.TALK)
        if refusal := may_talk_about(by, about):
            raise NotAllowed(refusal)
        about_it = (Thread.kind == about.kind) & (Thread.subject == about.subject)
        found = await Thread.select(Thread.id).where(threads_visible_to(by) & about_it)
        thread = found[0]["id"] if found else await _open(about, work=work)
        return await _write(thread, about, message, papers or {}, work=work, by=by)


async def reply(*, thread: UUID, message: NewMessage, by: Viewer, papers: Mapping[str, bytes] | None = None) -> Done:
    """Write into a thread that is there, whatever it is about."""
    async with unit_of_work(by) as work:
        require(by, Right.TALK)
        found = await Thread.select().where(threads_visible_to(by) & (Thread.id == thread))
        if not found:
            raise NotFound
        row = found[0]
        about = About(Kind(row["kind"]), row["subject"], row["owner"], tuple(row["bodies"]), row["title"], row["link"],
                      tuple(row["members"]))  # fmt: skip
        return await _write(thread, about, message, papers or {}, work=work, by=by)


async def mark_seen(*, thread: UUID, by: Viewer) -> Done:
    """The viewer's account has read the thread until now."""
    async with unit_of_work(by) as work:
        if by.account is not None and await Thread.exists().where(threads_visible_to(by) & (Thread.id == thread)):
            await work.connection.execute(SEEN, thread, by.account, work.now)
        return Done(thread)


async def ask_all(*, question: NewQuestion, by: Viewer) -> Done:
    """Ask every other body of the viewer's framework; each is told. Raises `RuleBroken` where there is none."""
    async with unit_of_work(by) as work:
        require(by, Right.ASK)
        if question.answer_by is not None and question.answer_by < work.today:
            raise RuleBroken("締め切りは、きょうより後の日にしてください。", field="answer_by")
        bodies = await bodies_to_ask(by=by)
        if not bodies:
            raise RuleBroken("推進体制に参加している団体がないため、尋ねる相手がいません。")
        id = work.new_id()
        await Question.insert(
            Question(id=id, owner=by.organisation, bodies=bodies, author_name=by.account_name, created_at=work.now,
                     **question.model_dump())
        )  # fmt: skip
        await record(
            by=by, verb="ask_all", noun="question", subject=id, after=question.model_dump() | {"asked": bodies}
        )
        for body in bodies:
            await _tell(body, f"question-{id}-{body}", f"{by.organisation_name}からの問いかけ「{question.title}」",
                        question.body, id, by=by)  # fmt: skip
        return Done(id)


async def answer(*, question: UUID, given: NewAnswer, by: Viewer) -> Done:
    """Give the own body's answer, or correct it; the asker is told. Raises `Conflict` for a stale correction."""
    async with unit_of_work(by) as work:
        require(by, Right.ASK)
        asked = await question_page(id=question, by=by)
        if by.organisation not in asked.bodies:
            raise NotAllowed("答えられるのは、尋ねられた団体だけです。")
        if not asked.waits:
            raise RuleBroken(OVER, field="answer")
        done = await _keep_answer(asked, given, work=work, by=by)
        await record(by=by, verb="answer", noun="question", subject=question, after={"answer": given.answer})
        await _tell(asked.owner, f"answer-{done.id}-{done.version}", f"{by.organisation_name}の答え「{asked.title}」",
                    given.answer, question, by=by)  # fmt: skip
        return done


async def open_answer(*, question: UUID, answer: UUID, by: Viewer) -> Done:
    """Show one answer to everybody who was asked."""
    async with unit_of_work(by) as work:
        asked = await _own_question(question, by)
        if answer not in {one.id for one in asked.answers}:
            raise NotFound
        await _open_to_all(asked, [answer], work=work, by=by)
        return Done(question, asked.version)


async def open_answers(*, question: UUID, by: Viewer) -> Done:
    """Show every answer that has come so far to everybody who was asked."""
    async with unit_of_work(by) as work:
        asked = await _own_question(question, by)
        await _open_to_all(asked, [one.id for one in asked.answers], work=work, by=by)
        return Done(question, asked.version)


async def close_question(*, question: UUID, by: Viewer) -> Done:
    """Take no more answers."""
    async with unit_of_work(by) as work:
        asked = await _own_question(question, by)
        still_open = (Question.id == question) & Question.closed_at.is_null()
        changes: dict[Any, Any] = {Question.closed_at: work.now, Question.version: asked.version + 1}
        if not await Question.update(changes).where(still_open).returning(Question.id):
            raise RuleBroken("この問いかけは、もう締め切られています。")
        await record(by=by, verb="close", noun="question", subject=question, after={"closed_at": work.now})
        return Done(question, asked.version + 1)


async def _open(about: About, *, work: Work) -> UUID:
    id = work.new_id()
    await Thread.insert(
        Thread(id=id, kind=about.kind, subject=about.subject, owner=about.owner, bodies=list(about.bodies),
               members=list(about.members), title=about.title, link=about.link, created_at=work.now,
               changed_at=work.now)
    )  # fmt: skip
    return id


async def _write(
    thread: UUID, about: About, message: NewMessage, papers: Mapping[str, bytes], *, work: Work, by: Viewer
) -> Done:
    id = work.new_id()
    await Message.insert(
        Message(id=id, thread=thread, organisation=by.organisation, member=by.member, author_name=by.account_name,
                body=message.body, created_at=work.now)
    )  # fmt: skip
    for name, content in papers.items():
        file = await store_file(name=name, content=content, readers=(*about.bodies, *about.members), by=by)
        await MessageFile.insert(
            MessageFile(id=work.new_id(), message=id, thread=thread, file=file, name=clean_name(name))
        )
    await Thread.update({Thread.changed_at: work.now, Thread.title: about.title}).where(Thread.id == thread)
    await record(by=by, verb="say", noun="thread", subject=thread, after={"body": message.body, "files": list(papers)})
    await mark_seen(thread=thread, by=by)
    author = by.organisation_name or by.account_name
    subject = f"{author}から「{about.title}」への返事"
    for body in set(about.bodies) - {by.organisation}:
        await tell_body(organisation=body, right=Right.TALK, key=f"message-{id}-{body}", subject=subject,
                        body=message.body, link=about.link, by=by)  # fmt: skip
    for member in set(about.members) - {by.member}:
        await tell_member(member=member, key=f"message-{id}-{member}", subject=subject, body=message.body,
                          link=about.link, by=by)  # fmt: skip
    return Done(id)


async def _keep_answer(asked: QuestionRow, given: NewAnswer, *, work: Work, by: Viewer) -> Done:
    mine = asked.mine
    if mine is None:
        id = work.new_id()
        await QuestionAnswer.insert(
            QuestionAnswer(id=id, question=asked.id, owner=asked.owner, organisation=by.organisation,
                           author_name=by.account_name, body=given.answer, answered_at=work.now)
        )  # fmt: skip
        return Done(id)
    if given.version not in (None, mine.version):
        raise Conflict(STALE)
    changes: dict[Any, Any] = {
        QuestionAnswer.body: given.answer, QuestionAnswer.author_name: by.account_name,
        QuestionAnswer.answered_at: work.now, QuestionAnswer.version: mine.version + 1,
    }  # fmt: skip
    same = among(QuestionAnswer.id, [mine.id]) & (QuestionAnswer.version == mine.version)
    if not await QuestionAnswer.update(changes).where(same).returning(QuestionAnswer.id):
        raise Conflict(STALE)
    return Done(mine.id, mine.version + 1)


async def _own_question(id: UUID, by: Viewer) -> QuestionRow:
    require(by, Right.ASK)
    asked = await question_page(id=id, by=by)
    if not by.acts_for(asked.owner):
        raise NotAllowed("答えを開いたり締め切ったりできるのは、尋ねた団体だけです。")
    return asked


async def _open_to_all(asked: QuestionRow, answers: list[UUID], *, work: Work, by: Viewer) -> None:
    closed = [one.id for one in asked.answers if one.id in answers and not one.opened]
    for id in closed:
        await AnswerOpening.insert(
            AnswerOpening(answer=id, question=asked.id, owner=by.organisation, opened_at=work.now)
        )
    await record(by=by, verb="open_answers", noun="question", subject=asked.id, after={"answers": closed})
    for body in asked.bodies if closed else ():
        await _tell(body, f"question-opened-{asked.id}-{body}", f"「{asked.title}」への答えが見られます",
                    f"{by.organisation_name}が、届いた答えをみなさんに開きました。", asked.id, by=by)  # fmt: skip


async def _tell(body: UUID, key: str, subject: str, text: str, question: UUID, *, by: Viewer) -> None:
    await tell_body(organisation=body, right=Right.ASK, key=key, subject=subject, body=text,
                    link=f"/coordination/questions/{question}", by=by)  # fmt: skip
