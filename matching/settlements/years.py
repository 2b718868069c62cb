"""Which years of which agreements are still to be settled, and what waits for a body."""

from typing import Final
from uuid import UUID

from msgspec import Struct

from auth.permissions import Right
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.text.dates import fiscal_year
from matching.agreements.queries import agreements
from matching.appointments.schemas import ToDo
from matching.appointments.waiting import waits_by_right
from matching.settlements.queries import settlements

WAITING: Final = """
select s.id, a.title || '（' || s.fiscal_year || '年度）' as title, s.told_on as due, 'agree' as what
from settlement s join agreement a on a.id = s.agreement
    join settlement_share mine on mine.settlement = s.id and mine.organisation = $1
where $2 and s.state = 'told' and mine.agreed_at is null
union all
select s.id, a.title || '（' || s.fiscal_year || '年度）', s.told_on, 'close'
from settlement s join agreement a on a.id = s.agreement
where $3 and s.state = 'agreed' and s.owner = $1
order by due, id
"""
ACTS: Final = {"agree": "負担額の計算書を確かめて同意する", "close": "全団体が同意した年度を締める"}


class YearToSettle(Struct, frozen=True):
    """A fiscal year of an agreement in force, not opened yet."""

    agreement: UUID
    title: str
    fiscal_year: int


async def years_to_settle(*, by: Viewer) -> list[YearToSettle]:
    """Of the agreements that the viewer's body keeps, oldest year first, up to this fiscal year."""
    async with reading(by) as work:
        kept, _ = await agreements(by=by, states=("in_force",), size=None)
        opened, _ = await settlements(by=by, size=None)
        now = fiscal_year(work.today)
    done = {(row.proposal, row.fiscal_year) for row in opened}
    years = [
        YearToSettle(row.id, row.title, year)
        for row in kept
        if by.acts_for(row.owner)
        for year in range(fiscal_year(row.first_day), min(now, fiscal_year(row.last_day)) + 1)
        if (row.proposal, year) not in done
    ]
    return sorted(years, key=lambda one: (one.fiscal_year, one.title, one.agreement))


WAITS: Final = waits_by_right(WAITING, Right.APPROVE, Right.SETTLE, acts=ACTS, place="/settlements")


async def waiting_for(*, by: Viewer) -> list[ToDo]:
    """Parts to agree to, and years that every body agreed to and nobody has closed."""
    return await WAITS.of(by)
