"""Questions about wishes for after the term, and contacts."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from msgspec import convert

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.paging import Page, page_of
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from registry.members.queries import active_people, keeps_pool, member_names
from training.careers.access import contacts_visible_to, wishes_visible_to
from training.careers.schemas import ContactRow, WishRow
from training.careers.tables import CareerContact, CareerWish

PURPOSE: Final = "任期のあとの希望を聞くため"
NOBODY: Final[dict[UUID, str]] = {}


async def wishes(*, by: Viewer, step: str = "", number: int = 1) -> tuple[list[WishRow], Page]:
    """A page of the wishes the viewer reads, the latest first: its own people's by name."""
    async with reading(by):
        people = await _people(by)
        scope = wishes_visible_to(by, people)
        if step:
            scope = scope & (CareerWish.step == step)
        select = CareerWish.select().where(scope).order_by(CareerWish.changed_at, CareerWish.id, ascending=False)
        rows, page = await page_of(select, count=CareerWish.count().where(scope), number=number)
        return [_wish(row, people, by) for row in rows], page


async def wish_page(*, id: UUID, by: Viewer) -> WishRow:
    """One wish. Raises `NotFound`."""
    async with reading(by):
        people = await _people(by)
        rows = await CareerWish.select().where(wishes_visible_to(by, people) & (CareerWish.id == id))
    if not rows:
        raise NotFound
    return _wish(rows[0], people, by)


async def own_wish(*, by: Viewer) -> WishRow | None:
    """What the viewer, a member, wants next; None where they did not say."""
    if by.member is None or by.organisation is not None:
        return None
    async with reading(by):
        rows = await CareerWish.select().where(wishes_visible_to(by, ()) & (CareerWish.member == by.member))
    return _wish(rows[0], NOBODY, by) if rows else None


async def contacts(*, by: Viewer) -> list[ContactRow]:
    """Those the viewer has a side in, the latest first."""
    async with reading(by):
        rows = await CareerContact.select().where(contacts_visible_to(by)).order_by(
            CareerContact.asked_at, CareerContact.id, ascending=False
        )  # fmt: skip
        return await _contacts(rows, by)


async def contact_page(*, id: UUID, by: Viewer) -> ContactRow:
    """One contact. Raises `NotFound`."""
    async with reading(by):
        rows = await CareerContact.select().where(contacts_visible_to(by) & (CareerContact.id == id))
        if not rows:
            raise NotFound
        return (await _contacts(rows, by))[0]


async def _people(by: Viewer) -> dict[UUID, str]:
    return await active_people(by=by) if keeps_pool(by) else NOBODY


async def _contacts(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[ContactRow]:
    bodies = await names_of({row["organisation"] for row in rows}, by=by)
    accepted = {row["member"] for row in rows if row["state"] == "accepted" and by.organisation is not None}
    names = await member_names(ids=accepted, by=by, purpose=PURPOSE)
    return [
        convert({**_named(row, names, by), "organisation_name": bodies[row["organisation"]]}, ContactRow)
        for row in rows
    ]


def _wish(row: Mapping[str, Any], people: Mapping[UUID, str], by: Viewer) -> WishRow:
    return convert(_named(row, people, by), WishRow)


def _named(row: Mapping[str, Any], names: Mapping[UUID, str], by: Viewer) -> dict[str, Any]:
    """The row with the name, for whoever reads it; without it there is no id of the person either."""
    person = row["member"]
    told = person in names or by.is_member(person)
    return {**row, "who": names.get(person, ""), "member": person if told else None}
