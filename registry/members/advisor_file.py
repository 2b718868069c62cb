"""Rosters shaped like the ministry's list of 地域情報化アドバイザー: rows to people, nothing guessed.

Such a roster has no contact, region, role or level: people in it are incomplete until completed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from foundation.text.tabular import Table

_ID, _KANA, _NAME, _AFFILIATION, _TAGS = "ID", "ふりがな", "氏名", "所属・役職", "主な対応分野"
_SEPARATOR = re.compile("[,，]")
_NEWLINE = re.compile(r"\s*\n\s*")


@dataclass(frozen=True)
class ImportedPerson:
    """One row. Names and affiliation are as printed (never normalised), only trimmed; tags are distinct."""

    row_number: int
    source_id: str
    name: str
    kana: str
    affiliation: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class RosterWarning:
    """Something repaired or left out; `row_number` and `column` as a spreadsheet shows them."""

    row_number: int
    column: str
    sentence: str


@dataclass(frozen=True)
class AdvisorFile:
    people: tuple[ImportedPerson, ...]
    warnings: tuple[RosterWarning, ...]


def read_advisors(table: Table) -> AdvisorFile:
    """Read a roster; other columns (photographs, links) are not taken over.

    Raises TableUnreadable where one of the five columns is missing. A row without a name, or with an ID that
    an earlier row has, is left out with a warning.
    """
    people: dict[str, ImportedPerson] = {}
    warnings: list[RosterWarning] = []
    columns = table.positions(_ID, _KANA, _NAME, _AFFILIATION, _TAGS)
    for row_number, cells in table.numbered_rows():
        source_id, kana, name, affiliation, typed_tags = (cells[place].strip() for place in columns)
        if left_out := _why_left_out(row_number, source_id=source_id, name=name, already=people):
            warnings.append(left_out)
            continue
        warnings += _tag_warnings(row_number, typed_tags)
        warnings += [RosterWarning(row_number, _KANA, "ふりがながありません。")] * (not kana)
        people[source_id] = ImportedPerson(
            row_number, source_id, name=name, kana=kana, affiliation=affiliation, tags=split_tags(typed_tags)
        )
    return AdvisorFile(people=tuple(people.values()), warnings=tuple(warnings))


def split_tags(typed: str) -> tuple[str, ...]:
    """Distinct tags in the order typed; a line break inside a tag is closed up, empty pieces are dropped."""
    pieces = (_NEWLINE.sub("", piece).strip() for piece in _SEPARATOR.split(typed))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))


def _why_left_out(
    row_number: int, *, source_id: str, name: str, already: dict[str, ImportedPerson]
) -> RosterWarning | None:
    if not name:
        return RosterWarning(row_number, _NAME, "氏名がないため、この行は取り込みませんでした。")
    if not source_id:
        return RosterWarning(row_number, _ID, "IDがないため、この行は取り込みませんでした。")
    if source_id in already:
        first = already[source_id].row_number
        return RosterWarning(row_number, _ID, f"ID {source_id} は{first}行目にもあるため、取り込みませんでした。")
    return None


def _tag_warnings(row_number: int, typed: str) -> Iterator[RosterWarning]:
    pieces = [piece.strip() for piece in _SEPARATOR.split(typed)] if typed else []
    if empty := sum(not piece for piece in pieces):
        yield RosterWarning(row_number, _TAGS, f"余分なコンマによる空の分野を{empty}件除きました。")
    for piece in pieces:
        if _NEWLINE.search(piece):
            yield RosterWarning(row_number, _TAGS, f"分野「{_NEWLINE.sub('', piece)}」の途中の改行を除きました。")
