"""Questions about who may read a name."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.scope import Written, among, sql_of
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from registry.disclosures.access import consents_about, disclosures_visible_to
from registry.disclosures.rules import Basis
from registry.disclosures.schemas import DisclosureRow
from registry.disclosures.tables import Disclosure

IN_FORCE: Final = "disclosure.during @> app_today()"
ROW: Final = "select id, member, receiver, basis, purpose, during, granted_by, subject from disclosure"


async def disclosed(*, ids: Collection[UUID], by: Viewer) -> dict[UUID, list[DisclosureRow]]:
    """Member -> the bases in force today on which the viewer's acting body reads the name; without any, absent."""
    if not ids or by.organisation is None:
        return {}
    async with reading(by) as work:
        own = among(Disclosure.receiver, [by.organisation]) & among(Disclosure.member, ids)
        where, values = sql_of(disclosures_visible_to(by) & own)
        rows = await work.connection.fetch(f"{ROW} where {where}", *values)
        names = {by.organisation: by.organisation_name}
        found: dict[UUID, list[DisclosureRow]] = {}
        for row in rows:
            if not row["during"].isempty and Period.of(row["during"]).covers(work.today):
                found.setdefault(row["member"], []).append(_row(row, names))
        return found


async def readable(*, ids: Collection[UUID], by: Viewer) -> set[UUID]:
    """Those of `ids` whose name the viewer's acting body may read today, on whatever basis."""
    if not ids or by.organisation is None:
        return set()
    async with reading(by) as work:
        own = among(Disclosure.receiver, [by.organisation]) & among(Disclosure.member, ids) & Written(IN_FORCE)
        where, values = sql_of(disclosures_visible_to(by) & own)
        rows = await work.connection.fetch(f"select member from disclosure where {where}", *values)
        return {row["member"] for row in rows}


async def disclosures_of(*, member: UUID, by: Viewer) -> list[DisclosureRow]:
    """Every disclosure of a person that the viewer sees, latest first: for the person's own page, all of them."""
    async with reading(by):
        mine = disclosures_visible_to(by) & (Disclosure.member == member)
        rows = await Disclosure.select().where(mine).order_by(Disclosure.created_at, Disclosure.id, ascending=False)
        return await _named(rows, by)


async def received(*, by: Viewer) -> list[DisclosureRow]:
    """What others opened to the viewer's body and is in force today, the soonest end first; its own pool left out."""
    async with reading(by):
        scope = among(Disclosure.receiver, [by.organisation]) & (Disclosure.basis != Basis.POOL_OWNER)
        rows = await Disclosure.select().where(disclosures_visible_to(by) & scope & Written(IN_FORCE))
        return _soonest(await _named(rows, by))


async def consents_in_force(*, by: Viewer, subjects: Collection[UUID] = ()) -> list[DisclosureRow]:
    """The consents in force that the viewer gave or wrote down, and those for `subjects`; the soonest end first."""
    async with reading(by):
        rows = await Disclosure.select().where(consents_about(by, subjects) & Written(IN_FORCE))
        return _soonest([row for row in await _named(rows, by) if not by.acts_for(row.receiver)])


async def disclosure(*, id: UUID, by: Viewer) -> DisclosureRow:
    """One disclosure. Raises `NotFound`."""
    async with reading(by):
        rows = await _named(await Disclosure.select().where(disclosures_visible_to(by) & (Disclosure.id == id)), by)
        if not rows:
            raise NotFound
        return rows[0]


def _soonest(rows: list[DisclosureRow]) -> list[DisclosureRow]:
    return sorted(rows, key=lambda row: (row.last_day or date.max, row.receiver_name, row.id))


async def _named(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[DisclosureRow]:
    names = await names_of({row["receiver"] for row in rows}, by=by)
    return [_row(row, names) for row in rows if not row["during"].isempty]


def _row(row: Mapping[str, Any], names: Mapping[UUID, str]) -> DisclosureRow:
    period = Period.of(row["during"])
    return DisclosureRow(
        id=row["id"], member=row["member"], receiver=row["receiver"], receiver_name=names[row["receiver"]],
        basis=row["basis"], purpose=row["purpose"], first_day=period.start, last_day=period.last,
        granted_by=row["granted_by"], subject=row["subject"],
    )  # fmt: skip
