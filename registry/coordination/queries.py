"""Questions about threads and about questions to all towns; each starts from what the viewer may see."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, convert

from auth.organisations.queries import names_of
from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from foundation.database.together import Asked, Waits, waiting_in
from foundation.database.unit_of_work import Work, current_work, reading
from foundation.errors import NotFound
from foundation.files.store import StoredFile, open_file
from registry.coordination.access import frameworks_of, questions_visible_to, threads_visible_to
from registry.coordination.rules import About, Kind, waits
from registry.coordination.schemas import AnswerRow, MessageRow, PaperRow, QuestionRow, ThreadPage, ThreadRow
from registry.coordination.tables import (
    AnswerOpening,
    Message,
    MessageFile,
    Question,
    QuestionAnswer,
    Thread,
)

THREAD: Final = (Thread.id, Thread.kind, Thread.subject, Thread.owner, Thread.title, Thread.link, Thread.changed_at)
LATEST: Final = """
select m.thread, (array_agg(m.body order by m.created_at desc, m.id desc))[1] as latest,
    count(*) filter (where m.organisation is distinct from $3 and m.created_at > coalesce(s.seen_at, '-infinity'))
        as unread
from message m left join thread_seen s on s.thread = m.thread and s.account = $2
where m.thread = any ($1::uuid[]) group by m.thread
"""
UNREAD: Final = """
select t.title, t.link, count(*) as unread from ({scope}) t join message m on m.thread = t.id
left join thread_seen s on s.thread = t.id and s.account = {more[0]}
where m.organisation is distinct from {more[1]} and m.created_at > coalesce(s.seen_at, '-infinity')
group by t.id, t.title, t.link, t.changed_at order by t.changed_at desc, t.id desc
"""
UNANSWERED: Final = """
select q.id, o.name as owner_name, q.title, q.answer_by, q.closed_at is not null as closed
from ({scope}) q join organisation o on o.id = q.owner order by q.created_at desc, q.id desc
"""
PARTICIPANTS: Final = """
select distinct child from organisation_link
where parent = any ($1::uuid[]) and kind = 'framework' and during @> $2::date
"""
LONGEST: Final = 60
"""Code points of a message that a list shows."""


class ToDo(Struct, frozen=True):
    """Something that waits for the viewer's body: title, where, and by when."""

    kind: str
    title: str
    link: str
    due: date | None


async def threads(*, by: Viewer) -> list[ThreadRow]:
    """The viewer's threads, the last written first."""
    async with reading(by) as work:
        rows = await Thread.select(*THREAD).where(threads_visible_to(by)).order_by(
            Thread.changed_at, Thread.id, ascending=False
        )  # fmt: skip
        found = await work.connection.fetch(LATEST, [row["id"] for row in rows], by.account, by.organisation)
        said = {row["thread"]: row for row in found}
    return [_thread_row(row, said.get(row["id"])) for row in rows]


async def thread_page(*, id: UUID, by: Viewer) -> ThreadPage:
    """One thread with its messages. Raises `NotFound` for whoever is no party."""
    async with reading(by):
        return await _page(threads_visible_to(by) & (Thread.id == id), by)


async def thread_about(*, kind: Kind, subject: UUID, by: Viewer) -> ThreadPage | None:
    """The thread about a thing, None where nobody has written yet."""
    async with reading(by):
        try:
            return await _page(threads_visible_to(by) & (Thread.kind == kind) & (Thread.subject == subject), by)
        except NotFound:
            return None


async def thread_on(about: About, by: Viewer) -> ThreadPage:
    """The thread about a thing. Raises `NotFound` where nobody has written yet."""
    found = await thread_about(kind=about.kind, subject=about.subject, by=by)
    if found is None:
        raise NotFound
    return found


async def open_paper(*, thread: UUID, file: UUID, by: Viewer) -> StoredFile:
    """The bytes beside a message. Raises `NotFound`."""
    async with reading(by):
        if not await Thread.exists().where(threads_visible_to(by) & (Thread.id == thread)):
            raise NotFound
        kept = await MessageFile.select(MessageFile.file).where(
            (MessageFile.thread == thread) & (MessageFile.id == file)
        )
        if not kept:
            raise NotFound
        return await open_file(id=kept[0]["file"], by=by)


async def questions(*, by: Viewer) -> list[QuestionRow]:
    """What the viewer's body asked or was asked, the latest first."""
    async with reading(by) as work:
        return await _questions(questions_visible_to(by), work, by)


async def question_page(*, id: UUID, by: Viewer) -> QuestionRow:
    """One question with the answers that the viewer may read. Raises `NotFound`."""
    async with reading(by) as work:
        found = await _questions(questions_visible_to(by) & (Question.id == id), work, by)
        if not found:
            raise NotFound
        return found[0]


async def bodies_to_ask(*, by: Viewer) -> list[UUID]:
    """Every other body of the viewer's frameworks: their towns and their pools' owners."""
    async with reading(by) as work:
        owners = frameworks_of(by)
        rows = await work.connection.fetch(PARTICIPANTS, owners, work.today)
        return sorted({*owners, *(row["child"] for row in rows)} - {by.organisation})


class _UnreadRow(Struct, frozen=True):
    title: str
    link: str
    unread: int


