"""Taking people into a pool and keeping what is known of them right."""

from uuid import UUID

from asyncpg import Range

from auth.accounts.queries import has_account
from auth.journal.operations import record
from auth.organisations.queries import body
from auth.staff.operations import NO_ADDRESS, send_invitation
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
from registry.members.changes import note_change
from registry.members.queries import CHANGE_PURPOSE, as_registered, kept, pools_of, profile
from registry.members.rules import MemberState, state_after
from registry.members.schemas import MemberEdit, NewMember, Offer, OwnContacts, Wishes
from registry.members.tables import Member, MemberIdentity, MemberWish, PoolMembership
from registry.members.versions import kept_by_viewer, next_version, refuse_stale, tell_the_others

EMPLOYER_PURPOSE = "自社の人の打診と配属を確かめるため"
INVITING_PURPOSE = "本人をサインインに招待するため"
SIGNS_IN = (
    "この人は、もうサインインできます。招待は送っていません。"
    "パスワードを忘れた人には、サインインの画面の「パスワードを忘れたとき」を伝えてください。"
)


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
        given = new.model_dump(mode="json")
        await note_change(member=id, verb="register_member", version=1, before={}, after=given, by=by)
        return Done(id)


async def edit_member(*, id: UUID, edit: MemberEdit, by: Viewer) -> Done:
    """Bring a person of the viewer's own pool up to date; an incomplete person becomes active once complete.

    Raises `Conflict` where somebody changed the person after `edit.version`.
    """
    pool = _own_pool(by)
    async with unit_of_work(by) as work:
        await _check_places(edit, by=by)
        before, was = await kept(id=id, by=by), (await as_registered(id=id, by=by, purpose=CHANGE_PURPOSE))[0]
        levels = [held.level for held in edit.skills]
        state = state_after(MemberState(before.state), roles=edit.roles, levels=levels)
        version = await next_version(id, edit.version, writing.card_fields(edit) | {"state": state})
        await MemberIdentity.update(writing.identity_columns(edit)).where(MemberIdentity.member == id)
        await writing.write_details(id, edit, work=work, by=by)
        await _change_employer(id, before.employer, edit.employer, work=work, by=by)
        own = (PoolMembership.member == id) & (PoolMembership.pool == pool)
        await PoolMembership.update({PoolMembership.external_key: edit.external_key}).where(own)
        await record(by=by, verb="edit_member", noun="member", subject=id, person=id,
                     before={"state": before.state, "version": before.version},
                     after={"state": state, "version": version})  # fmt: skip
        became = edit.model_dump(mode="json", exclude={"version"}) | {"state": state}
        had = was.model_dump(mode="json") | {"state": before.state}
        await note_change(member=id, verb="edit_member", version=version, before=had, after=became, by=by)
        await tell_the_others(id, "人材の内容", by=by)
        return Done(id, version)


async def edit_own_contacts(*, contacts: OwnContacts, by: Viewer) -> Done:
    """A person changes what is theirs: name, contacts, employer's name, side jobs. Their pools are told."""
    id = _self(by)
    async with unit_of_work(by):
        was = (await as_registered(id=id, by=by, purpose=CHANGE_PURPOSE))[0].model_dump(mode="json")
        version = await next_version(id, contacts.version, {})
        given = contacts.model_dump(exclude={"version"}, exclude_unset=True)
        given = {field: value for field, value in given.items() if value is not None or field in ("email", "phone")}
        if given:
            await MemberIdentity.update(writing.own_columns(given)).where(MemberIdentity.member == id)
        await record(by=by, verb="edit_own_contacts", noun="member", subject=id, person=id, after=given)
        before = {field: was[field] for field in given}
        await note_change(member=id, verb="edit_own_contacts", version=version, before=before, after=given, by=by)
        await tell_the_others(id, "本人の連絡先など", by=by)
        return Done(id, version)


