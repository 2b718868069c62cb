"""An accepted applicant becomes a member of the posting body's pool in one step; nothing is typed twice."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from registry.members.access import may_keep_pool
from registry.members.likeness import like_person
from registry.members.operations import register_member
from registry.members.queries import kept as kept_member
from registry.members.record_schemas import TermsEdit
from registry.members.schemas import NewMember, SkillHeld
from registry.members.stating import edit_terms
from registry.postings.dossiers import person_of
from registry.postings.keeping import kept
from registry.postings.letters import write_letter
from registry.postings.queries import application_row
from registry.postings.rows import ApplicationRow, PersonRow
from registry.postings.rules import POOL_CONSENT_NOW, joined_letter
from registry.postings.schemas import TakingOn
from registry.postings.tables import Application

NEW: Final = "new"
NOT_ACCEPTED: Final = "人材プールに加えられるのは、採用の申し出を承諾した人だけです。何も登録していません。"
KNOWN: Final = "この応募の人は、もう人材として登録されています。何も変えていません。"
FORGOTTEN: Final = "この応募の個人の情報は消えているため、登録できません。"
LIKELY: Final = "同じ人かもしれない人が、人材プールにいます。同じ人か、新しい人かを選んでください。"
NO_CONSENT: Final = "本人が人材プールへの登録に同意した日を書いてください。同意がない人は登録できません。"
NO_PLEDGE: Final = "本人から誓約書を受け取った日を書いてください。"
TO_COME: Final = "これから先の日は書けません。"
STALE: Final = "この応募は、ほかの人が先に動かしました。何も登録していません。いまの状態を確かめてください。"


async def take_on(*, id: UUID, given: TakingOn, by: Viewer) -> Done:
    """Make the accepted applicant a member, or join the application to the member they are. Returns the member.

    Raises `RuleBroken` before acceptance, without consent or pledge, and where likely duplicates are not decided about;
    `Conflict` over an application that somebody else moved.
    """
    if refusal := may_keep_pool(by):
        raise NotAllowed(refusal)
    async with unit_of_work(by) as work:
        row = await application_row(id=id, by=by)
        called = await kept(row.posting, by)
        person = await _accepted(row, by)
        consented = _day(row.pool_consented_on or given.consented_on, "consented_on", NO_CONSENT, work.today)
        pledged = _day(row.pledged_on or given.pledged_on, "pledged_on", NO_PLEDGE, work.today)
        member = await _member(person, given, by)
        await _pledge(member, pledged, by)
        agreed = {Application.pool_consent: row.pool_consent or POOL_CONSENT_NOW,
                  Application.pool_consented_on: consented, Application.pledged_on: pledged}  # fmt: skip
        await _join(row, member, given.version, {**agreed, Application.joined_at: work.now})
        subject, body = joined_letter(title=called.title, body=called.owner_name, name=person.name)
        await write_letter(application=id, email=person.email, subject=subject, body=body, by=by)
        after = {"member": member, "known": given.same_as not in (None, NEW)}
        await record(by=by, verb="take_on", noun="application", subject=id, person=member, after=after)
        return Done(member)


async def _accepted(row: ApplicationRow, by: Viewer) -> PersonRow:
    if row.state != "accepted":
        raise RuleBroken(NOT_ACCEPTED)
    if row.member is not None:
        raise Conflict(KNOWN)
    person = await person_of(application=row, by=by)
    if person is None:
        raise RuleBroken(FORGOTTEN)
    return person


def _day(found: date | None, field: str, missing: str, today: date) -> date:
    if found is None or found > today:
        raise RuleBroken(missing if found is None else TO_COME, field=field)
    return found


async def _member(person: PersonRow, given: TakingOn, by: Viewer) -> UUID:
    if given.same_as not in (None, NEW):
        known = UUID(given.same_as)
        await kept_member(id=known, by=by)
        return known
    kana = person.kana or given.kana
    if given.same_as is None and await like_person(name=person.name, kana=kana, email=person.email, by=by):
        raise RuleBroken(LIKELY, field="same_as")
    new = NewMember(
        name=person.name, kana=kana, email=person.email, phone=person.phone or None, roles=given.roles,
        skills=skills_claimed(given.held),
    )  # fmt: skip
    return (await register_member(new=new, by=by)).id


def skills_claimed(held: list[str]) -> list[SkillHeld]:
    """Claims as skills that nobody has verified."""
    pairs = [choice.partition(":")[::2] for choice in held]
    return [SkillHeld(skill=UUID(skill), level=int(level) if level else None) for skill, level in pairs]


async def _pledge(member: UUID, pledged: date, by: Viewer) -> None:
    own = await kept_member(id=member, by=by)
    terms = {field: getattr(own.terms, field) for field in TermsEdit.model_fields if field != "version"}
    edit = TermsEdit.model_validate(terms | {"pledged_on": pledged, "version": own.version})
    await edit_terms(member=member, edit=edit, by=by)


async def _join(row: ApplicationRow, member: UUID, seen: int, agreed: dict[Any, Any]) -> None:
    changes = agreed | {Application.member: member, Application.version: seen + 1}
    same = (Application.id == row.id) & (Application.version == seen)
    if not await Application.update(changes).where(same).returning(Application.id):
        raise Conflict(STALE)
