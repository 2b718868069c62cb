"""The JSON door of the time after a term: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from training.careers import operations
from training.careers.queries import contact_page, contacts, own_wish, wishes
from training.careers.schemas import ContactRow, Move, NewContact, Wish, WishRow

Key = NamedDependency[Keyed | None]


class Careers(Struct, frozen=True):
    """A page of wishes, the viewer's own, and the contacts the viewer has a side in."""

    total: int
    number: int
    last: int
    wishes: list[WishRow]
    mine: WishRow | None
    contacts: list[ContactRow]


@get("/api/v1/careers")
async def list_careers(by: NamedDependency[Viewer], step: FromQuery[str] = "", number: FromQuery[int] = 1) -> Careers:
    """Wishes the viewer reads."""
    rows, found = await wishes(step=step, number=max(1, number), by=by)
    return Careers(found.total, found.number, found.last, rows, await own_wish(by=by), await contacts(by=by))


@post("/api/v1/careers/wish")
async def say(by: NamedDependency[Viewer], data: JSONBody[Wish], keyed: Key) -> Done:
    """Say what one wants next."""
    return await once(by, keyed, partial(operations.say_wish, wish=data, by=by))


@post("/api/v1/careers/{career_wish:uuid}/contacts")
async def ask(by: NamedDependency[Viewer], career_wish: FromPath[UUID], data: JSONBody[NewContact], keyed: Key) -> Done:
    """Ask whether one may get in touch."""
    return await once(by, keyed, partial(operations.ask_to_contact, wish=career_wish, new=data, by=by))


@get("/api/v1/careers/contacts/{career_contact:uuid}")
async def show_contact(by: NamedDependency[Viewer], career_contact: FromPath[UUID]) -> ContactRow:
    """One contact."""
    return await contact_page(id=career_contact, by=by)


@post("/api/v1/careers/contacts/{career_contact:uuid}/acceptance")
async def accept(by: NamedDependency[Viewer], career_contact: FromPath[UUID], data: JSONBody[Move], keyed: Key) -> Done:
    """The person accepts."""
    return await once(by, keyed, partial(operations.accept_contact, id=career_contact, move=data, by=by))


@post("/api/v1/careers/contacts/{career_contact:uuid}/refusal")
async def decline(
    by: NamedDependency[Viewer], career_contact: FromPath[UUID], data: JSONBody[Move], keyed: Key
) -> Done:
    """The person does not wish it."""
    return await once(by, keyed, partial(operations.decline_contact, id=career_contact, move=data, by=by))


@post("/api/v1/careers/contacts/{career_contact:uuid}/removal")
async def take_back(
    by: NamedDependency[Viewer], career_contact: FromPath[UUID], data: JSONBody[Move], keyed: Key
) -> Done:
    """The body needs it no more."""
    return await once(by, keyed, partial(operations.take_back_contact, id=career_contact, move=data, by=by))


HANDLERS: Sequence[Any] = (list_careers, say, ask, show_contact, accept, decline, take_back)
