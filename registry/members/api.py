"""The JSON door of people: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Redirect, Response
from litestar.status_codes import HTTP_200_OK, HTTP_308_PERMANENT_REDIRECT
from msgspec import Struct

from auth.journal.queries import LooksOfDay, looks_by_day
from auth.signin.cookies import settings_of
from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.errors import NotFound
from foundation.web.rendering import PageRequest
from registry.disclosures.operations import withdraw_consent
from registry.disclosures.queries import disclosures_of
from registry.disclosures.schemas import DisclosureRow
from registry.members import operations
from registry.members.dossiers import dossier, successor_of
from registry.members.kept_schemas import Kept
from registry.members.queries import kept, profile
from registry.members.schemas import (
    Card,
    MemberEdit,
    NewMember,
    Offer,
    OwnContacts,
    Profile,
    Wishes,
)

Key = NamedDependency[Keyed | None]
LOOK = "APIでの確認"


class LookList(Struct, frozen=True):
    """A page of who looked."""

    total: int
    number: int
    last: int
    looks: list[LooksOfDay]


class MemberPage(Struct, frozen=True):
    """The card, the profile where its name is open to the viewer, and the record where they keep it."""

    card: Card
    profile: Profile | None
    own: Kept | None


class Me(Struct, frozen=True):
    """What is registered about oneself, and who may see it."""

    profile: Profile
    own: Kept
    disclosures: list[DisclosureRow]


@get("/api/v1/members/{member:uuid}", status_code=HTTP_200_OK)
async def show_member(by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[MemberPage] | Redirect:
    """One person, as far as the viewer may see them. An entry that was merged leads to the one it became."""
    try:
        seen = await dossier(id=member, by=by, purpose=LOOK)
    except NotFound:
        successor = await successor_of(id=member, by=by)
        if successor is None:
            raise
        return Redirect(f"/api/v1/members/{successor}", status_code=HTTP_308_PERMANENT_REDIRECT)
    return Response(MemberPage(seen.card, seen.profile, seen.own))


@post("/api/v1/members")
async def register_member(by: NamedDependency[Viewer], data: JSONBody[NewMember], keyed: Key) -> Done:
    """Take a person into the pool."""
    return await once(by, keyed, partial(operations.register_member, new=data, by=by))


@post("/api/v1/members/{member:uuid}")
async def edit_member(
    by: NamedDependency[Viewer], member: FromPath[UUID], data: JSONBody[MemberEdit], keyed: Key
) -> Done:
    """Bring a person up to date."""
    return await once(by, keyed, partial(operations.edit_member, id=member, edit=data, by=by))


@post("/api/v1/members/{member:uuid}/offers")
async def offer_days(by: NamedDependency[Viewer], member: FromPath[UUID], data: JSONBody[Offer], keyed: Key) -> Done:
    """Say how many half-days a month the person offers."""
    return await once(by, keyed, partial(operations.offer_member_days, id=member, offered=data, by=by))


@post("/api/v1/members/{member:uuid}/wishes")
async def set_wishes(by: NamedDependency[Viewer], member: FromPath[UUID], data: JSONBody[Wishes], keyed: Key) -> Done:
    """Say which towns the person would like or refuses."""
    return await once(by, keyed, partial(operations.set_wishes, id=member, wishes=data, by=by))


@post("/api/v1/members/{member:uuid}/invitation")
async def invite_member(
    request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID], keyed: Key
) -> Done:  # fmt: skip
    """Mail the person a link to their own way to sign in."""
    url = settings_of(request).home.url
    return await once(by, keyed, partial(operations.invite_member, member=member, url=url, by=by))


@get("/api/v1/me")
async def show_me(by: NamedDependency[Viewer]) -> Me:
    """What is registered about oneself."""
    id = _self(by)
    named = await profile(id=id, by=by, purpose="本人")
    return Me(named, await kept(id=id, by=by), await disclosures_of(member=id, by=by))


@post("/api/v1/me")
async def edit_contacts(by: NamedDependency[Viewer], data: JSONBody[OwnContacts], keyed: Key) -> Done:
    """Change one's own contacts."""
    return await once(by, keyed, partial(operations.edit_own_contacts, contacts=data, by=by))


@post("/api/v1/me/offers")
async def offer_own_days(by: NamedDependency[Viewer], data: JSONBody[Offer], keyed: Key) -> Done:
    """Say how many half-days a month one offers."""
    return await once(by, keyed, partial(operations.offer_member_days, id=_self(by), offered=data, by=by))


@post("/api/v1/me/wishes")
async def set_own_wishes(by: NamedDependency[Viewer], data: JSONBody[Wishes], keyed: Key) -> Done:
    """Say which towns one would like or refuses."""
    return await once(by, keyed, partial(operations.set_wishes, id=_self(by), wishes=data, by=by))


@post("/api/v1/me/disclosures/{disclosure:uuid}/withdrawal")
async def withdraw(by: NamedDependency[Viewer], disclosure: FromPath[UUID], keyed: Key) -> Done:
    """Take a consent back."""
    return await once(by, keyed, partial(withdraw_consent, id=disclosure, by=by))


@get("/api/v1/who-looked")
async def show_who_looked(
    by: NamedDependency[Viewer], organisation: FromQuery[str] = "", number: FromQuery[int] = 1
) -> LookList:
    """Who looked at one's own data, by day, body and purpose."""
    looks, found = await looks_by_day(by=by, organisation=organisation, number=max(1, number))
    return LookList(total=found.total, number=found.number, last=found.last, looks=looks)


def _self(by: Viewer) -> UUID:
    if by.member is None:
        raise NotFound
    return by.member


HANDLERS: Sequence[Any] = (
    show_member, register_member, edit_member, offer_days, set_wishes, invite_member, show_me,
    edit_contacts, offer_own_days, set_own_wishes, withdraw, show_who_looked,
)  # fmt: skip
