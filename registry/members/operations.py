"""Taking people into a pool and keeping what is known of them right."""

from typing import Any
from uuid import UUID

from asyncpg import Range

from auth.accounts.operations import NewAccount, open_account
from auth.journal.operations import record
from auth.organisations.queries import body
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.capacity import operations as capacity
from registry.capacity.schemas import DaysOffered
from registry.disclosures.operations import end_basis, grant
from registry.disclosures.rules import BASES, Basis
from registry.members import writing
from registry.members.access import may_keep_pool
from registry.members.queries import kept, pools_of, profile
from registry.members.rules import MemberState, state_after
from registry.members.schemas import Kept, MemberEdit, NewLogin, NewMember, OwnContacts, Wishes
from registry.members.tables import Member, MemberIdentity, MemberWish, PoolMembership

STALE = (
    "この人の内容は、ほかの人が先に変えました。書いた内容は画面に残っています。"
    "最新の内容を確かめてから、もう一度送ってください。"
)
EMPLOYER_PURPOSE = "自社の人の打診と配属を確かめるため"
ACCOUNT_PURPOSE = "本人の利用者をつくるため"


async def register_member(*, new: NewMember, by: Viewer) -> Done:
    """Take a person into the pool of the viewer's own body: card, membership, the basis for the name, identity.

    Raises `Conflict` where the pool already has somebody under this external key.
    """
    pool = _own_pool(by)
    async with unit_of_work(by) as work:
        await _check_places(new, by=by)
        id = work.new_id()
        state = state_after(MemberState.ACTIVE, roles=new.roles, levels=[held.level for held in new.skills])
        await Member.insert(
            Member(id=id, registered_by=pool, state=state, created_at=work.now, changed_at=work.now,
                   **writing.card_fields(new))
        )  # fmt: skip
        await PoolMembership.insert(
            PoolMembership(id=work.new_id(), member=id, pool=pool, external_key=new.external_key,
                           during=Range(work.today, None))
        )  # fmt: skip
        await _open_name(id, pool, Basis.POOL_OWNER, BASES[Basis.POOL_OWNER], work=work, by=by)
        await MemberIdentity.insert(MemberIdentity(member=id, **writing.identity_fields(new)))
        await writing.write_details(id, new, work=work, by=by)
        if new.employer:
            await _open_name(id, new.employer, Basis.EMPLOYER, EMPLOYER_PURPOSE, work=work, by=by)
        after = {"state": state, "roles": new.roles}
        await record(by=by, verb="register_member", noun="member", subject=id, person=id, after=after)
        return Done(id)


async def edit_member(*, id: UUID, edit: MemberEdit, by: Viewer) -> Done:
    """Bring a person of the viewer's own pool up to date; an incomplete person becomes active once complete.

    Raises `Conflict` where somebody changed the person after `edit.version`.
    """
    pool = _own_pool(by)
    async with unit_of_work(by) as work:
        await _check_places(edit, by=by)
        before = await kept(id=id, by=by)
        levels = [held.level for held in edit.skills]
        state = state_after(MemberState(before.state), roles=edit.roles, levels=levels)
        fields = writing.card_fields(edit) | {"state": state}
        version = await _next_version(id, edit.version, fields, work=work)
        await MemberIdentity.update(writing.identity_columns(edit)).where(MemberIdentity.member == id)
        await writing.write_details(id, edit, work=work, by=by)
        await _change_employer(id, before.employer, edit.employer, work=work, by=by)
        own = (PoolMembership.member == id) & (PoolMembership.pool == pool)
        await PoolMembership.update({PoolMembership.external_key: edit.external_key}).where(own)
        after = {"state": state, "version": version}
        await record(by=by, verb="edit_member", noun="member", subject=id, person=id,
                     before={"state": before.state, "version": before.version}, after=after)  # fmt: skip
        return Done(id, version)


async def edit_own_contacts(*, contacts: OwnContacts, by: Viewer) -> Done:
    """A person changes their own mail address and telephone number."""
    id = _self(by)
    async with unit_of_work(by) as work:
        version = await _next_version(id, contacts.version, {}, work=work)
        fields: dict[Any, Any] = {MemberIdentity.email: contacts.email, MemberIdentity.phone: contacts.phone}
        await MemberIdentity.update(fields).where(MemberIdentity.member == id)
        await record(by=by, verb="edit_own_contacts", noun="member", subject=id, person=id,
                     after=contacts.model_dump(include={"email", "phone"}))  # fmt: skip
        return Done(id, version)