async def offer_member_days(*, id: UUID, offered: DaysOffered, by: Viewer) -> Done:
    """The pool, or the person, says how many days a month the person offers during a period."""
    async with unit_of_work(by):
        own = await kept_by_viewer(id, by)
        refuse_stale(own, offered.version if isinstance(offered, Offer) else None)
        pool = by.organisation or next(iter(await pools_of(by=by)), None)
        if pool is None:
            raise NotAllowed("いま入っている人材プールがないため、日数を登録できません。")
        done = await capacity.offer_days(
            member=id, pool=pool, period=offered.period, half_days=offered.half_days,
            on_site_half_days=offered.on_site_half_days, by=by,
        )  # fmt: skip
        said = offered.model_dump(mode="json", exclude={"version"})
        await note_change(member=id, verb="offer_days", version=own.version, before={}, after={"offer": said}, by=by)
        return Done(id, done.version)


async def set_wishes(*, id: UUID, wishes: Wishes, by: Viewer) -> Done:
    """Which towns a person would like, the dearest first, and which they refuse. Replaces what was said before."""
    async with unit_of_work(by) as work:
        own = await kept_by_viewer(id, by)
        refuse_stale(own, wishes.version)
        await MemberWish.delete().where(MemberWish.member == id)
        for rank, town in enumerate(wishes.wished, start=1):
            await MemberWish.insert(MemberWish(id=work.new_id(), member=id, municipality=town, rank=rank))
        for town in wishes.refused:
            await MemberWish.insert(MemberWish(id=work.new_id(), member=id, municipality=town, refused=True))
        after = {"wished": len(wishes.wished), "refused": len(wishes.refused)}
        await record(by=by, verb="set_wishes", noun="member", subject=id, person=id, after=after)
        had, became = {"wished": own.wished, "refused": own.refused}, wishes.model_dump(mode="json")
        became.pop("version")
        version = await next_version(id, own.version, {})
        await note_change(member=id, verb="set_wishes", version=version, before=had, after=became, by=by)
        return Done(id, version)


async def invite_member(*, member: UUID, url: str, by: Viewer) -> Done:
    """Mail a person of the viewer's own pool a link, with which they choose how to sign in. `url`: where links lead.

    Nobody sets another's password. Raises `Conflict` where they sign in already, `RuleBroken` without an address.
    """
    pool = _own_pool(by)
    async with unit_of_work(by):
        await kept_by_viewer(member, by)
        if await has_account(member=member, by=by):
            raise Conflict(SIGNS_IN)
        person = await profile(id=member, by=by, purpose=INVITING_PURPOSE)
        if not person.email:
            raise RuleBroken(NO_ADDRESS)
        return await send_invitation(
            organisation=pool, address=person.email, display_name=person.name, member=member, url=url, by=by
        )  # fmt: skip


async def _open_name(id: UUID, receiver: UUID, basis: Basis, purpose: str, *, work: Work, by: Viewer) -> None:
    period = Period(work.today, None)
    await grant(member=id, receiver=receiver, basis=basis, purpose=purpose, period=period, subject=None, by=by)


async def _change_employer(id: UUID, before: UUID | None, after: UUID | None, *, work: Work, by: Viewer) -> None:
    if before and before != after:
        await end_basis(member=id, receiver=before, basis=Basis.EMPLOYER, by=by)
    if after and before != after:
        await _open_name(id, after, Basis.EMPLOYER, EMPLOYER_PURPOSE, work=work, by=by)


async def _check_places(new: NewMember, *, by: Viewer) -> None:
    for field, kind, words in (("prefecture", "prefecture", "都道府県"), ("base", "municipality", "市区町村"),
                               ("employer", "company", "企業")):  # fmt: skip
        id: UUID | None = getattr(new, field)
        found = await body(id=id, by=by) if id else None
        if id and (found is None or found.kind != kind):
            raise RuleBroken(f"{words}を一覧から選んでください。", field=field)


def _own_pool(by: Viewer) -> UUID:
    if refusal := may_keep_pool(by):
        raise NotAllowed(refusal)
    assert by.organisation is not None
    return by.organisation


def _self(by: Viewer) -> UUID:
    if by.member is None:
        raise NotFound
    return by.member
