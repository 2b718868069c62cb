"""The sign-offs of a job description, one verb each: asked, confirmed, approved twice, fixed, revised, sent back.

Part of `operations`, apart because every verb is one row of the lifecycle and moves nothing but the state.
"""

from typing import Any
from uuid import UUID

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.permissions import Right
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed, RuleBroken
from foundation.jobs.queue import queue_job
from registry.job_descriptions.checking import findings
from registry.job_descriptions.moving import move, note_step, refuse_stranger
from registry.job_descriptions.queries import description_page, job_description_row, signer_of
from registry.job_descriptions.rules import DONE, LIFE, SIGNERS
from registry.job_descriptions.schemas import DescriptionRow, Step
from registry.job_descriptions.tables import JobDescription, JobDescriptionVersion

TWO_PEOPLE = "人事と財政の決裁は、別の人が行います。何も変えていません。財政の担当者に頼んでください。"


async def ask_town(*, id: UUID, step: Step, by: Viewer) -> Done:
    """Show the current version to its towns; the one that asked answers. Nothing that is required may be missing."""
    async with unit_of_work(by) as work:
        page = await description_page(id=id, by=by)
        refuse_stranger(page.description, "ask", by)
        if missing := [one for one in findings(page.latest.content, today=work.today) if one.must]:
            raise RuleBroken(f"町に見せる前に直すところが{len(missing)}つあります。{missing[0].sentence}")
        towns = sorted({page.description.municipality, *(town.id for town in page.latest.content.towns)})
        done = await _step(page.description, "ask", step, by=by, changes={
            JobDescription.shown: True, JobDescription.readers: towns})  # fmt: skip
        current = (JobDescriptionVersion.description == id) & (JobDescriptionVersion.number == page.description.current)
        await JobDescriptionVersion.update({JobDescriptionVersion.asked_at: work.now}).where(current)
        await _queue_paper(page.description, by)
        return done


async def confirm(*, id: UUID, step: Step, by: Viewer) -> Done:
    """The town says that these are the words it wants."""
    return await _take(id, "confirm", step, by=by)


async def approve_as_hr(*, id: UUID, step: Step, by: Viewer) -> Done:
    """HR approves what the town confirmed."""
    return await _take(id, "approve_as_hr", step, by=by)


async def approve_as_finance(*, id: UUID, step: Step, by: Viewer) -> Done:
    """Finance approves after HR; never the same person (`domain.md`: both sign)."""
    async with unit_of_work(by):
        description = await job_description_row(id=id, by=by)
        refuse_stranger(description, "approve_as_finance", by)
        signer = await signer_of(description=id, number=description.current, verb="approve_as_hr", by=by)
        if by.account is not None and signer == by.account:
            raise NotAllowed(TWO_PEOPLE)
        return await _step(description, "approve_as_finance", step, by=by)


async def fix(*, id: UUID, step: Step, by: Viewer) -> Done:
    """Fix the approved version as the next edition; postings show this one until another is fixed."""
    async with unit_of_work(by):
        description = await job_description_row(id=id, by=by)
        refuse_stranger(description, "fix", by)
        edition = {JobDescription.fixed: description.current, JobDescription.edition: description.edition + 1}
        done = await _step(description, "fix", step, by=by, changes=edition)
        await _queue_paper(description, by)
        return done


async def revise(*, id: UUID, step: Step, by: Viewer) -> Done:
    """Begin to write the next edition; the fixed one stays in force meanwhile."""
    return await _take(id, "revise", step, by=by)


async def send_back(*, id: UUID, step: Step, by: Viewer) -> Done:
    """Whoever has to sign next asks for other words, with the reason."""
    return await _take(id, "send_back", step, by=by)


async def withdraw(*, id: UUID, step: Step, by: Viewer) -> Done:
    """Give the role up, with the reason."""
    return await _take(id, "withdraw", step, by=by)


async def _take(id: UUID, verb: str, step: Step, *, by: Viewer) -> Done:
    async with unit_of_work(by):
        description = await job_description_row(id=id, by=by)
        refuse_stranger(description, verb, by)
        return await _step(description, verb, step, by=by)


async def _step(
    description: DescriptionRow, verb: str, step: Step, *, by: Viewer, changes: dict[Any, Any] | None = None
) -> Done:
    async with unit_of_work(by) as work:
        target = LIFE.target(verb, description.state, by=by, reason=step.reason)
        followed = await JobDescription.select(JobDescription.readers, JobDescription.shown).where(
            JobDescription.id == description.id
        )
        readers = list(followed[0]["readers"]) if followed[0]["shown"] else []
        readers = list((changes or {}).get(JobDescription.readers, readers))
        await note_step(id=description.id, number=description.current, verb=verb, readers=readers, reason=step.reason,
                        by=by)  # fmt: skip
        done = await move(description, target, seen=step.version, changes=changes or {}, work=work)
        await record(by=by, verb=verb, noun="job_description", subject=description.id,
                     before={"state": description.state}, after={"state": target})  # fmt: skip
        await _tell_next(description, verb, target, step.reason, by=by)
        return done


async def _tell_next(description: DescriptionRow, verb: str, target: str, reason: str, *, by: Viewer) -> None:
    """Whoever moves next; after a refusal the body that writes."""
    right = SIGNERS.get(target, Right.RECRUIT)
    body = description.municipality if target == "asked" else description.owner
    await tell_body(
        organisation=body, right=right, key=f"job-description-{description.id}-{description.version}", by=by,
        subject=f"「{description.title}」：{DONE[verb]}", body=reason or "職務記述書を開いて確かめてください。",
        link=f"/job-descriptions/{description.id}",
    )  # fmt: skip


async def _queue_paper(description: DescriptionRow, by: Viewer) -> None:
    """Have the worker print the current version: 案 when the town is asked, numbered once it is fixed."""
    async with unit_of_work(by) as work:
        await queue_job(work, "render_paper", {
            "kind": "job_description", "subject": str(description.id), "version": description.current,
            "account": None if by.account is None else str(by.account),
            "organisation": None if by.organisation is None else str(by.organisation),
        })  # fmt: skip
