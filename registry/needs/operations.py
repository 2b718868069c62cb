"""What can be done with a need."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from auth.inbox.operations import tell_body
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed, RuleBroken
from registry.municipalities.queries import prefecture_of
from registry.needs.access import looks_after
from registry.needs.attachments import keep_file
from registry.needs.moving import asked, halls_of, handled, move, tell_halls, tell_other_side, tell_town
from registry.needs.parting import leave_joint_need
from registry.needs.queries import need_page
from registry.needs.reference import scheme_on
from registry.needs.requirement_schemas import Requirement
from registry.needs.rules import OUTCOMES
from registry.needs.schemas import HearingRecord, NeedDraft, NeedIntake, Referral, Review, TriageChoice
from registry.needs.tables import NeedReview
from registry.needs.writing import told_requirement, write_hearing, write_intake, write_requirement

NOT_OUR_TOWN: Final = "相談を代わりに登録できるのは、受け持ちの市区町村の分だけです。何も登録していません。"


async def save_draft(*, draft: NeedDraft, by: Viewer) -> Done:
    """Keep the intake as far as it has come. The page made the id, so saving twice is saving once."""
    async with unit_of_work(by) as work:
        return Done(draft.draft, await write_intake(draft, "save", work=work, by=by))


async def submit_need(*, intake: NeedIntake, by: Viewer, papers: Mapping[str, bytes] | None = None) -> Done:
    """Send the intake: who looks after the town is told, and hears it next. `papers` are file name -> bytes."""
    async with unit_of_work(by) as work:
        await write_intake(intake, "submit", work=work, by=by)
        need = await need_page(id=intake.draft, by=by)
        for filename, content in (papers or {}).items():
            await keep_file(need, filename=filename, content=content, by=by)
        for hall, copy in await halls_of(need, by=by):
            await tell_body(
                organisation=hall, right=Right.HEAR, key=f"need-submitted-{need.id}{copy}", by=by,
                subject=f"{need.municipality_name}から相談が届きました",
                body=f"「{need.title}」。電話か訪問で聞き取り、記録してください。", link=f"/needs/{need.id}",
            )  # fmt: skip
        return Done(need.id, need.version)


async def submit_for_town(*, town: UUID, intake: NeedIntake, by: Viewer) -> Done:
    """What a town told its prefecture otherwise, sent in its name by the prefecture; the town is told and may withdraw.

    Raises `NotAllowed` for a town that the viewer's body does not look after.
    """
    require(by, Right.HEAR)
    async with unit_of_work(by) as work:
        if not looks_after(by, town=town, prefecture=await prefecture_of(town, by=by)):
            raise NotAllowed(NOT_OUR_TOWN)
        await write_intake(intake, "submit", work=work, by=by, town=town)
        need = await need_page(id=intake.draft, by=by)
        await tell_body(
            organisation=town, right=Right.ASK, key=f"need-entrusted-{need.id}", by=by,
            subject=f"{by.organisation_name}が、相談を登録しました",
            body=f"「{need.title}」。内容がちがうときは、県に知らせるか、取り下げてください。",
            link=f"/needs/{need.id}",
        )  # fmt: skip
        return Done(need.id, need.version)


async def withdraw_need(*, id: UUID, reason: str, by: Viewer, version: int | None = None) -> Done:
    """Take a need back, with the reason the other side reads; it leaves the joint need it was in."""
    async with unit_of_work(by) as work:
        need = await asked(id, by=by, version=version)
        done = await move(need, "withdraw", work=work, by=by, reason=reason)
        await leave_joint_need(need=id, reason=reason, work=work, by=by)
        if need.state != "draft":
            await tell_other_side(need, "取り下げられました", reason, by=by)
        return done


async def record_hearing(*, id: UUID, hearing: HearingRecord, by: Viewer) -> Done:
    """Note what was learnt from the town; the notes stay with the body that heard."""
    async with unit_of_work(by) as work:
        need = await handled(id, by=by, version=hearing.version)
        await write_hearing(need, hearing, work=work, by=by)
        told = {"heard_on": hearing.heard_on, "means": hearing.means,
                "questions": [one.question for one in hearing.answers]}  # fmt: skip
        return await move(need, "hear", work=work, by=by, told=told, changes={"hold_until": None})


async def triage_need(*, id: UUID, choice: TriageChoice, by: Viewer) -> Done:
    """Decide what kind of help fits."""
    async with unit_of_work(by) as work:
        need = await handled(id, by=by, version=choice.version)
        changes = {"triage": choice.triage, "hold_until": None}
        done = await move(need, "triage", work=work, by=by, changes=changes)
        await tell_town(need, "進め方が決まりました", "次は、来てほしい人の条件を一緒に決めます。", by=by)
        return done


async def set_requirement(*, id: UUID, requirement: Requirement, by: Viewer) -> Done:
    """Make a need matchable: who, how many days, when, on which terms. Replaces an earlier requirement."""
    async with unit_of_work(by) as work:
        need = await handled(id, by=by, version=requirement.version)
        done = await move(need, "accept", work=work, by=by, told=told_requirement(requirement))
        await write_requirement(need, requirement, work=work)
        return done


async def refer_need(*, id: UUID, referral: Referral, by: Viewer) -> Done:
    """Point the town to another scheme, with the reason. Raises `RuleBroken` for one that is not listed today."""
    async with unit_of_work(by) as work:
        need = await handled(id, by=by, version=referral.version)
        scheme = scheme_on(referral.scheme, work.today)
        if scheme is None:
            raise RuleBroken("一覧にある制度から選んでください。", field="scheme")
        changes = {"scheme": scheme.code, "referred_on": work.today}
        done = await move(need, "refer", work=work, by=by, reason=referral.reason, changes=changes)
        await tell_town(need, f"「{scheme.name}」をご案内します", referral.reason, by=by)
        return done


async def hold_need(
    *, id: UUID, reason: str, by: Viewer, hold_until: date | None = None, version: int | None = None
) -> Done:
    """Set a need aside for now, with the reason, and the day on which the prefecture looks at it again."""
    async with unit_of_work(by) as work:
        need = await handled(id, by=by, version=version)
        if hold_until is not None and hold_until <= work.today:
            raise RuleBroken("次に確かめる日は、明日より後の日にしてください。", field="hold_until")
        done = await move(need, "hold", work=work, by=by, reason=reason, changes={"hold_until": hold_until})
        await tell_town(need, "いったん保留になりました", reason, by=by)
        return done


async def note_agreed(*, id: UUID, first_day: date, by: Viewer) -> Done:
    """Somebody is found and begins on `first_day`; called when an assignment is agreed."""
    async with unit_of_work(by) as work:
        need = await handled(id, by=by)
        return await move(need, "agree", work=work, by=by, changes={"agreed_from": first_day})


async def note_called_off(*, id: UUID, by: Viewer) -> Done:
    """What was agreed will not begin; called when an assignment ends before its start. Somebody is looked for again."""
    async with unit_of_work(by) as work:
        need = await handled(id, by=by)
        if need.agreed_from is None:
            return Done(need.id, need.version)
        return await move(need, "agree", work=work, by=by, changes={"agreed_from": None})


async def fill_need(*, id: UUID, by: Viewer) -> Done:
    """Somebody will do it; called when an assignment starts (`architecture.md`, flows)."""
    async with unit_of_work(by) as work:
        need = await handled(id, by=by)
        return await move(need, "fill", work=work, by=by, changes={"agreed_from": None})


async def review_need(*, id: UUID, review: Review, by: Viewer) -> Done:
    """Say what came of it, once; the prefecture reads it."""
    async with unit_of_work(by) as work:
        need = await asked(id, by=by, version=review.version)
        done = await move(need, "review", work=work, by=by, told=review.model_dump(mode="json", exclude={"version"}))
        told = review.model_dump(exclude={"version"})
        await NeedReview.insert(
            NeedReview(need=id, municipality=need.municipality, prefecture=need.prefecture, reviewed_at=work.now,
                       **told)
        )  # fmt: skip
        await tell_halls(need, f"ふりかえりが届きました（{OUTCOMES[review.outcome]}）", review.findings, by=by)
        return done


async def close_need(*, id: UUID, by: Viewer, version: int | None = None) -> Done:
    """Nothing more is to be done."""
    async with unit_of_work(by) as work:
        need = await asked(id, by=by, version=version)
        done = await move(need, "close", work=work, by=by)
        await leave_joint_need(need=id, reason="手続が終わったため", work=work, by=by)
        await tell_other_side(need, "終わりました", "この相談の手続は終わりました。", by=by)
        return done
