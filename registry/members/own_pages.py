"""The HTML door of a person to themselves: own profile, days, who may see the name, who looked."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.journal.queries import bodies_that_looked, looks_by_day
from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.errors import NotFound
from foundation.text.dates import today_jst
from foundation.web.forms import Refused, read_form
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import Act, sent
from registry.disclosures.operations import withdraw_consent
from registry.disclosures.queries import disclosures_of
from registry.members import operations
from registry.members.access import PARTS
from registry.members.choices import choices_for
from registry.members.dossiers import dossier
from registry.members.form_schemas import OwnContactsForm
from registry.members.histories import open_corrections, own_codes
from registry.members.joining import make_code, withdraw_code
from registry.members.pages import WORDS
from registry.members.schemas import Offer, Wishes

FIELDS = {
    "name": "氏名", "kana": "ふりがな", "email": "メール", "phone": "電話", "employer_name": "勤め先",
    "side_jobs": "兼業", "note": "備考", "employer": "勤め先の企業", "career": "経歴・資格・条件",
    "history": "変更の記録",
}  # fmt: skip
ONLY_MEMBERS = "このページは、人材プールに登録している本人のためのものです。本人の利用者でサインインしてください。"


@get("/me")
async def show_me(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """What is registered about oneself, and who may see it."""
    return await _me(request, by)


@post("/me")
async def edit_contacts(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Change one's own contacts."""
    return await _done(
        request, by,
        lambda form: operations.edit_own_contacts(contacts=form.parse(OwnContactsForm).own_contacts(), by=by),
    )  # fmt: skip


@post("/me/offers")
async def offer_days(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Say how many days a month one offers."""
    return await _done(
        request, by,
        lambda form: operations.offer_member_days(id=_self(by), offered=form.parse(Offer), by=by),
    )  # fmt: skip


@post("/me/wishes")
async def set_wishes(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Say which towns one would like or refuses."""
    return await _done(request, by, lambda form: operations.set_wishes(id=_self(by), wishes=form.parse(Wishes), by=by))


@post("/me/disclosures/{disclosure:uuid}/withdrawal")
async def withdraw(request: PageRequest, by: NamedDependency[Viewer], disclosure: FromPath[UUID]) -> Response[Any]:
    """Take a consent back."""
    return await _done(request, by, lambda _: withdraw_consent(id=disclosure, by=by))


@post("/me/codes")
async def new_code(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """A code for another pool. Its letters stand on this answer alone; nothing keeps them."""
    await read_form(request)
    return await _me(request, by, code=(await make_code(by=by)).code)


@post("/me/codes/{join_code:uuid}/withdrawal")
async def take_code_back(request: PageRequest, by: NamedDependency[Viewer], join_code: FromPath[UUID]) -> Response[Any]:
    """Take a code back that nobody used yet."""
    return await _done(request, by, lambda _: withdraw_code(id=join_code, by=by))


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


async def _done(request: PageRequest, by: Viewer, act: Act) -> Response[Any]:
    return await sent(request, by, act, onward="/me", again=partial(_me, request, by))


async def _me(request: PageRequest, by: Viewer, refused: Refused | None = None, *, code: str = "") -> Response[Any]:
    seen, opened = await dossier(id=_self(by), by=by), await disclosures_of(member=_self(by), by=by)
    ended = [row for row in opened if row.last_day and row.last_day < today_jst(current_clock().now())]
    return page(
        request, "members/me.html", profile=seen.profile, own=seen.own, seen=seen, parts=PARTS, code=code,
        codes=await own_codes(by=by), asked=sum((await open_corrections(by=by)).values()),
        open_now=[row for row in opened if row not in ended], ended=ended, looks=(await looks_by_day(by=by))[0][:5],
        choices=await choices_for(by=by), fields=FIELDS, refused=refused, **WORDS,
    )  # fmt: skip


def _self(by: Viewer) -> UUID:
    if by.member is None:
        raise NotFound(ONLY_MEMBERS)
    return by.member


HANDLERS: Sequence[Any] = (show_me, edit_contacts, offer_days, set_wishes, withdraw, new_code, take_code_back,
                             show_who_looked)  # fmt: skip
