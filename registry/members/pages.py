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
from auth.viewer import Viewer
from foundation.database.idempotency import once
from foundation.errors import Conflict, NotFound, Refusal
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect
from registry.capacity.rules import FORMS
from registry.disclosures.rules import BASES
from registry.members import operations
from registry.members.access import PARTS
from registry.members.choices import choices_for
from registry.members.dossiers import dossier, successor_of
from registry.members.histories import in_words
from registry.members.queries import as_registered
from registry.members.rules import CERTIFICATES, DOCUMENT_KINDS, EXPERIENCE, FIELD_WORDS, STATES
from registry.members.schemas import MemberEditForm, NewLogin, NewMember, NewMemberForm
from registry.skills.rules import LEVELS, ROLE_GLOSSES, ROLES

WORDS: dict[str, Any] = {
    "roles": ROLES, "role_glosses": ROLE_GLOSSES, "levels": LEVELS, "forms": FORMS, "experience": EXPERIENCE,
    "certificates": CERTIFICATES, "states": STATES, "bases": BASES,
    "document_kinds": DOCUMENT_KINDS, "field_words": FIELD_WORDS,
}  # fmt: skip
POOL_LOOK = "人材の内容を確かめるため"


@get("/members/new")
async def new_member(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The form for a person, empty."""
    return await _form(request, by)


@post("/members")
async def register_member(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Take a person into the pool."""
    form = await read_form(request)
    try:
        new = form.parse(NewMemberForm).new_member()
        done = await once(by, form.keyed("register_member"), partial(operations.register_member, new=new, by=by))
    except Refusal as refusal:
        return await _form(request, by, form=form, refusal=refusal)
    return redirect(f"/members/{done.id}")


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
    form = await read_form(request)
    try:
        edit = form.parse(MemberEditForm).member_edit()
        await once(by, form.keyed("edit_member"), partial(operations.edit_member, id=member, edit=edit, by=by))
    except Refusal as refusal:
        return await _form(request, by, id=member, form=form, refusal=refusal)
    return redirect(f"/members/{member}")


@post("/members/{member:uuid}/account")
async def open_account(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """Let the person sign in."""
    form = await read_form(request)
    try:
        login = form.parse(NewLogin)
        act = partial(operations.open_member_account, member=member, login=login, by=by)
        await once(by, form.keyed("open_member_account"), act)
    except Refusal as refusal:
        return await _member(request, by, member, form=form, refusal=refusal)
    return redirect(f"/members/{member}")


async def _member(
    request: PageRequest, by: Viewer, id: UUID, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    try:
        seen = await dossier(id=id, by=by)
    except NotFound:
        successor = await successor_of(id=id, by=by)
        if successor is None:
            raise
        return redirect(f"/members/{successor}")
    if seen.profile is None:
        return page(request, "members/card.html", card=seen.card,
                    may_request=holds(by, Right.REQUEST_NAME), **WORDS)  # fmt: skip
    return page(
        request, "members/profile.html", status=refusal.status if refusal else 200, profile=seen.profile, own=seen.own,
        seen=seen, parts=PARTS, yourself=by.is_member(id), form=form,
        problem=Problem.of(refusal) if refusal else None, **WORDS,
    )  # fmt: skip


async def _form(
    request: PageRequest,
    by: Viewer,
    *,
    id: UUID | None = None,
    form: Form | None = None,
    refusal: Refusal | None = None,
) -> Response[Any]:
    before, version = await as_registered(id=id, by=by, purpose=POOL_LOOK) if id else (None, 0)
    stale = isinstance(refusal, Conflict) and before is not None and form is not None
    return page(
        request, "members/form.html", status=refusal.status if refusal else 200, member=id, before=before,
        version=version, both=await _both(before, form, by) if stale and before and form else {}, stale=stale,
        companies=[(company.id, company.name) for company in await bodies_of_kind("company", by=by)],
        choices=await choices_for(by=by),
        form=form, problem=Problem.of(refusal) if refusal else None, **WORDS,
    )  # fmt: skip


async def _both(now: NewMember, form: Form, by: Viewer) -> dict[str, tuple[str, str]]:
    """What stands now and what was typed, where the two differ."""
    typed = form.parse(MemberEditForm).member_edit().model_dump(mode="json", exclude={"version"})
    kept = now.model_dump(mode="json")
    return await in_words({name: (kept[name], typed[name]) for name in typed if typed[name] != kept[name]}, by=by)


HANDLERS: Sequence[Any] = (
    new_member, register_member, show_member, edit_member_form, edit_member, open_account,
)  # fmt: skip
