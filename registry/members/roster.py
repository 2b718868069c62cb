"""Reading a roster of pool members: our own template, or the shape of the advisers' list. Pure: nothing is written.

Every row ends up as a person or with at least one error that names row and column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from foundation.text.search import search_key
from foundation.text.tabular import Table, TableUnreadable
from registry.capacity.schemas import DaysOffered
from registry.members.advisor_roster import advisor_roster
from registry.members.roster_columns import IDENTIFYING, KEY, Column, Skills, columns_with
from registry.members.roster_rows import Roster, RosterError, RosterPerson, is_japanese, row_hash
from registry.members.schemas import NewMember

MOST_ROWS: Final = 2_000
ADVISOR_HEADINGS: Final = frozenset({"ID", "氏名", "主な対応分野"})
DAYS: Final = frozenset({"half_days", "first_day", "last_day"})


def read_roster(table: Table, *, skills: Mapping[str, Any]) -> Roster:
    """Every row as a person or as errors. `skills`: name -> id.

    Raises `TableUnreadable` where a required column is missing or the file has more than 2,000 rows.
    """
    if len(table.rows) > MOST_ROWS:
        raise TableUnreadable(f"名簿は{MOST_ROWS:,}行までです。ファイルを分けて取り込んでください。")
    if set(table.header) >= ADVISOR_HEADINGS:
        return advisor_roster(table)
    return _own_template(table, {search_key(name): id for name, id in skills.items()})


def _own_template(table: Table, skills: Skills) -> Roster:
    columns = columns_with(skills)
    table.positions(*(column.heading for column in columns if column.required))
    header = [heading.strip() for heading in table.header]
    places = {column: header.index(column.heading) for column in columns if column.heading in header}
    people: dict[str, RosterPerson] = {}
    errors: list[RosterError] = []
    rejects: dict[int, Sequence[str]] = {}
    for row_number, cells in table.numbered_rows():
        typed = {column: cells[place].strip() for column, place in places.items()}
        found = _Row(row_number, typed).read()
        first = people.get(found.key) if isinstance(found, RosterPerson) else None
        if first is not None:
            sentence = f"管理番号 {first.key} は{first.row_number}行目にもあります。どちらかの番号を直してください。"
            found = [RosterError(row_number, KEY, sentence)]
        if isinstance(found, RosterPerson):
            people[found.key] = found
        else:
            errors += found
            rejects[row_number] = cells
    return Roster(tuple(people.values()), tuple(errors), header=tuple(table.header), rejects=rejects)


@dataclass(frozen=True, slots=True)
class _Row:
    row_number: int
    typed: Mapping[Column, str]

    def read(self) -> "RosterPerson | list[RosterError]":
        """The person, or everything that is wrong with the row."""
        values: dict[str, object] = {}
        errors: list[RosterError] = []
        for column, cell in self.typed.items():
            if not cell:
                errors += [self._error(column, "空です。入力してください。")] * column.required
                continue
            try:
                values[column.field] = column.read(cell)
            except (ValueError, KeyError):
                errors.append(self._unreadable(column, cell))
        days = self._days(values, errors)
        member = self._member(values, errors)
        if errors or member is None:
            return errors
        cells = row_hash((column.heading, cell) for column, cell in self.typed.items())
        return RosterPerson(
            row_number=self.row_number, key=member.external_key or "", row_hash=cells, member=member, days=days,
        )  # fmt: skip

    def _member(self, values: Mapping[str, object], errors: list[RosterError]) -> NewMember | None:
        try:
            return NewMember.model_validate({name: value for name, value in values.items() if name not in DAYS})
        except ValidationError as error:
            self._explain(error, errors, whole="skills")
            return None

    def _days(self, values: Mapping[str, object], errors: list[RosterError]) -> DaysOffered | None:
        given = {name: values[name] for name in DAYS if name in values}
        if not given:
            return None
        try:
            return DaysOffered.model_validate(given)
        except ValidationError as error:
            self._explain(error, errors, whole=next(iter(given)))
            return None

    def _explain(self, error: ValidationError, errors: list[RosterError], *, whole: str) -> None:
        """One error for each column that has none yet; what concerns no column of the file stands at `whole`."""
        columns = {column.field: column for column in self.typed}
        for item in error.errors():
            column = columns.get(str(item["loc"][0]) if item["loc"] else whole, columns[whole])
            if any(known.column == column.heading for known in errors):
                continue
            cell = self.typed[column]
            if item["type"] == "missing":
                errors.append(self._error(column, "月の日数と、いつから・いつまでは、そろえて入力してください。"))
            elif is_japanese(item["msg"]):
                errors.append(self._error(column, item["msg"].removeprefix("Value error, ")))
            else:
                errors.append(self._unreadable(column, cell))

    def _unreadable(self, column: Column, cell: str) -> RosterError:
        what = "この欄" if column.field in IDENTIFYING else f"「{cell[:40]}」"
        return self._error(column, f"{what}を読み取れません。例：{column.example}")

    def _error(self, column: Column, sentence: str) -> RosterError:
        return RosterError(self.row_number, column.heading, sentence)
