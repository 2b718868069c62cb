"""A town asks that the person stays longer; the body that proposed decides. Part of `operations`."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from foundation.text.dates import add_months
from foundation.text.wareki import wareki_with_weekday
from matching.appointments.queries import appointment_row
from matching.assignments.access import may_ask_extension, may_decide_extension
from matching.assignments.life import extension_row
from matching.assignments.moving import kept, move, tell_both
from matching.assignments.queries import assignment_row
from matching.assignments.rules import EXTENSION, EXTENSIONS_OF, LONGEST_EXTENSION, days_text, name_known_until
from matching.assignments.schemas import AssignmentRow, ExtensionAsked, ExtensionDecision, ExtensionRow
from matching.assignments.tables import AssignmentExtension
from matching.conflicts.operations import check_towns
from registry.capacity import operations as capacity
from registry.capacity.queries import days_short
from registry.disclosures import operations as disclosures
from registry.disclosures.rules import Basis

STALE = "この延長の希望は、ほかの人が先に決めました。何も変えていません。画面を読み込み直して確かめてください。"
NAME_PURPOSE = "延長した配属にもとづく支援のため"


async def ask_extension(*, assignment: UUID, asked: ExtensionAsked, by: Viewer) -> Done:
    """The town asks; the body that proposed is told. Raises `Conflict` while an earlier wish waits."""
    require(by, Right.ASK)
    async with unit_of_work(by) as work:
        row = await assignment_row(id=assignment, by=by)
        if refusal := may_ask_extension(by, row):
            raise NotAllowed(refusal)
        if row.state not in EXTENSIONS_OF:
            raise RuleBroken("この配属は終わっているため、延長できません。新しい相談を出してください。")
        if not row.last_day < asked.last_day <= add_months(row.last_day, LONGEST_EXTENSION):
            raise RuleBroken("延長のあとの最後の日は、いまの最後の日より後、5年以内にしてください。", field="last_day")
        id = work.new_id()
        await AssignmentExtension.insert(
            AssignmentExtension(id=id, assignment=assignment, owner=row.owner, member=row.member,
                                municipality=row.municipality, last_day=asked.last_day, reason=asked.reason,
                                created_at=work.now)
        )  # fmt: skip
        await record(by=by, verb="ask_extension", noun="assignment", subject=assignment, person=row.member,
                     after={"last_day": asked.last_day})  # fmt: skip
        await tell_body(organisation=row.owner, right=Right.PROPOSE, key=f"extension-{id}", by=by,
                        subject=f"{row.municipality_name}から、延長の希望が届きました",
                        body=f"{wareki_with_weekday(asked.last_day)}まで。理由：{asked.reason}",
                        link=f"/assignments/{assignment}")  # fmt: skip
        return Done(id, 1)


async def decide_extension(*, id: UUID, decision: ExtensionDecision, by: Viewer) -> Done:
    """Approve, which books the further days; refuse with the reason, perhaps with another day; or take it back.

    Raises `RuleBroken` where days are not free or the appointment ends before, naming the dates, or where a conflict
    of interest bars the person from the town in the further days.
    """
    async with unit_of_work(by) as work:
        extension = await extension_row(id=id, by=by)
        if refusal := may_decide_extension(by, extension, decision.verb):
            raise NotAllowed(refusal)
        target = EXTENSION.target(decision.verb, extension.state, by=by, reason=decision.answer)
        row = await assignment_row(id=extension.assignment, by=by)
        if decision.verb == "approve":
            await _extend(extension, work=work, by=by)
        changes: dict[Any, Any] = {
            AssignmentExtension.state: target,
            AssignmentExtension.answer: decision.answer,
            AssignmentExtension.offered_last_day: decision.offered_last_day if decision.verb == "refuse" else None,
            AssignmentExtension.decided_at: work.now,
            AssignmentExtension.version: decision.version + 1,
        }
        same = (AssignmentExtension.id == id) & (AssignmentExtension.version == decision.version)
        if not await AssignmentExtension.update(changes).where(same).returning(AssignmentExtension.id):
            raise Conflict(STALE)
        await record(by=by, verb=f"{decision.verb}_extension", noun="assignment", subject=row.id, person=row.member,
                     before={"state": extension.state}, after={"state": target})  # fmt: skip
        await _tell(extension, decision, target, row, by=by)
        return Done(id, decision.version + 1)


async def _extend(extension: ExtensionRow, *, work: Work, by: Viewer) -> None:
    """Books the days after the last one, moves it, and opens the name for as much longer. The check for conflicts of
    interest in those days stays as evidence beside the proposal's."""
    row = await kept(extension.assignment, by=by)
    if extension.last_day <= row.last_day:
        raise RuleBroken("この配属は、希望の日まで、すでに決まっています。何も変えていません。")
    further = Period.inclusive(row.last_day + timedelta(days=1), extension.last_day)
    post = await appointment_row(id=row.appointment, by=by)
    if post.last_day < extension.last_day:
        raise RuleBroken(
            f"任用の任期が{wareki_with_weekday(post.last_day)}までのため、延長できません。何も変えていません。"
            "任用を更新してから延長するか、任期の中の日を示して断ってください。"
        )
    towns = {row.municipality: further}
    found = (await check_towns(proposal=row.proposal, member=row.member, towns=towns, by=by))[row.municipality]
    if not found.clear:
        raise RuleBroken(f"利益相反のため、延長できません：{found.sentence}何も変えていません。")
    short = await days_short(member=row.member, period=further, half_days=row.half_days, by=by)
    if short:
        raise RuleBroken(
            f"この人の日数が足りない期間があるため、延長できません：{days_text(short)}。何も変えていません。"
            "足りる日までの延長を示して断るか、本人に出せる日数を確かめてください。"
        )
    await move(row, "extend", by=by, reason=extension.reason, last_day=extension.last_day)
    await capacity.book(member=row.member, municipality=row.municipality, subject=row.id, period=further,
                        half_days=row.half_days, by=by)  # fmt: skip
    known = Period(work.today, name_known_until(extension.last_day))
    await disclosures.grant(member=row.member, receiver=row.municipality, basis=Basis.ASSIGNMENT,
                            purpose=NAME_PURPOSE, period=known, subject=row.id, by=by)  # fmt: skip


async def _tell(
    extension: ExtensionRow, decision: ExtensionDecision, target: str, row: AssignmentRow, *, by: Viewer
) -> None:
    key, what = f"extension-{extension.id}-{decision.version}", f"延長の希望：{EXTENSION.words[target]}"
    if decision.verb == "withdraw":
        await tell_body(organisation=extension.owner, right=Right.PROPOSE, key=key, by=by,
                        subject=f"{row.municipality_name}が、延長の希望を取り下げました", body=decision.answer,
                        link=f"/assignments/{row.id}")  # fmt: skip
        return
    offer = (
        f"{wareki_with_weekday(decision.offered_last_day)}までなら延長できます。" if decision.offered_last_day else ""
    )
    day = f"{wareki_with_weekday(extension.last_day)}まで。" if target == "approved" else ""
    await tell_both(row, key, what, f"{day}{decision.answer}{offer}", by=by)
