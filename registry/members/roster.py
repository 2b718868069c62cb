"""Reading a roster of pool members: our own template, or the shape of the advisers' list. Pure: nothing is written."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from foundation.text.search import search_key
from foundation.text.sheet_reading import Reading, Values, read_sheet
from foundation.text.sheet_shape import Sheet
from foundation.text.tabular import Table
from registry.capacity.schemas import DaysOffered
from registry.members.advisor_roster import advisor_roster
from registry.members.roster_columns import columns_with
from registry.members.roster_rows import RosterPerson
from registry.members.schemas import NewMember

ADVISOR_HEADINGS: Final = frozenset({"ID", "氏名", "主な対応分野"})
DAYS: Final = frozenset({"half_days", "first_day", "last_day"})


def read_roster(table: Table, *, skills: Mapping[str, UUID]) -> Sheet[RosterPerson]:
    """Every row as a person or as errors. `skills`: name -> id. Raises `TableUnreadable`."""
    if set(table.header) >= ADVISOR_HEADINGS:
        return advisor_roster(table)
    keys = {search_key(name): id for name, id in skills.items()}
    return read_sheet(table, Reading(columns_with(keys), (_member, _days), RosterPerson, _key, "external_key"))


def _member(values: Values) -> NewMember:
    return NewMember.model_validate({name: value for name, value in values.items() if name not in DAYS})


def _days(values: Values) -> DaysOffered | None:
    given = {name: values[name] for name in DAYS if name in values}
    return DaysOffered.model_validate(given) if given else None


def _key(person: RosterPerson) -> str:
    return person.key
