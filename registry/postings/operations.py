"""What HR does with a posting: prepare, open, close, end without anybody, call again."""

from typing import Any
from uuid import UUID

import msgspec

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import NotAllowed, RuleBroken
from registry.job_descriptions.queries import fixed_version
from registry.postings.forgetting import end_round
from registry.postings.keeping import kept, move
from registry.postings.rows import PostingPage
from registry.postings.rules import Method
from registry.postings.schemas import NewPosting, PostingChange, PostingWords, Reopening, Step
from registry.postings.tables import Posting, PostingEnquiry, PostingNotes

PAST = "応募の締切が過ぎています。きょうより後の日にしてください。"


async def prepare_posting(*, new: NewPosting, by: Viewer) -> Done:
    """Prepare a posting from the version of a job description that is in force."""
    require(by, Right.RECRUIT)
    async with unit_of_work(by) as work:
        description, version = await fixed_version(description=new.description, by=by)
        if not by.acts_for(description.owner):
            raise NotAllowed("募集できるのは、職務記述書をつくった団体だけです。")
        id = work.new_id()
        await Posting.insert(
            Posting(
                id=id, owner=by.organisation, description=description.id, edition=description.edition,
                content=msgspec.json.encode(version.content).decode(), created_at=work.now, changed_at=work.now,
                **new.model_dump(exclude={"description", "companies"}),
            )
        )  # fmt: skip
        await _choose_companies(id, new, work=work, by=by)
        await record(by=by, verb="prepare_posting", noun="posting", subject=id, after={"title": new.title})
        return Done(id)


async def edit_posting(*, id: UUID, change: PostingChange, by: Viewer) -> Done:
    """Other words while it is prepared. Raises `Conflict` where somebody else changed it since."""
    async with unit_of_work(by) as work:
        words: dict[Any, Any] = {
            getattr(Posting, name): value for name, value in change.model_dump(exclude={"version", "companies"}).items()
        }
        done = await move(id, "edit", seen=change.version, by=by, changes=words)
        await PostingEnquiry.delete().where(PostingEnquiry.posting == id)
        await _choose_companies(id, change, work=work, by=by)
        return done


async def open_posting(*, id: UUID, step: Step, by: Viewer) -> Done:
    """Publish it; an enquiry is told to its companies."""
    async with unit_of_work(by) as work:
        posting = await kept(id, by)
        if posting.apply_until < work.today:
            raise RuleBroken(PAST, field="apply_until")
        done = await move(id, "open", seen=step.version, by=by, changes={Posting.opened_at: work.now})
        if posting.method == Method.ENQUIRY:
            await _send_enquiries(posting, work=work, by=by)
        return done


async def close_posting(*, id: UUID, step: Step, by: Viewer) -> Done:
    """Take no more applications. The clock does it once the last day is over, and HR not before."""
    async with unit_of_work(by) as work:
        posting = await kept(id, by)
        if posting.apply_until >= work.today:
            raise RuleBroken("締切の日までは閉じられません。応募しようとしている人がいるかもしれません。")
        return await move(id, "close", seen=step.version, by=by)


async def fail_posting(*, id: UUID, step: Step, by: Viewer) -> Done:
    """Nobody was found; the reason stays with the posting body."""
    async with unit_of_work(by):
        done = await move(id, "fail", seen=step.version, by=by, reason=step.reason)
        await end_round(posting=id, by=by)
        await PostingNotes.delete().where(PostingNotes.posting == id)
        await PostingNotes.insert(PostingNotes(posting=id, owner=by.organisation, reason=step.reason))
        return done


async def reopen_posting(*, id: UUID, again: Reopening, by: Viewer) -> Done:
    """Call again with new deadlines: a new round, so that earlier applications stay where they were."""
    async with unit_of_work(by) as work:
        if again.apply_until < work.today:
            raise RuleBroken(PAST, field="apply_until")
        if again.questions_until > again.apply_until:
            raise RuleBroken("質問の締切は、応募の締切より前か同じ日にしてください。", field="questions_until")
        posting = await kept(id, by)
        dates: dict[Any, Any] = {
            Posting.apply_until: again.apply_until,
            Posting.questions_until: again.questions_until,
            Posting.round: posting.round + 1,
        }
        return await move(id, "reopen", seen=again.version, by=by, changes=dates)


async def _choose_companies(id: UUID, words: PostingWords, *, work: Work, by: Viewer) -> None:
    if words.method is not Method.ENQUIRY:
        return
    for company in dict.fromkeys(words.companies):
        await PostingEnquiry.insert(
            PostingEnquiry(id=work.new_id(), posting=id, owner=by.organisation, company=company)
        )


async def _send_enquiries(posting: PostingPage, *, work: Work, by: Viewer) -> None:
    asked = await PostingEnquiry.update({PostingEnquiry.sent_at: work.now}).where(
        PostingEnquiry.posting == posting.id
    ).returning(PostingEnquiry.company)  # fmt: skip
    for row in asked:
        await tell_body(
            organisation=row["company"], right=Right.ANSWER, key=f"enquiry-{posting.id}-{row['company']}", by=by,
            subject=f"{posting.owner_name}から照会が届きました：{posting.title}",
            body=f"{posting.apply_until:%Y年%m月%d日}まで受け付けます。内容を読んで、候補の方を知らせてください。",
            link=f"/postings/{posting.id}",
        )  # fmt: skip
