"""Questions about postings and applications; each starts from what the viewer may see."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import Struct, convert

from auth.organisations.queries import names_of
from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.paging import Page, page_of
from foundation.database.scope import Condition, among
from foundation.database.together import Asked, Waits
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from registry.job_descriptions.queries import Waiting
from registry.job_descriptions.schemas import Content
from registry.members.access import may_keep_pool
from registry.postings.access import (
    applications_visible_to,
    assessors_visible_to,
    postings_visible_to,
    questions_visible_to,
)
from registry.postings.rows import ApplicationRow, AssessorRow, PostingPage, PostingRow, QuestionRow, StageRow
from registry.postings.rules import ACCEPTING
from registry.postings.tables import (
    Application,
    Posting,
    PostingAssessor,
    PostingEnquiry,
    PostingNotes,
    PostingQuestion,
    PostingStage,
)

ROW: Final = (
    Posting.id, Posting.owner, Posting.description, Posting.method, Posting.state, Posting.title, Posting.places,
    Posting.apply_until, Posting.questions_until, Posting.round, Posting.opened_at, Posting.changed_at, Posting.version,
)  # fmt: skip
APPLICATION: Final = (
    Application.id, Application.posting, Application.owner, Application.member, Application.company, Application.round,
    Application.state, Application.applied_at, Application.decided_at, Application.forget_on,
    Application.forgotten_at, Application.pool_consent, Application.pool_consented_on, Application.pledged_on,
    Application.joined_at, Application.version,
)  # fmt: skip
ACTS: Final = {"closed": "選考を始める", "failed": "もう一度募集するか決める", "accepted": "人材プールに加える"}
"""State of a posting, or of an application, and what it waits for."""

WAITING: Final = """
select p.id, p.title, p.state, p.questions_until, p.changed_at from posting p
where p.owner = $1 and (p.state = any ($3::text[]) or p.state = any ($2::text[]) and exists (
    select 1 from posting_question q where q.posting = p.id and q.answered_at is null))
union all
select a.id, p.title, a.state, p.questions_until, p.changed_at from application a join posting p on p.id = a.posting
where $4 and a.owner = $1 and a.state = 'accepted' and a.member is null
order by changed_at, id
"""


async def postings(
    *, by: Viewer, states: Collection[str] = (), own: bool = False, number: int = 1
) -> tuple[list[PostingRow], Page]:
    """A page of those the viewer sees, or of those it keeps or assesses; last moved first."""
    scope = postings_visible_to(by)
    if own:
        async with reading(by):
            judged = await PostingAssessor.select(PostingAssessor.posting).where(assessors_visible_to(by))
        scope = scope & (
            among(Posting.owner, [by.organisation]) | among(Posting.id, [row["posting"] for row in judged])
        )
    if states:
        scope = scope & Posting.state.is_in(list(states))
    async with reading(by):
        select = Posting.select(*ROW).where(scope).order_by(Posting.changed_at, Posting.id, ascending=False)
        rows, found = await page_of(select, count=Posting.count().where(scope), number=number)
        names = await names_of({row["owner"] for row in rows}, by=by)
        return [convert(row | {"owner_name": names[row["owner"]]}, PostingRow) for row in rows], found


async def posting_page(*, id: UUID, by: Viewer) -> PostingPage:
    """One, as everybody reads it. Raises `NotFound`."""
    async with reading(by):
        columns = (*ROW, Posting.appeal, Posting.contact, Posting.edition, Posting.content)
        rows = await Posting.select(*columns).where(postings_visible_to(by) & (Posting.id == id))
        if not rows:
            raise NotFound
        names = await names_of({rows[0]["owner"]}, by=by)
        content = msgspec.json.decode(rows[0]["content"], type=Content)
        return convert(rows[0] | {"owner_name": names[rows[0]["owner"]], "content": content}, PostingPage)


async def questions_of(*, posting: UUID, by: Viewer) -> list[QuestionRow]:
    """Questions in the order in which they were asked."""
    return await _questions(PostingQuestion.posting == posting, by)


async def question_row(*, id: UUID, by: Viewer) -> QuestionRow:
    """One of them. Raises `NotFound`."""
    found = await _questions(PostingQuestion.id == id, by)
    if not found:
        raise NotFound
    return found[0]


async def applications(*, by: Viewer, posting: UUID | None = None, own: bool = False) -> list[ApplicationRow]:
    """Those the viewer sees, of one posting or only the viewer's own; first come first."""
    scope: Condition = applications_visible_to(by)
    if posting is not None:
        scope = scope & (Application.posting == posting)
    if own:
        scope = scope & (among(Application.member, [by.member]) | among(Application.company, [by.organisation]))
    async with reading(by):
        rows = await Application.select(*APPLICATION).where(scope).order_by(Application.applied_at, Application.id)
        return [convert(row, ApplicationRow) for row in rows]