async def offer_member_days(*, id: UUID, offered: DaysOffered, by: Viewer) -> Done:
    """The pool, or the person, says how many days a month the person offers during a period."""
    async with unit_of_work(by):
        await _kept(id, by)
        pool = by.organisation or next(iter(await pools_of(by=by)), None)
        if pool is None:
            raise NotAllowed("いま入っている人材プールがないため、日数を登録できません。")
        period = offered.period
        done = await capacity.offer_days(member=id, pool=pool, period=period, half_days=offered.half_days, by=by)
        return Done(id, done.version)


async def set_wishes(*, id: UUID, wishes: Wishes, by: Viewer) -> Done:
    """Which towns a person would like, the dearest first, and which they refuse. Replaces what was said before."""
    async with unit_of_work(by) as work:
        await _kept(id, by)
        await MemberWish.delete().where(MemberWish.member == id)
        for rank, town in enumerate(wishes.wished, start=1):
            await MemberWish.insert(MemberWish(id=work.new_id(), member=id, municipality=town, rank=rank))
        for town in wishes.refused:
            await MemberWish.insert(MemberWish(id=work.new_id(), member=id, municipality=town, refused=True))
        after = {"wished": len(wishes.wished), "refused": len(wishes.refused)}
        await record(by=by, verb="set_wishes", noun="member", subject=id, person=id, after=after)
        return Done(id)


async def open_member_account(*, member: UUID, login: NewLogin, by: Viewer, demo: bool = False) -> Done:
    """Let a person of the viewer's own pool sign in. Raises `Conflict` where they already can."""
    _own_pool(by)
    async with unit_of_work(by):
        await _kept(member, by)
        person = await profile(id=member, by=by, purpose=ACCOUNT_PURPOSE)
        account = NewAccount(login=login.login, display_name=person.name, email=person.email,
                             password=login.password, member=member, demo=demo)  # fmt: skip
        return await open_account(account, role=None, by=by)


async def _open_name(id: UUID, receiver: UUID, basis: Basis, purpose: str, *, work: Work, by: Viewer) -> None:
    period = Period(work.today, None)
    await grant(member=id, receiver=receiver, basis=basis, purpose=purpose, period=period, subject=None, by=by)


async def _change_employer(id: UUID, before: UUID | None, after: UUID | None, *, work: Work, by: Viewer) -> None:
    if before and before != after:
        await end_basis(member=id, receiver=before, basis=Basis.EMPLOYER, by=by)
    if after and before != after:
        await _open_name(id, after, Basis.EMPLOYER, EMPLOYER_PURPOSE, work=work, by=by)


async def _next_version(id: UUID, seen: int, fields: dict[str, object], *, work: Work) -> int:
    changes = {**fields, "changed_at": work.now, "version": seen + 1}
    same = (Member.id == id) & (Member.version == seen)
    columns = {getattr(Member, name): value for name, value in changes.items()}
    if not await Member.update(columns).where(same).returning(Member.id):
        raise Conflict(STALE)
    return seen + 1


async def _check_places(new: NewMember, *, by: Viewer) -> None:
    for field, kind, words in (("prefecture", "prefecture", "都道府県"), ("base", "municipality", "市区町村"),
                               ("employer", "company", "企業")):  # fmt: skip
        id: UUID | None = getattr(new, field)
        found = await body(id=id, by=by) if id else None
        if id and (found is None or found.kind != kind):
            raise RuleBroken(f"{words}を一覧から選んでください。", field=field)


async def _kept(id: UUID, by: Viewer) -> Kept:
    if not by.is_member(id) and (refusal := may_keep_pool(by)):
        raise NotAllowed(refusal)
    return await kept(id=id, by=by)


def _own_pool(by: Viewer) -> UUID:
    if refusal := may_keep_pool(by):
        raise NotAllowed(refusal)
    assert by.organisation is not None
    return by.organisation


def _self(by: Viewer) -> UUID:
    if by.member is None:
        raise NotFound
    return by.member
