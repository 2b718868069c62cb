"""The HTML door of the time after a term."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.idempotency import Done
from foundation.text.dates import today_jst
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent, version_shown
from registry.consents.queries import wording_on
from registry.members.queries import keeps_pool
from registry.municipalities.reference import prefectures
from training.careers import operations
from training.careers.access import may_move
from training.careers.queries import contact_page, contacts, own_wish, wish_page, wishes
from training.careers.rules import LIFE, PAGE_NAMES, STEPS, TAGS
from training.careers.schemas import Move, NewContact, Wish

WORDS: Final[dict[str, Any]] = {
    "choices": STEPS, "life": LIFE, "tags": TAGS, "field_names": PAGE_NAMES,
    "halls": {hall.code: hall.name for hall in prefectures()},
}  # fmt: skip
PLACES: Final = {"accept": "acceptance", "decline": "refusal", "take_back": "removal"}
"""Verb -> its place."""


@get("/careers")
async def list_careers(
    request: PageRequest, by: NamedDependency[Viewer], step: FromQuery[str] = "", number: FromQuery[int] = 1
) -> Response[Any]:
    """A person's own wish; for a pool, its people's and those of others who may be asked."""
    return await _careers(request, by, step=step, number=number)


@post("/careers/wish")
async def say(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Say what one wants next."""
    return await sent(
        request, by, lambda form: operations.say_wish(wish=form.parse(Wish), by=by), onward="/careers?said=1",
        again=partial(_careers, request, by),
    )  # fmt: skip


@post("/careers/{career_wish:uuid}/contacts")
async def ask(request: PageRequest, by: NamedDependency[Viewer], career_wish: FromPath[UUID]) -> Response[Any]:
    """Ask whether one may get in touch."""
    await wish_page(id=career_wish, by=by)
    return await sent(
        request, by, lambda form: operations.ask_to_contact(wish=career_wish, new=form.parse(NewContact), by=by),
        onward=lambda done: f"/careers/contacts/{done.id}", again=partial(_careers, request, by, asked=career_wish),
    )  # fmt: skip


@get("/careers/contacts/{career_contact:uuid}")
async def show_contact(
    request: PageRequest, by: NamedDependency[Viewer], career_contact: FromPath[UUID]
) -> Response[Any]:
    """One contact and what can be done next."""
    return await _contact(request, by, career_contact)


@post("/careers/contacts/{career_contact:uuid}/acceptance")
async def accept(request: PageRequest, by: NamedDependency[Viewer], career_contact: FromPath[UUID]) -> Response[Any]:
    """The person accepts."""
    return await _moved(request, by, career_contact, operations.accept_contact)


@post("/careers/contacts/{career_contact:uuid}/refusal")
async def decline(request: PageRequest, by: NamedDependency[Viewer], career_contact: FromPath[UUID]) -> Response[Any]:
    """The person does not wish it."""
    return await _moved(request, by, career_contact, operations.decline_contact)


@post("/careers/contacts/{career_contact:uuid}/removal")
async def take_back(request: PageRequest, by: NamedDependency[Viewer], career_contact: FromPath[UUID]) -> Response[Any]:
    """The body needs it no more."""
    return await _moved(request, by, career_contact, operations.take_back_contact)


async def _moved(
    request: PageRequest, by: Viewer, id: UUID, operation: Callable[..., Awaitable[Done]]
) -> Response[Any]:
    return await sent(
        request, by, lambda form: operation(id=id, move=form.parse(Move), by=by), onward=f"/careers/contacts/{id}",
        again=partial(_contact, request, by, id),
    )  # fmt: skip


async def _careers(
    request: PageRequest, by: Viewer, refused: Refused | None = None, *, step: str = "", number: int = 1,
    asked: UUID | None = None,
) -> Response[Any]:  # fmt: skip
    person = by.member is not None and by.organisation is None
    mine = await own_wish(by=by)
    rows, found = await wishes(step=step, number=max(1, number), by=by)
    return page(
        request, "careers/list.html", refused=refused, person=person, keeps=keeps_pool(by), mine=mine, rows=rows,
        found=found, step=step, asked=asked, said=request.query_params.get("said") == "1",
        contacts=await contacts(by=by), version=version_shown(refused, mine.version if mine else 0), **WORDS,
    )  # fmt: skip


async def _contact(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    row = await contact_page(id=id, by=by)
    steps = [one for one in LIFE.open_to(by, row.state) if may_move(by, row, one.verb) is None]
    return page(
        request, "careers/contact.html", refused=refused, row=row, steps=steps, places=PLACES,
        wording=await wording_on(today_jst(current_clock().now())), own=by.is_member(row.member),
        version=version_shown(refused, row.version), **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_careers, say, ask, show_contact, accept, decline, take_back)
