"""Questions about who may read a name."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.scope import among
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from registry.disclosures.access import disclosures_visible_to
from registry.disclosures.schemas import DisclosureRow
from registry.disclosures.tables import Disclosure


async def disclosed(*, ids: Collection[UUID], by: Viewer) -> dict[UUID, list[DisclosureRow]]:
    """Member -> the bases in force today on which the viewer's acting body reads the name; without any, absent."""
    if not ids or by.organisation is None:
        return {}
    async with reading(by) as work:
        received = among(Disclosure.receiver, [by.organisation]) & among(Disclosure.member, ids)
        rows = await Disclosure.select().where(disclosures_visible_to(by) & received)
        names = {by.organisation: by.organisation_name}
        found: dict[UUID, list[DisclosureRow]] = {}
        for row in rows:
            if not row["during"].isempty and Period.of(row["during"]).covers(work.today):
                found.setdefault(row["member"], []).append(_row(row, names))
        return found


async def disclosures_of(*, member: UUID, by: Viewer) -> list[DisclosureRow]:
    """Every disclosure of a person that the viewer sees, latest first: for the person's own page, all of them."""
    async with reading(by):
        mine = disclosures_visible_to(by) & (Disclosure.member == member)
        rows = await Disclosure.select().where(mine).order_by(Disclosure.created_at, Disclosure.id, ascending=False)
        return await _named(rows, by)


async def disclosure(*, id: UUID, by: Viewer) -> DisclosureRow:
    """One disclosure. Raises `NotFound`."""
    async with reading(by):
        rows = await _named(await Disclosure.select().where(disclosures_visible_to(by) & (Disclosure.id == id)), by)
        if not rows:
            raise NotFound
        return rows[0]


async def _named(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[DisclosureRow]:
    names = await names_of({row["receiver"] for row in rows}, by=by)
    return [_row(row, names) for row in rows if not row["during"].isempty]


def _row(row: Mapping[str, Any], names: Mapping[UUID, str]) -> DisclosureRow:
    period = Period.of(row["during"])
    return DisclosureRow(
        id=row["id"], member=row["member"], receiver=row["receiver"], receiver_name=names[row["receiver"]],
        basis=row["basis"], purpose=row["purpose"], first_day=period.start, last_day=period.last,
    )  # fmt: skip
