"""Questions about a posting: anybody asks, HR answers, everybody reads both; who asked is never kept."""

from typing import Any, Final
from uuid import UUID

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.organisations.queries import system_for
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, RuleBroken
from registry.postings.keeping import kept
from registry.postings.limits import TRAP, count_try
from registry.postings.queries import posting_page, question_row
from registry.postings.rows import PostingPage
from registry.postings.rules import ACCEPTING, FEW, MANY
from registry.postings.schemas import Answer, Question
from registry.postings.tables import PostingQuestion

CLOSED: Final = "質問の受付は終わりました。ほかの人への答えは、このページで読めます。"
STALE: Final = (
    "この質問には、ほかの人が先に答えました。書いた内容は画面に残っています。見比べてから、もう一度送ってください。"
)
INSERT = """
insert into posting_question (id, posting, owner, question, asked_at) values ($1, $2, $3, $4, $5)
"""


async def ask_question(*, posting: UUID, question: Question, source: str, by: Viewer) -> Done:
    """Ask, until the end of the last day for questions. `source` is where the request came from, for the limit."""
    if question.homepage:
        raise RuleBroken(TRAP)
    await count_try("question", str(posting), source, most=FEW)
    await count_try("question", str(posting), most=MANY)
    asked = await posting_page(id=posting, by=by)
    public = Viewer.public()
    async with unit_of_work(public) as work:
        if asked.state not in ACCEPTING or asked.questions_until < work.today:
            raise RuleBroken(CLOSED)
        id = work.new_id()
        await work.connection.execute(INSERT, id, posting, asked.owner, question.question, work.now)
        await record(by=public, verb="ask_question", noun="posting", subject=posting)
    await _tell(asked, id)
    return Done(id)


async def answer_question(*, id: UUID, answer: Answer, by: Viewer) -> Done:
    """Answer for everybody to read, or write the answer anew. Raises `Conflict` over another's answer."""
    require(by, Right.RECRUIT)
    async with unit_of_work(by) as work:
        question = await question_row(id=id, by=by)
        await kept(question.posting, by)
        given: dict[Any, Any] = {
            PostingQuestion.answer: answer.answer,
            PostingQuestion.answered_at: work.now,
            PostingQuestion.version: answer.version + 1,
        }
        same = (PostingQuestion.id == id) & (PostingQuestion.version == answer.version)
        if not await PostingQuestion.update(given).where(same).returning(PostingQuestion.id):
            raise Conflict(STALE)
        await record(by=by, verb="answer_question", noun="posting", subject=question.posting)
        return Done(id, answer.version + 1)


async def _tell(asked: PostingPage, question: UUID) -> None:
    keeper = await system_for(asked.owner)
    async with unit_of_work(keeper):
        await tell_body(
            organisation=asked.owner, right=Right.RECRUIT, key=f"question-{question}", by=keeper,
            subject=f"質問が届きました：{asked.title}", body="答えると、質問と答えが募集のページに出ます。",
            link=f"/postings/{asked.id}/manage",
        )  # fmt: skip
