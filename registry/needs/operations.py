"""What can be done with a need."""

from typing import Any
from uuid import UUID

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed
from registry.municipalities.queries import prefecture_of
from registry.needs.access import may_ask_for, may_handle
from registry.needs.queries import need_page
from registry.needs.rules import LIFE, title_from
from registry.needs.schemas import HearingRecord, NeedDraft, NeedIntake, NeedPage, Requirement, TriageChoice
from registry.needs.tables import Hearing, Need, NeedRequirement, NeedSkill

STALE = (
    "この相談は、ほかの人が先に変えました。書いた内容は画面に残っています。"
    "最新の内容を確かめてから、もう一度送ってください。"
)


async def save_draft(*, draft: NeedDraft, by: Viewer) -> Done:
    """Keep the intake as far as it has come. The page made the id, so saving twice is saving once."""
    async with unit_of_work(by) as work:
        await _write_intake(draft, state="draft", work=work, by=by)
        return Done(draft.draft)


async def submit_need(*, intake: NeedIntake, by: Viewer) -> Done:
    """Send the intake: the prefecture is told, and hears the town next."""
    async with unit_of_work(by) as work:
        await _write_intake(intake, state="submitted", work=work, by=by)
        need = await need_page(id=intake.draft, by=by)
        await record(by=by, verb="submit_need", noun="need", subject=need.id, after={"title": need.title})
        await tell_body(
            organisation=need.prefecture, right=Right.HEAR, key=f"need-submitted-{need.id}", by=by,
            subject=f"{need.municipality_name}から相談が届きました",
            body=f"「{need.title}」。電話か訪問で聞き取り、記録してください。", link=f"/needs/{need.id}",
        )  # fmt: skip
        return Done(need.id, need.version)


async def withdraw_need(*, id: UUID, reason: str, by: Viewer) -> Done:
    """Take a need back, with the reason the other side reads."""
    async with unit_of_work(by) as work:
        need = await _asked(id, by)
        done = await _move(need, "withdraw", work=work, by=by, reason=reason)
        if need.state != "draft":
            await _tell_other_side(need, "取り下げられました", reason, by=by)
        return done


async def record_hearing(*, id: UUID, hearing: HearingRecord, by: Viewer) -> Done:
    """Note what was learnt from the town; the notes stay with the body that heard."""
    async with unit_of_work(by) as work:
        need = await _handled(id, by)
        note = work.new_id()
        await Hearing.insert(
            Hearing(id=note, need=id, heard_by=by.organisation, created_at=work.now, **hearing.model_dump())
        )
        await _move(need, "hear", work=work, by=by)
        return Done(note)


async def triage_need(*, id: UUID, choice: TriageChoice, by: Viewer) -> Done:
    """Decide what kind of help fits."""
    async with unit_of_work(by) as work:
        need = await _handled(id, by)
        done = await _move(need, "triage", work=work, by=by, triage=choice.triage)
        await _tell_town(need, "進め方が決まりました", "次は、来てほしい人の条件を一緒に決めます。", by=by)
        return done


async def set_requirement(*, id: UUID, requirement: Requirement, by: Viewer) -> Done:
    """Make a need matchable: who, how many days, when, on which terms. Replaces an earlier requirement."""
    async with unit_of_work(by) as work:
        need = await _handled(id, by)
        done = await _move(need, "accept", work=work, by=by)
        await _write_requirement(need, requirement, work=work)
        return done


async def refer_need(*, id: UUID, reason: str, by: Viewer) -> Done:
    """Point the town to another scheme, with the reason."""
    async with unit_of_work(by) as work:
        need = await _handled(id, by)
        done = await _move(need, "refer", work=work, by=by, reason=reason)
        await _tell_town(need, "ほかの制度をご案内します", reason, by=by)
        return done


async def hold_need(*, id: UUID, reason: str, by: Viewer) -> Done:
    """Set a need aside for now, with the reason."""
    async with unit_of_work(by) as work:
        need = await _handled(id, by)
        done = await _move(need, "hold", work=work, by=by, reason=reason)
        await _tell_town(need, "いったん保留になりました", reason, by=by)
        return done