async def application_row(*, id: UUID, by: Viewer) -> ApplicationRow:
    """One of them. Raises `NotFound`."""
    async with reading(by):
        rows = await Application.select(*APPLICATION).where(applications_visible_to(by) & (Application.id == id))
        if not rows:
            raise NotFound
        return convert(rows[0], ApplicationRow)


async def assessors_of(*, posting: UUID, by: Viewer) -> list[AssessorRow]:
    """The seats the viewer sees."""
    return await _assessors(PostingAssessor.posting == posting, by)


async def stages_of(*, posting: UUID, by: Viewer) -> list[StageRow]:
    """The steps of the screening, in their order; for those who see the seats."""
    async with reading(by):
        own = Posting.select(Posting.id).where(postings_visible_to(by) & (Posting.id == posting))
        if not await own or not (await _keeps(posting, by) or await assessors_of(posting=posting, by=by)):
            return []
        rows = (
            await PostingStage.select(PostingStage.id, PostingStage.round, PostingStage.kind, PostingStage.opened_at,
                                      PostingStage.closed_at)
            .where(PostingStage.posting == posting)
            .order_by(PostingStage.opened_at, PostingStage.id)
        )  # fmt: skip
        return [convert(row, StageRow) for row in rows]


async def companies_asked(*, posting: UUID, by: Viewer) -> list[UUID]:
    """Whom the viewer's body chose for an enquiry."""
    own = among(PostingEnquiry.owner, [by.organisation]) & (PostingEnquiry.posting == posting)
    async with reading(by):
        return [row["company"] for row in await PostingEnquiry.select(PostingEnquiry.company).where(own)]


async def reason_of(*, posting: UUID, by: Viewer) -> str:
    """Why a posting failed, as the viewer's body noted it."""
    own = among(PostingNotes.owner, [by.organisation]) & (PostingNotes.posting == posting)
    async with reading(by):
        rows = await PostingNotes.select(PostingNotes.reason).where(own)
    return rows[0]["reason"] if rows else ""


async def overdue(*, by: Viewer) -> list[PostingRow]:
    """The viewer's body's open postings whose last day is over."""
    async with reading(by) as work:
        rows, _ = await postings(by=by, states=ACCEPTING, own=True)
        return [row for row in rows if row.apply_until < work.today and by.acts_for(row.owner)]


class _WaitingRow(Struct, frozen=True):
    id: UUID
    title: str
    state: str
    questions_until: date


def _ask_waiting(by: Viewer) -> Asked[_WaitingRow] | None:
    if not holds(by, Right.RECRUIT):
        return None
    return Asked(WAITING, (by.organisation, ACCEPTING, list(ACTS), may_keep_pool(by) is None), _WaitingRow)


def _tell_waiting(_: Viewer, rows: list[_WaitingRow]) -> list[Waiting]:
    return [
        Waiting(ACTS.get(row.state, "質問に答える"), row.title,
                f"/applications/{row.id}/membership" if row.state == "accepted" else f"/postings/{row.id}/manage",
                row.questions_until if row.state in ACCEPTING else None)
        for row in rows
    ]  # fmt: skip


WAITS: Final = Waits(_ask_waiting, _tell_waiting)


async def waiting_for(*, by: Viewer) -> list[Waiting]:
    """Of one's own body: questions to answer, closed postings to select from, failed ones to decide about, and people
    who accepted an offer and are in no pool yet."""
    return await WAITS.of(by)


async def _keeps(posting: UUID, by: Viewer) -> bool:
    return bool(await Posting.count().where(among(Posting.owner, [by.organisation]) & (Posting.id == posting)))


async def _questions(condition: Any, by: Viewer) -> list[QuestionRow]:
    async with reading(by):
        rows = (
            await PostingQuestion.select()
            .where(questions_visible_to(by) & condition)
            .order_by(PostingQuestion.asked_at, PostingQuestion.id)
        )
        return [convert(row, QuestionRow) for row in rows]


async def _assessors(condition: Any, by: Viewer) -> list[AssessorRow]:
    async with reading(by):
        rows: Sequence[Mapping[str, Any]] = (
            await PostingAssessor.select().where(assessors_visible_to(by) & condition).order_by(PostingAssessor.id)
        )
        names = await names_of({row["body"] for row in rows}, by=by)
        return [convert({**row, "body_name": names[row["body"]]}, AssessorRow) for row in rows]
