"""Taking in a roster: kept between preview and application, applied whole or not at all. Part of `operations`."""

from collections import Counter
from uuid import UUID

from msgspec.structs import replace

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.scope import among
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, Refusal
from foundation.files.sniffing import MediaType
from foundation.files.store import store_file
from registry.members.access import may_keep_pool
from registry.members.operations import edit_member, offer_member_days, register_member
from registry.members.previews import Known, known_people, roster_in, roster_preview, uploaded, what_happens
from registry.members.queries import as_registered
from registry.members.roster_rows import RosterPerson
from registry.members.schemas import MemberEdit, NewMember, RosterPreview, SkillHeld
from registry.members.tables import MemberImport, PoolMembership
from registry.skills.operations import keep_tags
from registry.skills.rules import ADVISOR_TAGS

PURPOSE = "名簿の取り込み"


async def upload_roster(*, filename: str, content: bytes, by: Viewer) -> Done:
    """Keep a roster for its preview; nobody is taken in yet. Raises `RuleBroken` where it cannot be read at all."""
    if refusal := may_keep_pool(by):
        raise NotAllowed(refusal)
    async with unit_of_work(by) as work:
        await roster_in(content, filename)
        kinds = (MediaType.TEXT, MediaType.XLSX)
        file = await store_file(name=filename, content=content, by=by, allowed=kinds)
        id = work.new_id()
        await MemberImport.insert(
            MemberImport(id=id, pool=by.organisation, file=file, filename=filename, uploaded_at=work.now,
                         uploaded_by=by.account)
        )  # fmt: skip
        await record(by=by, verb="upload_roster", noun="member_import", subject=id)
        return Done(id)


async def apply_roster(*, id: UUID, by: Viewer) -> Done:
    """Take in every sound row of an uploaded roster: new people, and changes of those it named before.

    A row that is as it was changes nothing; applying again likewise. All rows or none: a refusal names its row.
    """
    if refusal := may_keep_pool(by):
        raise NotAllowed(refusal)
    async with unit_of_work(by) as work:
        row, roster = await uploaded(id=id, by=by)
        if row.applied_at is not None:
            return Done(id)
        await keep_tags(scheme=ADVISOR_TAGS, names={tag for person in roster.people for tag in person.tags})
        known = await known_people(keys=[person.key for person in roster.people], by=by)
        counted = Counter([await _apply(person, known, by=by) for person in roster.people])
        await MemberImport.update({
            MemberImport.applied_at: work.now, MemberImport.added: counted["new"],
            MemberImport.changed: counted["changed"], MemberImport.unchanged: counted["same"],
            MemberImport.left_out: len(roster.rejects),
        }).where(MemberImport.id == id)  # fmt: skip
        await record(by=by, verb="apply_roster", noun="member_import", subject=id, after=dict(counted))
        return Done(id)


async def import_roster(*, filename: str, content: bytes, by: Viewer) -> RosterPreview:
    """Upload and apply at once, for the command line; what the preview said beforehand, with the counts of after."""
    async with unit_of_work(by):
        roster = await upload_roster(filename=filename, content=content, by=by)
        before = await roster_preview(id=roster.id, by=by)
        await apply_roster(id=roster.id, by=by)
        row, _ = await uploaded(id=roster.id, by=by)
        return replace(before, roster=row)


async def _apply(person: RosterPerson, known: Known, *, by: Viewer) -> str:
    what = what_happens(person, known)
    try:
        if what == "new":
            await _keep_row((await register_member(new=person.member, by=by)).id, person, by=by)
        elif what == "changed":
            await _change(known[person.key][0], person, by=by)
    except Refusal as refusal:
        raise Conflict(f"{person.row_number}行目：{refusal.sentence} 名簿はまだ取り込んでいません。") from refusal
    return what


async def _change(id: UUID, person: RosterPerson, *, by: Viewer) -> None:
    before, version = await as_registered(id=id, by=by, purpose=PURPOSE)
    after = before.model_dump() | person.member.model_dump(exclude_unset=True)
    after["skills"] = _skills(before, person)
    await edit_member(id=id, edit=MemberEdit.model_validate(after | {"version": version}), by=by)
    await _keep_row(id, person, by=by)


def _skills(before: NewMember, person: RosterPerson) -> list[SkillHeld]:
    """Tags join what is known and take no level away; our own template replaces, and proof stays with its level."""
    if "skills" not in person.member.model_fields_set:
        return before.skills
    had = {held.skill: held for held in before.skills}
    named = [had.get(held.skill, held) if person.tags else _with_proof(held, had) for held in person.member.skills]
    others = [held for held in before.skills if person.tags and held not in named]
    return [*named, *others]


def _with_proof(held: SkillHeld, had: dict[UUID, SkillHeld]) -> SkillHeld:
    earlier = had.get(held.skill)
    return earlier if earlier is not None and earlier.level == held.level else held


async def _keep_row(id: UUID, person: RosterPerson, *, by: Viewer) -> None:
    if person.days is not None:
        await offer_member_days(id=id, offered=person.days, by=by)
    own = (PoolMembership.member == id) & among(PoolMembership.pool, [by.organisation])
    await PoolMembership.update({PoolMembership.row_hash: person.row_hash}).where(own)
