"""The column mapping of the advisers' list: rows to incomplete people with tags, never a role or a level. Pure."""

from typing import Final

from pydantic import ValidationError

from foundation.text.sheet_reading import check_length
from foundation.text.sheet_shape import CellError, Sheet, SheetRow, is_japanese, row_hash
from foundation.text.tabular import Table
from registry.members.advisor_file import ImportedPerson, read_advisors
from registry.members.roster_rows import RosterPerson
from registry.members.schemas import NewMember
from registry.skills.rules import ADVISOR_TAGS, tag_id

COLUMN_OF: Final = {"name": "氏名", "kana": "ふりがな", "external_key": "ID", "note": "所属・役職",
                    "employer_name": "所属・役職", "skills": "主な対応分野"}  # fmt: skip
UNREADABLE: Final = "読み取れない文字があるか、長すぎます。直してから取り込んでください。"


def advisor_roster(table: Table) -> Sheet[RosterPerson]:
    """Every row as an incomplete person, or as errors. Raises `TableUnreadable` where a column is missing."""
    check_length(table)
    found = read_advisors(table)
    read = {person.row_number: _person(person) for person in found.people}
    people = [row for row in read.values() if isinstance(row, SheetRow)]
    refused = [error for row in read.values() if not isinstance(row, SheetRow) for error in row]
    kept = {person.row_number for person in people}
    remarks = [CellError(w.row_number, w.column, w.sentence) for w in found.warnings]
    left_out = [remark for remark in remarks if remark.row_number not in kept]
    return Sheet(
        rows=tuple(people), errors=(*left_out, *refused),
        remarks=tuple(remark for remark in remarks if remark.row_number in kept), header=tuple(table.header),
        rejects={row: cells for row, cells in table.numbered_rows() if row not in kept},
    )  # fmt: skip


def _person(person: ImportedPerson) -> SheetRow[RosterPerson] | list[CellError]:
    given: dict[str, object] = {
        "name": person.name, "kana": person.kana, "note": person.affiliation, "external_key": person.source_id,
        "employer_name": person.affiliation.split("\n")[0][:200],
    }  # fmt: skip
    if person.tags:
        given["skills"] = [{"skill": tag_id(ADVISOR_TAGS, tag)} for tag in person.tags]
    try:
        member = NewMember.model_validate(given)
    except ValidationError as error:
        return [_error(person.row_number, str(item["loc"][0]), item["msg"]) for item in error.errors()]
    cells = [(COLUMN_OF[name], str(value)) for name, value in given.items()]
    value = RosterPerson(member, tags=person.tags)
    return SheetRow(person.row_number, person.source_id, row_hash(cells), value)


def _error(row_number: int, field: str, message: str) -> CellError:
    return CellError(row_number, COLUMN_OF[field], message if is_japanese(message) else UNREADABLE)
