"""What the calendar tells people about training: once each. Part of `operations`."""

from auth.inbox.operations import tell_body, tell_member
from auth.permissions import Right
from auth.viewer import Viewer
from foundation.database.unit_of_work import Work, unit_of_work
from registry.learning.gate import lacking
from registry.learning.queries import all_requirements, completions
from training.enrolments.counting import places_taken
from training.enrolments.rules import DUE_SOON, LAPSES_SOON, NEAR
from training.sessions.queries import sessions_by_id


async def remind(*, by: Viewer) -> None:
    """For one pool: courses due soon or overdue, sessions that are near, completions that lapse. Keys make it once."""
    async with unit_of_work(by) as work:
        await _remind_of_dues(work, by)
        await _remind_of_sessions(work, by)
        await _remind_of_lapses(work, by)


async def _remind_of_dues(work: Work, by: Viewer) -> None:
    asked = await all_requirements(by=by)
    for row in lacking(asked, await completions(by=by), work.today):
        if row.due_on is None or row.due_on - DUE_SOON > work.today:
            continue
        over = row.due_on < work.today
        words = "期限を過ぎました" if over else f"期限は{row.due_on:%-m月%-d日}です"
        await tell_member(
            member=row.member, key=f"training-{'over' if over else 'due'}-{row.id}", by=by,
            subject=f"「{row.course_name}」の研修：{words}", body="まだ修了していません。受ける回を確かめてください。",
            link="/training",
        )  # fmt: skip
        if over:
            await tell_body(
                organisation=row.pool, right=Right.KEEP_POOL, key=f"training-over-pool-{row.id}", by=by,
                subject=f"「{row.course_name}」の期限を過ぎた人がいます",
                body="研修の一覧で、だれかを確かめてください。", link="/training",
            )  # fmt: skip


async def _remind_of_sessions(work: Work, by: Viewer) -> None:
    taken = await places_taken(by=by)
    held = await sessions_by_id(ids={row.session for row in taken}, by=by)
    for row in taken:
        session = held[row.session]
        if not work.today <= session.held_on <= work.today + NEAR:
            continue
        await tell_member(
            member=row.member, key=f"session-near-{row.id}-{session.id}", by=by,
            subject=f"「{session.course_name}」の研修は{session.held_on:%-m月%-d日}です",
            body=f"{session.begins_at:%H:%M}から、{session.place}。", link=f"/training/enrolments/{row.id}",
        )  # fmt: skip


async def _remind_of_lapses(work: Work, by: Viewer) -> None:
    for row in await completions(by=by):
        if row.valid_to is not None and work.today <= row.valid_to <= work.today + LAPSES_SOON:
            await tell_member(
                member=row.member, key=f"completion-lapses-{row.id}", by=by,
                subject=f"「{row.course_name}」の修了は{row.valid_to:%Y年%-m月%-d日}までです",
                body="期限の前に受け直せます。", link=f"/training/enrolments/{row.enrolment}",
            )  # fmt: skip
