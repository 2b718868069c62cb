"""The HTML door of people, as a pool and its towns see them."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.organisations.queries import bodies_of_kind
from auth.permissions import Right, holds
from auth.signin.cookies import settings_of
from auth.viewer import Viewer
from foundation.errors import NotFound
from foundation.web.forms import Form, Refused
from foundation.web.rendering import PageRequest, page, redirect
from foundation.web.sending import sent
from registry.capacity.rules import FORMS
from registry.disclosures.rules import BASES
from registry.members import operations
from registry.members.access import PARTS
from registry.members.choices import choices_for
from registry.members.dossiers import dossier, successor_of
from registry.members.form_schemas import MemberEditForm, NewMemberForm
from registry.members.histories import in_words
from registry.members.queries import as_registered
from registry.members.rules import CERTIFICATES, DOCUMENT_KINDS, EXPERIENCE, FIELD_WORDS, STATES
from registry.members.schemas import NewMember
from registry.skills.rules import LEVELS, ROLE_GLOSSES, ROLES

WORDS: dict[str, Any] = {
    "roles": ROLES, "role_glosses": ROLE_GLOSSES, "levels": LEVELS, "forms": FORMS, "experience": EXPERIENCE,
    "certificates": CERTIFICATES, "states": STATES, "bases": BASES,
    "document_kinds": DOCUMENT_KINDS, "field_words": FIELD_WORDS, "field_names": FIELD_WORDS | {
        "held": "できること", "half_days": "月の日数", "on_site_half_days": "うち来庁できる日数",
        "first_day": "いつから", "last_day": "いつまで",
    },
}  # fmt: skip
POOL_LOOK = "人材の内容を確かめるため"


@get("/members/new")
async def new_member(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The form for a person, empty."""
    return await _form(request, by)


@post("/members")
async def register_member(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Take a person into the pool."""
    return await sent(
        request, by, lambda form: operations.register_member(new=form.parse(NewMemberForm).new_member(), by=by),
        onward=lambda done: f"/members/{done.id}", again=partial(_form, request, by),
    )  # fmt: skip


@get("/members/{member:uuid}")
async def show_member(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """The named profile where there is a basis, else the anonymous card."""
    return await _member(request, by, member)


@get("/members/{member:uuid}/edit")
async def edit_member_form(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """The form for a person, as they are."""
    return await _form(request, by, id=member)


@post("/members/{member:uuid}")
async def edit_member(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """Bring a person up to date."""
    return await sent(
        request, by,
        lambda form: operations.edit_member(id=member, edit=form.parse(MemberEditForm).member_edit(), by=by),
        onward=f"/members/{member}", again=partial(_form, request, by, id=member),
    )  # fmt: skip


@post("/members/{member:uuid}/invitation")
async def invite_member(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """Mail the person a link to their own way to sign in."""
    url = settings_of(request).home.url
    return await sent(
        request, by, lambda _: operations.invite_member(member=member, url=url, by=by),
        onward=f"/members/{member}", again=partial(_member, request, by, member),
    )  # fmt: skip


async def _member(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    try:
        seen = await dossier(id=id, by=by)
    except NotFound:
        successor = await successor_of(id=id, by=by)
        if successor is None:
            raise
        return redirect(f"/members/{successor}")
    if seen.profile is None:
        return page(request, "members/card.html", card=seen.card,
                    may_request=holds(by, Right.REQUEST_NAME), refused=refused, **WORDS)  # fmt: skip
    return page(
        request, "members/profile.html", profile=seen.profile, own=seen.own, seen=seen, parts=PARTS,
        yourself=by.is_member(id), refused=refused, **WORDS,
    )  # fmt: skip


async def _form(
    request: PageRequest, by: Viewer, refused: Refused | None = None, *, id: UUID | None = None
) -> Response[Any]:
    before, version = await as_registered(id=id, by=by, purpose=POOL_LOOK) if id else (None, 0)
    return page(
        request, "members/form.html", member=id, before=before, version=version,
        both=await _both(before, refused.form, by) if before and refused and refused.stale else {},
        companies=[(company.id, company.name) for company in await bodies_of_kind("company", by=by)],
        choices=await choices_for(by=by), refused=refused, **WORDS,
    )  # fmt: skip


async def _both(now: NewMember, form: Form, by: Viewer) -> dict[str, tuple[str, str]]:
    """What stands now and what was typed, where the two differ."""
    typed = form.parse(MemberEditForm).member_edit().model_dump(mode="json", exclude={"version"})
    kept = now.model_dump(mode="json")
    return await in_words({name: (kept[name], typed[name]) for name in typed if typed[name] != kept[name]}, by=by)


HANDLERS: Sequence[Any] = (
    new_member, register_member, show_member, edit_member_form, edit_member, invite_member,
)  # fmt: skip
