"""Questions about people; each starts from what the viewer may see. Names leave only with their basis, journalled."""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from auth.journal.operations import note_reads
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.paging import SIZE, Page
from foundation.database.scope import Condition, among
from foundation.database.unit_of_work import current_work, reading
from foundation.errors import NotAllowed, NotFound, RuleBroken
from registry.disclosures.queries import disclosed, readable
from registry.disclosures.rules import ALL, FIELDS_OF_BASIS, Basis
from registry.disclosures.schemas import DisclosureRow
from registry.members.access import may_keep_pool, members_kept_by, members_visible_to, memberships_shown_to
from registry.members.card_rows import CardRow, card_rows, cards_from, count_members
from registry.members.finding import PeopleFound, people_counted, people_found
from registry.members.keeping import kept_in
from registry.members.kept_schemas import Kept
from registry.members.question import PeopleQuestion
from registry.members.rules import MemberState
from registry.members.schemas import Card, NewMember, PersonFound, Profile, SkillHeld
from registry.members.tables import Member, MemberIdentity, PoolMembership, PoolNote

CHANGE_PURPOSE: Final = "変更を記録するため"
TERMS: Final = ("travel_limit_minutes", "max_municipalities", "day_rate_yen")
WORDS: Final = ("employer_name", "side_jobs")
NAMES: Final = "select member, name from member_identity where member = any ($1::uuid[])"
IDENTITY: Final = """
select name, kana, email, phone, employer_name, side_jobs from member_identity where member = $1
"""
OPENED: Final = ("email", "phone", "employer_name", "side_jobs")
LISTS: Final = ("forms", "certificates")
NOT_OPEN = "この人の名前は、まだ開いていません。配属が決まるか、本人が同意すると見られます。"
POOL_PURPOSE = "人材プールの一覧"
EMPLOYER_PURPOSE = "勤め先との関わりを確かめるため"


async def cards(
    *, by: Viewer, ids: Collection[UUID] | None = None, number: int = 1, size: int = SIZE
) -> tuple[list[Card], Page]:
    """A page of the anonymous cards the viewer sees; `ids` narrows it. In a stable order without meaning."""
    async with reading(by):
        rows, found = await _page_of(members_visible_to(by), ids=ids, number=number, size=size)
        return await cards_from(rows, by=by), found


async def card(*, id: UUID, by: Viewer) -> Card:
    """One anonymous card. Raises `NotFound`."""
    async with reading(by):
        return (await cards_from([await _row(id, by)], by=by))[0]


async def find_people(
    *, question: PeopleQuestion, by: Viewer, number: int = 1, size: int = SIZE, counted: bool = True
) -> PeopleFound:
    """A page of the people whom the question finds, their number, and the counts beside filters.

    Without `counted` only roles are counted: most of what a long list costs is the counts of filters nobody looks at.

    Who keeps a pool finds its people in every state and by name (journalled), everybody else anonymous cards.
    """
    return await _people(
        question, members_visible_to(by), by=by, named=keeps_pool(by), page=Page(number, 0, size), counted=counted
    )


async def pool_list(*, by: Viewer, number: int = 1) -> tuple[list[PersonFound], Page]:
    """A page of the people of the viewer's own pool, in every state, with their names: the list's question, empty."""
    found = await _people(PeopleQuestion(), members_kept_by(by), by=by, named=True, page=Page(number, 0), counted=False)
    return found.rows, found.page


async def count_people(*, questions: Sequence[PeopleQuestion], by: Viewer) -> list[int]:
    """How many people each question finds: the numbers of the lists, in one statement."""
    if not questions:
        return []
    async with reading(by):
        return await people_counted(questions, members_visible_to(by), by=by, named=keeps_pool(by))


async def active_people(*, by: Viewer) -> dict[UUID, str]:
    """Member -> name of every active person of the viewer's own pool, on one page, by name. Journalled."""
    async with reading(by):
        scope = members_kept_by(by) & (Member.state == MemberState.ACTIVE)
        rows = await Member.select(Member.id).where(scope)
        names = await member_names(ids=[row["id"] for row in rows], by=by, purpose=POOL_PURPOSE)
        return dict(sorted(names.items(), key=lambda named: named[1]))


async def member_names(*, ids: Collection[UUID], by: Viewer, purpose: str) -> dict[UUID, str]:
    """Member -> name, for those of `ids` whose name is open to the viewer today, and the viewer's own. Journalled."""
    async with reading(by) as work:
        open_to = {*await readable(ids=ids, by=by), *(id for id in ids if by.is_member(id))}
        if not open_to:
            return {}
        rows = await work.connection.fetch(NAMES, list(open_to))
        await note_reads(by=by, persons=[row["member"] for row in rows], fields=["name"], purpose=purpose)
        return {row["member"]: row["name"] for row in rows}


