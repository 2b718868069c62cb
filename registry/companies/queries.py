"""Questions about companies; each starts from what the viewer may see."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from auth.organisations.queries import Body, bodies_of_kind, names_of
from auth.viewer import Viewer
from foundation.database.paging import Page
from foundation.database.scope import Condition, among
from foundation.database.together import Asked, Waits
from foundation.database.unit_of_work import current_work, reading
from foundation.errors import NotFound
from foundation.text.search import search_key
from registry.companies.access import companies_visible_to
from registry.companies.rules import EXPIRES_SOON, standing
from registry.companies.schemas import CompanyPage, CompanyRow, DealingRow, ListingEnd, name_key
from registry.companies.tables import Company, CompanyDealing, CompanyOffer, CompanyShare
from registry.municipalities.queries import towns_by_id

TRADING: Final = "company_trading"
"""View: company, municipality, what. For nouns that ask with which towns an employer deals."""

LISTING_OVER: Final = "company_listing_over"
"""View: company. Those whose listing has run out; what they offer is no longer matched."""

DEALS: Final = f"select company, municipality from {TRADING} where company = any ($1::uuid[])"
ENDING: Final = """
select o.id, o.name, c.listed_until from ({scope}) c join organisation o on o.id = c.organisation
where c.listed_until <= app_today() + {more[0]}::interval order by c.listed_until, o.id
"""
ROW = (Company.organisation, Company.registered_by, Company.listed_until)


async def companies(
    *, by: Viewer, role: str | None = None, words: str = "", number: int = 1
) -> tuple[list[CompanyRow], Page]:
    """A page of the companies the viewer sees, those that hold first, then by kana.

    `role`: only those that offer it now, which a listing that has run out does not.
    """
    scope = companies_visible_to(by)
    async with reading(by) as work:
        if role:
            offering = CompanyOffer.select(CompanyOffer.company).where(CompanyOffer.role == role)
            scope = scope & Company.organisation.is_in(offering) & (Company.listed_until >= work.today)
        rows = await _rows(scope, by=by)
    key = search_key(words)
    rows = [row for row in rows if key in name_key(row.name, row.kana)]
    rows.sort(key=lambda row: (row.standing == "over", row.kana or row.name, str(row.id)))
    found = Page(number, len(rows))
    return rows[found.offset : found.offset + found.size], found


async def company_of(*, id: UUID, by: Viewer) -> CompanyPage:
    """One listing, whole. Raises `NotFound`."""
    async with reading(by):
        scope = companies_visible_to(by) & (Company.organisation == id)
        rows = await Company.select().where(scope)
        if not rows:
            raise NotFound
        shared = await CompanyShare.select(CompanyShare.receiver).where(
            (CompanyShare.company == id) & among(CompanyShare.granted_by, [by.organisation])
        )
        texts = {name: rows[0][name] for name in ("corporate_number", "conditions", "contact_name", "contact_email",
                                                  "contact_phone", "version")}  # fmt: skip
        return CompanyPage(
            row=(await _rows(scope, by=by))[0], dealings=await _dealings(id, by=by),
            receivers=[row["receiver"] for row in shared], **texts,
        )  # fmt: skip


async def companies_numbered(*, numbers: Collection[str], by: Viewer) -> dict[str, tuple[UUID, UUID]]:
    """法人番号 -> the company and the body that keeps its listing, of those the viewer sees."""
    async with reading(by):
        rows = await Company.select(Company.corporate_number, Company.organisation, Company.registered_by).where(
            companies_visible_to(by) & Company.corporate_number.is_in(list(numbers) or [""])
        )
    return {row["corporate_number"]: (row["organisation"], row["registered_by"]) for row in rows}


async def unlisted(*, by: Viewer) -> list[Body]:
    """Companies that the viewer's body has registered and not listed yet."""
    async with reading(by) as work:
        listed = {row["organisation"] for row in await Company.select(Company.organisation)
                  .where(among(Company.registered_by, [by.organisation]))}  # fmt: skip
        own = {row["id"] for row in await work.connection.fetch(
            "select id from organisation where kind = 'company' and registered_by = $1", by.organisation)}  # fmt: skip
        return [body for body in await bodies_of_kind("company", by=by) if body.id in own - listed]


async def towns_traded_with(*, companies: Collection[UUID | None], by: Viewer) -> dict[UUID, set[UUID]]:
    """Company -> the municipalities it says it deals with, of the listings the viewer sees, also after they ran out."""
    ids = [id for id in companies if id is not None]
    if not ids:
        return {}
    async with reading(by) as work:
        found: dict[UUID, set[UUID]] = {}
        for row in await work.connection.fetch(DEALS, ids):
            found.setdefault(row["company"], set()).add(row["municipality"])
        return found


class _EndingRow(Struct, frozen=True):
    id: UUID
    name: str
    listed_until: date


def _ask_waiting(by: Viewer) -> Asked[_EndingRow]:
    own = Company.select(*ROW).where(among(Company.registered_by, [by.organisation]))
    return Asked.of(own, _EndingRow, EXPIRES_SOON, text=ENDING)


def _tell_waiting(_: Viewer, rows: list[_EndingRow]) -> list[ListingEnd]:
    today = current_work().today
    return [ListingEnd(row.id, row.name, row.listed_until, standing(row.listed_until, today=today)) for row in rows]


WAITS: Final = Waits(_ask_waiting, _tell_waiting)


async def waiting_for(*, by: Viewer) -> list[ListingEnd]:
    """Listings of the viewer's own body that run out soon or have, the first to end first: renew or take off."""
    return await WAITS.of(by)


async def _rows(scope: Condition, *, by: Viewer) -> list[CompanyRow]:
    async with reading(by) as work:
        rows = await Company.select(*ROW).where(scope)
        ids = [row["organisation"] for row in rows]
        offers: dict[UUID, dict[str, int]] = {}
        for offer in await CompanyOffer.select().where(among(CompanyOffer.company, ids)):
            offers.setdefault(offer["company"], {})[offer["role"]] = offer["headcount"]
        deals = await towns_traded_with(companies=ids, by=by)
        names = await names_of({row["registered_by"] for row in rows}, by=by)
        bodies = await _bodies(ids, by=by)
        return [
            CompanyRow(
                id=row["organisation"], name=bodies[row["organisation"]][0], kana=bodies[row["organisation"]][1],
                registered_by=row["registered_by"], keeper_name=names[row["registered_by"]],
                offers=offers.get(row["organisation"], {}), listed_until=row["listed_until"],
                standing=standing(row["listed_until"], today=work.today),
                dealings=len(deals.get(row["organisation"], ())),
            )
            for row in rows
        ]  # fmt: skip


async def _bodies(ids: Sequence[UUID], *, by: Viewer) -> Mapping[UUID, tuple[str, str]]:
    async with reading(by) as work:
        rows: list[Any] = await work.connection.fetch(
            "select id, name, kana from organisation where id = any ($1::uuid[])", list(ids)
        )
        return {row["id"]: (row["name"], row["kana"]) for row in rows}


async def _dealings(id: UUID, *, by: Viewer) -> list[DealingRow]:
    rows = await CompanyDealing.select().where(CompanyDealing.company == id)
    towns = await towns_by_id(ids=[row["municipality"] for row in rows], by=by)
    halls = await names_of({town.prefecture for town in towns.values()}, by=by)
    found = [
        DealingRow(town.id, town.name, town.code, halls[town.prefecture], row["what"])
        for row in rows
        if (town := towns[row["municipality"]])
    ]
    return sorted(found, key=lambda row: row.code)
