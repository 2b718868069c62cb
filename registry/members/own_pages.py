"""The HTML door of a person to themselves: own profile, days, who may see the name, who looked."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.journal.queries import bodies_that_looked, looks_by_day, who_looked
from auth.viewer import Viewer
from foundation.database.idempotency import Done, once
from foundation.errors import NotFound, Refusal
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect
from registry.capacity.queries import offers_of
from registry.capacity.schemas import DaysOffered
from registry.disclosures.operations import withdraw_consent
from registry.disclosures.queries import disclosures_of
from registry.members import operations
from registry.members.choices import choices_for
from registry.members.pages import WORDS
from registry.members.queries import kept, profile
from registry.members.schemas import OwnContacts, Wishes

FIELDS = {
    "name": "氏名", "kana": "ふりがな", "email": "メール", "phone": "電話", "employer_name": "勤め先",
    "side_jobs": "兼業", "note": "備考", "employer": "勤め先の企業",
}  # fmt: skip
ONLY_MEMBERS = "このページは、人材プールに登録している本人のためのものです。本人の利用者でサインインしてください。"


@get("/me")
async def show_me(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """What is registered about oneself, and who may see it."""
    return await _me(request, by)


@post("/me")
async def edit_contacts(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Change one's own contacts."""
    form = await read_form(request)
    return await _done(request, by, form, lambda: _contacts(form, by))


@post("/me/offers")
async def offer_days(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Say how many days a month one offers."""
    form = await read_form(request)
    return await _done(request, by, form, lambda: _days(form, by))


@post("/me/wishes")
async def set_wishes(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Say which towns one would like or refuses."""
    form = await read_form(request)
    return await _done(request, by, form, lambda: _wishes(form, by))


@post("/me/disclosures/{disclosure:uuid}/withdrawal")
async def withdraw(request: PageRequest, by: NamedDependency[Viewer], disclosure: FromPath[UUID]) -> Response[Any]:
    """Take a consent back."""
    form = await read_form(request)
    act = partial(withdraw_consent, id=disclosure, by=by)
    return await _done(request, by, form, lambda: once(by, form.keyed("withdraw_consent"), act))


@get("/who-looked")
async def show_who_looked(
    request: PageRequest, by: NamedDependency[Viewer], organisation: FromQuery[str] = "", number: FromQuery[int] = 1
) -> Response[Any]:
    """Who looked at one's own data, by day, body and purpose: how often, at what."""
    looks, found = await looks_by_day(by=by, organisation=organisation, number=max(1, number))
    return page(
        request, "members/who_looked.html", looks=looks, found=found, body=organisation,
        is_member=by.member is not None, bodies=await bodies_that_looked(by=by), fields=FIELDS,
    )  # fmt: skip


async def _contacts(form: Form, by: Viewer) -> Done:
    contacts = form.parse(OwnContacts)
    return await once(by, form.keyed("own_contacts"), partial(operations.edit_own_contacts, contacts=contacts, by=by))


async def _days(form: Form, by: Viewer) -> Done:
    offered = form.parse(DaysOffered)
    act = partial(operations.offer_member_days, id=_self(by), offered=offered, by=by)
    return await once(by, form.keyed("own_days"), act)


async def _wishes(form: Form, by: Viewer) -> Done:
    wishes = form.parse(Wishes)
    return await once(by, form.keyed("own_wishes"), partial(operations.set_wishes, id=_self(by), wishes=wishes, by=by))


async def _done(request: PageRequest, by: Viewer, form: Form, act: Callable[[], Awaitable[Done]]) -> Response[Any]:
    try:
        await act()
    except NotFound:
        raise
    except Refusal as refusal:
        return await _me(request, by, form=form, refusal=refusal)
    return redirect("/me")


async def _me(
    request: PageRequest, by: Viewer, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    id = _self(by)
    return page(
        request, "members/me.html", status=refusal.status if refusal else 200,
        profile=await profile(id=id, by=by, purpose="本人"), own=await kept(id=id, by=by),
        offers=await offers_of(member=id, by=by), disclosures=await disclosures_of(member=id, by=by),
        looks=(await who_looked(by=by))[:5], choices=await choices_for(by=by), fields=FIELDS, form=form,
        problem=Problem.of(refusal) if refusal else None, **WORDS,
    )  # fmt: skip


def _self(by: Viewer) -> UUID:
    if by.member is None:
        raise NotFound(ONLY_MEMBERS)
    return by.member


HANDLERS: Sequence[Any] = (show_me, edit_contacts, offer_days, set_wishes, withdraw, show_who_looked)