async def open_names(*, ids: Collection[UUID], by: Viewer) -> dict[UUID, list[DisclosureRow]]:
    """Those of `ids` whose name the viewer's body may read today, with the bases. Shows no name."""
    return await disclosed(ids=ids, by=by)


async def profile(*, id: UUID, by: Viewer, purpose: str) -> Profile:
    """A named person, with as much as the basis opens, and the basis itself. Journalled.

    Raises `NotFound` where the viewer does not even see the card, `NotAllowed` where the name is not open.
    """
    async with reading(by):
        bases = (await disclosed(ids=[id], by=by)).get(id, [])
        return await profile_on(id, bases, None, by=by, purpose=purpose)


async def kept(*, id: UUID, by: Viewer) -> Kept:
    """What only the person and the pools that keep them know. Raises `NotFound` to everybody else."""
    async with reading(by):
        found = await kept_in(kept_person(id, by), by=by)
        if found is None:
            raise NotFound
        return found


async def as_registered(*, id: UUID, by: Viewer, purpose: str) -> tuple[NewMember, int]:
    """A person of the viewer's own pool, or oneself, as the shape they were registered with; the version. Journalled.

    Raises `NotFound` to everybody else.
    """
    async with reading(by):
        own, row = await kept(id=id, by=by), await _row(id, by)
        rows = await MemberIdentity.select().where(_own_identity(id, by))
        if not rows:
            raise NotFound
        identity = rows[0]
        await note_reads(by=by, persons=[id], fields=sorted(ALL), purpose=purpose)
        given = {name: getattr(own.terms, name) for name in ("base", *TERMS)}
        given |= {name: identity[name] for name in ("name", "kana", "email", "phone", "employer", *WORDS)}
        given |= {name: getattr(row, name) for name in ("roles", "experience_band", "on_site", "remote", *LISTS)}
        held = [SkillHeld(skill=s.skill, level=s.level, verified=s.verified_by is not None) for s in own.held]
        note = own.notes.get(by.organisation, "") if by.organisation else ""
        return NewMember.model_validate(
            given | {"skills": held, "prefecture": own.prefecture, "note": note, "external_key": own.external_key}
        ), own.version


async def employers_of(*, ids: Collection[UUID], by: Viewer, purpose: str = EMPLOYER_PURPOSE) -> dict[UUID, UUID]:
    """Member -> the company they work for, for people of the viewer's own pool and oneself; without one, absent.

    A company points at a person: journalled.
    """
    async with reading(by):
        bases = await disclosed(ids=ids, by=by)
        whole = [id for id in ids if by.is_member(id) or "employer_name" in _fields(bases.get(id, []))]
        rows = await MemberIdentity.select(MemberIdentity.member, MemberIdentity.employer).where(
            among(MemberIdentity.member, whole) & MemberIdentity.employer.is_not_null()
        )
        await note_reads(by=by, persons=[row["member"] for row in rows], fields=["employer"], purpose=purpose)
        return {row["member"]: row["employer"] for row in rows}


async def pools_of(*, by: Viewer) -> list[UUID]:
    """The pools that the viewer, a member, is in today."""
    async with reading(by) as work:
        rows = (
            await PoolMembership.select(PoolMembership.pool, PoolMembership.during)
            .where(among(PoolMembership.member, [by.member]))
            .order_by(PoolMembership.pool)
        )
        return [row["pool"] for row in rows if Period.of(row["during"]).covers(work.today)]


async def pool_to_ask(*, member: UUID, by: Viewer) -> UUID:
    """Through whom the viewer's body asks about a person: the pool whose card it reads, or who told it the name.

    Raises `NotFound` where the viewer's body has nothing to do with the person, `RuleBroken` for its own pool's people.
    """
    async with reading(by) as work:
        rows = await PoolMembership.select(PoolMembership.pool, PoolMembership.during).where(
            memberships_shown_to(by) & (PoolMembership.member == member)
        )
        pools: list[UUID] = [row["pool"] for row in rows if Period.of(row["during"]).covers(work.today)]
        if by.organisation in pools:
            raise RuleBroken("この人は自分の団体の人材プールにいます。名前はもう見られます。", field="member")
        if pools:
            await card(id=member, by=by)
            return min(pools)
        told = (row.granted_by for row in (await disclosed(ids=[member], by=by)).get(member, []))
        if given_by := next((body for body in told if body != member), None):
            return given_by
        raise NotFound