async def fill_need(*, id: UUID, by: Viewer) -> Done:
    """Somebody will do it; called when an assignment starts (`architecture.md`, flows)."""
    async with unit_of_work(by) as work:
        return await _move(await _handled(id, by), "fill", work=work, by=by)


async def _write_intake(draft: NeedDraft, *, state: str, work: Work, by: Viewer) -> None:
    municipality = by.organisation
    if municipality is None or by.kind != "municipality":
        raise NotAllowed("相談を書けるのは市区町村の利用者です。")
    require(by, Right.ASK)
    fields: dict[Any, Any] = {
        Need.title: draft.title or title_from(draft.story),
        Need.story: draft.story,
        Need.themes: draft.themes,
        Need.urgency: draft.urgency,
        Need.wished_half_days: None if draft.days_unknown else draft.wished_half_days,
        Need.state: state,
        Need.submitted_at: work.now if state == "submitted" else None,
        Need.changed_at: work.now,
    }
    own_draft = (Need.id == draft.draft) & (Need.municipality == municipality) & (Need.state == "draft")
    if not await Need.update(fields).where(own_draft).returning(Need.id):
        prefecture = await prefecture_of(municipality, by=by)
        named = {column._meta.name: value for column, value in fields.items()}
        await Need.insert(
            Need(id=draft.draft, municipality=municipality, prefecture=prefecture, created_at=work.now, **named)
        )


async def _write_requirement(need: NeedPage, requirement: Requirement, *, work: Work) -> None:
    period = Period.inclusive(requirement.first_day, requirement.last_day)
    await NeedSkill.delete().where(NeedSkill.need == need.id)
    row = requirement.model_dump(exclude={"skills", "first_day", "last_day"}) | {"during": period.as_range()}
    columns = {getattr(NeedRequirement, name): value for name, value in row.items()}
    if not await NeedRequirement.update(columns).where(NeedRequirement.need == need.id).returning(NeedRequirement.need):
        await NeedRequirement.insert(
            NeedRequirement(need=need.id, municipality=need.municipality, prefecture=need.prefecture, **row)
        )
    for wanted in requirement.skills:
        await NeedSkill.insert(NeedSkill(id=work.new_id(), need=need.id, **wanted.model_dump()))


async def _asked(id: UUID, by: Viewer) -> NeedPage:
    need = await need_page(id=id, by=by)
    if refusal := may_ask_for(by, need):
        raise NotAllowed(refusal)
    return need


async def _handled(id: UUID, by: Viewer) -> NeedPage:
    need = await need_page(id=id, by=by)
    if refusal := may_handle(by, need):
        raise NotAllowed(refusal)
    return need


async def _move(
    need: NeedPage, verb: str, *, work: Work, by: Viewer, reason: str = "", triage: str | None = None
) -> Done:
    target = LIFE.target(verb, need.state, by=by, reason=reason)
    changes: dict[Any, Any] = {
        Need.state: target,
        Need.changed_at: work.now,
        Need.version: need.version + 1,
        Need.reason: reason,
    }
    if triage is not None:
        changes[Need.triage] = triage
    same = (Need.id == need.id) & (Need.version == need.version)
    if not await Need.update(changes).where(same).returning(Need.id):
        raise Conflict(STALE)
    await record(by=by, verb=verb, noun="need", subject=need.id, before={"state": need.state}, after={"state": target})
    return Done(need.id, need.version + 1)


async def _tell_town(need: NeedPage, what: str, text: str, *, by: Viewer) -> None:
    await tell_body(
        organisation=need.municipality, right=Right.ASK, key=f"need-{need.id}-{need.version}", by=by,
        subject=f"「{need.title}」：{what}", body=text, link=f"/needs/{need.id}",
    )  # fmt: skip


async def _tell_other_side(need: NeedPage, what: str, text: str, *, by: Viewer) -> None:
    town = by.acts_for(need.prefecture)
    await tell_body(
        organisation=need.municipality if town else need.prefecture, right=Right.ASK if town else Right.HEAR,
        key=f"need-{need.id}-{need.version}", by=by,
        subject=f"「{need.title}」：{what}", body=text, link=f"/needs/{need.id}",
    )  # fmt: skip