class _AskedRow(Struct, frozen=True):
    id: UUID
    owner_name: str
    title: str
    answer_by: date | None
    closed: bool


def _ask_unread(by: Viewer) -> Asked[_UnreadRow] | None:
    scope = Thread.select(*THREAD).where(threads_visible_to(by))
    return Asked.of(scope, _UnreadRow, by.account, by.organisation, text=UNREAD) if holds(by, Right.TALK) else None


def _tell_unread(_: Viewer, rows: list[_UnreadRow]) -> list[ToDo]:
    return [ToDo("やりとり", f"「{row.title}」：新しい知らせ{row.unread}件を読む", row.link, None) for row in rows]


def _ask_unanswered(by: Viewer) -> Asked[_AskedRow] | None:
    if not holds(by, Right.ASK):
        return None
    answered = QuestionAnswer.select(QuestionAnswer.question).where(
        among(QuestionAnswer.organisation, [by.organisation])
    )
    of_others = questions_visible_to(by) & Question.owner.not_in([by.organisation])
    scope = Question.select(
        Question.id, Question.owner, Question.title, Question.answer_by, Question.closed_at, Question.created_at
    ).where(of_others & Question.id.not_in(answered))
    return Asked.of(scope, _AskedRow, text=UNANSWERED)


def _tell_unanswered(_: Viewer, rows: list[_AskedRow]) -> list[ToDo]:
    today = current_work().today
    return [
        ToDo("問いかけ", f"{row.owner_name}「{row.title}」：答える", f"/coordination/questions/{row.id}", row.answer_by)
        for row in rows
        if waits(closed=row.closed, answer_by=row.answer_by, today=today)
    ]


UNREAD_WAITS: Final = Waits(_ask_unread, _tell_unread)
QUESTION_WAITS: Final = Waits(_ask_unanswered, _tell_unanswered)


async def waiting_for(*, by: Viewer) -> list[ToDo]:
    """Messages not yet read, and questions not yet answered."""
    unread, unanswered = await waiting_in(by, UNREAD_WAITS, QUESTION_WAITS)
    return unread + unanswered


def _thread_row(row: Mapping[str, Any], said: Mapping[str, Any] | None) -> ThreadRow:
    words = said["latest"] if said else ""
    short = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
    return convert({**row, "latest": short, "unread": said["unread"] if said else 0}, ThreadRow)


async def _page(scope: Condition, by: Viewer) -> ThreadPage:
    found = await Thread.select(*THREAD, Thread.bodies, Thread.members).where(scope)
    if not found:
        raise NotFound
    row = found[0]
    written = await Message.select().where(Message.thread == row["id"]).order_by(Message.created_at, Message.id)
    papers = await MessageFile.select().where(MessageFile.thread == row["id"]).order_by(MessageFile.id)
    names = await names_of({*row["bodies"], *(one["organisation"] for one in written if one["organisation"])}, by=by)
    messages = [
        MessageRow(
            id=one["id"], author=names.get(one["organisation"], "本人"), author_name=one["author_name"],
            body=one["body"], created_at=one["created_at"], own=_wrote(by, one),
            files=[PaperRow(paper["id"], paper["name"]) for paper in papers if paper["message"] == one["id"]],
        )
        for one in written
    ]  # fmt: skip
    parties = [names[body] for body in row["bodies"] if body in names] + (["本人"] if row["members"] else [])
    return convert({**row, "parties": parties, "messages": messages}, ThreadPage)


def _wrote(by: Viewer, row: Mapping[str, Any]) -> bool:
    return by.is_member(row["member"]) if row["organisation"] is None else by.acts_for(row["organisation"])


async def _questions(scope: Condition, work: Work, by: Viewer) -> list[QuestionRow]:
    rows = await Question.select().where(scope).order_by(Question.created_at, Question.id, ascending=False)
    ids = [row["id"] for row in rows]
    opened = {row["answer"] for row in await AnswerOpening.select().where(among(AnswerOpening.question, ids))}
    readable = (
        among(QuestionAnswer.organisation, [by.organisation])
        | among(QuestionAnswer.owner, [by.organisation])
        | among(QuestionAnswer.id, opened)
    )
    said = await QuestionAnswer.select().where(among(QuestionAnswer.question, ids) & readable).order_by(
        QuestionAnswer.answered_at, QuestionAnswer.id
    )  # fmt: skip
    names = await names_of({row["owner"] for row in rows} | {one["organisation"] for one in said}, by=by)
    return [_question(row, [one for one in said if one["question"] == row["id"]], names, opened, work, by)
            for row in rows]  # fmt: skip


def _question(
    row: Mapping[str, Any], said: Sequence[Mapping[str, Any]], names: Mapping[UUID, str], opened: set[UUID],
    work: Work, by: Viewer,
) -> QuestionRow:  # fmt: skip
    answers = [
        convert({**one, "organisation_name": names[one["organisation"]], "opened": one["id"] in opened}, AnswerRow)
        for one in said
    ]
    mine = next((answer for answer in answers if by.acts_for(answer.organisation)), None)
    open_now = waits(closed=row["closed_at"] is not None, answer_by=row["answer_by"], today=work.today)
    told = {"owner_name": names[row["owner"]], "waits": open_now, "answers": answers, "mine": mine}
    return convert({**row, **told}, QuestionRow)