async def ever_kept(*, id: UUID, by: Viewer) -> bool:
    """Whether the viewer's own pool keeps this person or kept them once."""
    async with reading(by):
        own = among(PoolMembership.pool, [by.organisation]) & (PoolMembership.member == id)
        return await PoolMembership.exists().where(own)


async def keeps(*, id: UUID, by: Viewer) -> bool:
    """Whether this person is in the viewer's own pool today."""
    async with reading(by) as work:
        own = among(PoolMembership.pool, [by.organisation]) & (PoolMembership.member == id)
        rows = await PoolMembership.select(PoolMembership.during).where(own)
        return any(not row["during"].isempty and Period.of(row["during"]).covers(work.today) for row in rows)


async def registrar(*, by: Viewer) -> UUID:
    """The body that registered the viewer, a member. Raises `NotFound`."""
    async with reading(by):
        rows = await Member.select(Member.registered_by).where(among(Member.id, [by.member]))
        if not rows:
            raise NotFound
        body: UUID = rows[0]["registered_by"]
        return body


def keeps_pool(by: Viewer) -> bool:
    """Whether the viewer's body takes people into a pool of its own."""
    return may_keep_pool(by) is None


async def _people(
    question: PeopleQuestion, scope: Condition, *, by: Viewer, named: bool, page: Page, counted: bool
) -> PeopleFound:
    async with reading(by):
        rows, found = await people_found(
            question, scope, by=by, named=named, counted=counted, limit=page.size,
            offset=page.offset,
        )  # fmt: skip
        shown = await cards_from(rows, by=by)
        names = await member_names(ids=[row.id for row in rows] if named else [], by=by, purpose=POOL_PURPOSE)
        people = [
            PersonFound(card=card, state=row.state, name=names.get(row.id), changed_at=row.changed_at)
            for row, card in zip(rows, shown, strict=True)
        ]
        return PeopleFound(people, Page(page.number, found.total, page.size), found.facets, found.gains)


async def _page_of(
    scope: Condition, *, ids: Collection[UUID] | None, number: int, size: int
) -> tuple[list[CardRow], Page]:
    if ids is not None:
        scope = scope & among(Member.id, ids)
    found = Page(number, await count_members(scope), size)
    return await card_rows(scope, limit=size, offset=found.offset), found


async def _row(id: UUID, by: Viewer) -> CardRow:
    rows = await card_rows(members_visible_to(by) & (Member.id == id), limit=1, offset=0)
    if not rows:
        raise NotFound
    return rows[0]


def kept_person(id: UUID, by: Viewer) -> Condition:
    """One person, to themselves and the pool that the viewer's own body keeps."""
    return (members_kept_by(by) | among(Member.id, [by.member])) & (Member.id == id)


def _own_identity(id: UUID, by: Viewer) -> Condition:
    return MemberIdentity.member.is_in(Member.select(Member.id).where(kept_person(id, by)))


def _fields(bases: Collection[DisclosureRow]) -> frozenset[str]:
    return frozenset().union(*(FIELDS_OF_BASIS[Basis(row.basis)] for row in bases))


async def profile_on(id: UUID, bases: list[DisclosureRow], own: Kept | None, *, by: Viewer, purpose: str) -> Profile:
    """The named person on these bases, for `profile` and `dossier`. Raises `NotAllowed` where they open nothing."""
    shown = await card(id=id, by=by)
    fields = ALL if by.is_member(id) else _fields(bases)
    identity = await current_work().connection.fetchrow(IDENTITY, id) if fields else None
    if identity is None:
        raise NotAllowed(NOT_OPEN)
    read = sorted(fields | {"career"} if own else fields)
    await note_reads(by=by, persons=[id], fields=read, purpose=purpose)
    opened = {name: identity[name] if name in fields else None for name in OPENED}
    note = "\n\n".join(await _notes(id, own, by)) if "note" in fields else None
    return Profile(card=shown, name=identity["name"], kana=identity["kana"], bases=bases, note=note, **opened)


async def _notes(id: UUID, own: Kept | None, by: Viewer) -> list[str]:
    if own is not None:
        return list(own.notes.values())
    own_or_self = among(PoolNote.pool, [by.organisation]) | among(PoolNote.member, [by.member])
    rows = await PoolNote.select(PoolNote.note).where((PoolNote.member == id) & own_or_self)
    return [row["note"] for row in rows]
