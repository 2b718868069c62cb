"""What a person did and passed: experience with the skills it proves, certifications. Part of `operations`."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

from auth.journal.operations import record
from auth.organisations.queries import body
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import current_work, unit_of_work
from foundation.errors import Conflict, NotFound, RuleBroken
from registry.members.changes import note_change
from registry.members.kept_schemas import Certification, Experience, Kept
from registry.members.record_schemas import CertificationEdit, ExperienceEdit, NewCertification, NewExperience
from registry.members.rules import CERTIFICATES
from registry.members.tables import ExperienceSkill, MemberCertification, MemberExperience
from registry.members.versions import kept_by_viewer

STALE_ROW = (
    "この行は、ほかの人が先に変えました。書いた内容は画面に残っています。"
    "いまの内容を確かめてから、もう一度送ってください。"
)

EXPERIENCE: Final = {"title", "body_name", "municipality", "municipal", "did", "outcome"}
Row = TypeVar("Row", Experience, Certification)

SHOWN: Final = """
update member m set certificates = (
    select coalesce(array_agg(distinct code order by code), '{}') from (
        select unnest(m.certificates) as code
        union select c.code from member_certification c where c.member = m.id and c.code is not null
    ) named where code is distinct from $2 and (
        not exists (select 1 from member_certification c where c.member = m.id and c.code = named.code)
        or exists (select 1 from member_certification c where c.member = m.id and c.code = named.code
                   and coalesce(c.valid_to >= app_today(), true))))
where m.id = $1
"""
"""A code without a row stays as the pool ticked it; one with rows shows while one of them is in force."""


async def add_experience(*, member: UUID, new: NewExperience, by: Viewer) -> Done:
    """Add what the person did. The person, or a pool that keeps them."""
    async with unit_of_work(by) as work:
        own = await kept_by_viewer(member, by)
        await _check_town(new.municipality, by=by)
        id = work.new_id()
        await MemberExperience.insert(MemberExperience(id=id, member=member, **_experience(new)))
        await _prove(id, new.skills)
        await _note("add_experience", member, own, id, None, _said(new), by=by)
        return Done(id)


async def edit_experience(*, member: UUID, id: UUID, edit: ExperienceEdit, by: Viewer) -> Done:
    """Bring a row up to date. Raises `Conflict` where somebody changed it after `edit.version`."""
    async with unit_of_work(by):
        own = await kept_by_viewer(member, by)
        before = _the(own.experiences, id)
        await _check_town(edit.municipality, by=by)
        columns = {getattr(MemberExperience, name): value for name, value in _experience(edit).items()}
        columns[MemberExperience.version] = edit.version + 1
        same = (MemberExperience.id == id) & (MemberExperience.version == edit.version)
        if not await MemberExperience.update(columns).where(same).returning(MemberExperience.id):
            raise Conflict(STALE_ROW)
        await ExperienceSkill.delete().where(ExperienceSkill.experience == id)
        await _prove(id, edit.skills)
        await _note("edit_experience", member, own, id, _said(before), _said(edit), by=by)
        return Done(id, edit.version + 1)


async def remove_experience(*, member: UUID, id: UUID, by: Viewer) -> Done:
    """Take a row away; the history keeps that it was there."""
    async with unit_of_work(by):
        own = await kept_by_viewer(member, by)
        before = _the(own.experiences, id)
        await MemberExperience.delete().where(MemberExperience.id == id)
        await _note("remove_experience", member, own, id, _said(before), None, by=by)
        return Done(id)


async def add_certification(*, member: UUID, new: NewCertification, by: Viewer) -> Done:
    """Add an examination or register; one of the closed list shows on the card from now on."""
    async with unit_of_work(by) as work:
        own = await kept_by_viewer(member, by)
        id = work.new_id()
        await MemberCertification.insert(MemberCertification(id=id, member=member, **_certification(new)))
        await show_certificates(member)
        await _note("add_certification", member, own, id, None, _dated(_name(new), new.valid_to), by=by)
        return Done(id)


async def edit_certification(*, member: UUID, id: UUID, edit: CertificationEdit, by: Viewer) -> Done:
    """Bring a row up to date. Raises `Conflict` where somebody changed it after `edit.version`."""
    async with unit_of_work(by):
        own = await kept_by_viewer(member, by)
        before = _the(own.certifications, id)
        columns = {getattr(MemberCertification, name): value for name, value in _certification(edit).items()}
        columns[MemberCertification.version] = edit.version + 1
        same = (MemberCertification.id == id) & (MemberCertification.version == edit.version)
        if not await MemberCertification.update(columns).where(same).returning(MemberCertification.id):
            raise Conflict(STALE_ROW)
        await show_certificates(member)
        await _note("edit_certification", member, own, id, _dated(before.name, before.valid_to),
                    _dated(_name(edit), edit.valid_to), by=by)  # fmt: skip
        return Done(id, edit.version + 1)


async def remove_certification(*, member: UUID, id: UUID, by: Viewer) -> Done:
    """Take a row away, and its name from the card."""
    async with unit_of_work(by):
        own = await kept_by_viewer(member, by)
        before = _the(own.certifications, id)
        await MemberCertification.delete().where(MemberCertification.id == id)
        await show_certificates(member, gone=before.code)
        await _note("remove_certification", member, own, id, before.name, None, by=by)
        return Done(id)


async def show_certificates(member: UUID, *, gone: str | None = None) -> None:
    """Bring the card's certificates in step with what is in force today, without the one just taken away."""
    await current_work().connection.execute(SHOWN, member, gone)


async def _note(
    verb: str, member: UUID, own: Kept, id: UUID, before: str | None, after: str | None, *, by: Viewer
) -> None:
    field = verb.partition("_")[2]
    await record(by=by, verb=verb, noun="member", subject=id, person=member, after={field: str(id)})
    fields = {field: before}, {field: after}
    await note_change(member=member, verb=verb, version=own.version, before=fields[0], after=fields[1], by=by)


def _experience(new: NewExperience) -> dict[str, Any]:
    given: dict[str, Any] = new.model_dump(
        include={"title", "body_name", "municipality", "municipal", "did", "outcome"}
    )
    return given | {"during": new.period.as_range(), "municipal": new.municipal or new.municipality is not None}


def _certification(new: NewCertification) -> dict[str, Any]:
    given: dict[str, Any] = new.model_dump(include={"code", "number", "issued_on", "valid_to"})
    return given | {"name": _name(new)}


def _name(new: NewCertification) -> str:
    return new.name or (CERTIFICATES[new.code] if new.code else "")


def _said(row: Experience | NewExperience) -> str:
    """A row in one line, as the history shows it."""
    days = f"{row.first_day.isoformat()}〜{row.last_day.isoformat() if row.last_day else ''}"
    return "／".join(filter(None, (row.title, row.body_name, days, row.did, row.outcome)))


def _dated(name: str, valid_to: date | None) -> str:
    return f"{name}（{valid_to.isoformat()}まで有効）" if valid_to else name


def _the(rows: Iterable[Row], id: UUID) -> Row:
    found = next((row for row in rows if row.id == id), None)
    if found is None:
        raise NotFound
    return found


async def _prove(id: UUID, skills: list[UUID]) -> None:
    if skills:
        rows = (ExperienceSkill(experience=id, skill=skill) for skill in dict.fromkeys(skills))
        await ExperienceSkill.insert(*rows)


async def _check_town(id: UUID | None, *, by: Viewer) -> None:
    found = await body(id=id, by=by) if id else None
    if id and (found is None or found.kind not in ("municipality", "prefecture", "union")):
        raise RuleBroken("市区町村を一覧から選んでください。", field="municipality")
