"""The ministry-style file of residents per municipality: what is sound, and what is broken and stays out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from foundation.text.codes import is_code6
from foundation.text.search import search_key
from foundation.text.tabular import Table
from foundation.text.text_type import digits
from registry.municipalities.reference import Municipality, Prefecture

_CODE, _TOWN, _NUMBER, _YEAR = "団体コード", "市区町村名（漢字）", "人口", "人口基準年"


@dataclass(frozen=True)
class Residents:
    """Residents of one body on 1 January of the file's year."""

    code6: str
    number: int
    as_of: date


@dataclass(frozen=True)
class BrokenRow:
    """A row that is not imported; `row_number` is the one a spreadsheet shows."""

    row_number: int
    code: str
    name: str
    reason: str


@dataclass(frozen=True)
class PrefectureSum:
    """A prefecture's own row beside the sum of its towns; `summed` is None where a town's row is missing."""

    code6: str
    name: str
    stated: int
    summed: int | None

    @property
    def agrees(self) -> bool | None:
        return None if self.summed is None else self.summed == self.stated


@dataclass(frozen=True)
class PopulationFile:
    """`outside` are codes that are right but not of a municipality of the list (northern villages, wards)."""

    residents: tuple[Residents, ...]
    broken: tuple[BrokenRow, ...]
    outside: tuple[str, ...]
    prefecture_sums: tuple[PrefectureSum, ...]


def read_population(
    table: Table, *, prefectures: Iterable[Prefecture], municipalities: Iterable[Municipality]
) -> PopulationFile:
    """Sort the file's rows. Nothing is repaired: a row whose values are shifted is named and kept out.

    Raises TableUnreadable where a column is missing.
    """
    towns = {town.code6: town for town in municipalities}
    halls = {hall.code6: hall for hall in prefectures}
    names = {code: town.name for code, town in towns.items()} | dict.fromkeys(halls, "")
    sound: dict[str, Residents] = {}
    broken: list[BrokenRow] = []
    for row in _rows(table):
        reason = row.fault(names, already=sound)
        if reason is None:
            sound[row.code] = Residents(row.code, int(row.number), date(int(row.year), 1, 1))
        else:
            broken.append(BrokenRow(row.row_number, row.code, row.name, reason))
    return PopulationFile(
        residents=tuple(sound[code] for code in sound if code in towns),
        broken=tuple(broken),
        outside=tuple(code for code in sound if code not in names),
        prefecture_sums=tuple(_sum_of(hall, towns.values(), sound) for hall in halls.values() if hall.code6 in sound),
    )


@dataclass(frozen=True)
class _Row:
    row_number: int
    surplus: int
    code: str
    name: str
    number: str
    year: str

    def fault(self, names: Mapping[str, str], *, already: Mapping[str, Residents]) -> str | None:
        """Why the row is not imported, or None."""
        if self.surplus:
            return f"見出しより列が{self.surplus}つ多く、値が右へずれています。"
        if not is_code6(self.code):
            return f"団体コード「{self.code}」の桁数か検査数字が正しくありません。"
        if self.code in already:
            return f"団体コード {self.code} の行が2つあります。先の行を取り込みました。"
        if not self.number.isdigit():
            return f"人口「{self.number}」が数ではありません。"
        if not (len(self.year) == 4 and self.year.isdigit()):
            return f"人口基準年「{self.year}」が西暦4桁ではありません。"
        expected = names.get(self.code)
        if expected is not None and search_key(expected) != search_key(self.name):
            owner = expected or "都道府県"
            return f"団体コード {self.code} は「{owner}」のもので、名前「{self.name}」と合いません。"
        return None


def _rows(table: Table) -> Iterator[_Row]:
    code, name, number, year = table.positions(_CODE, _TOWN, _NUMBER, _YEAR)
    for row_number, cells in table.numbered_rows():
        yield _Row(
            row_number=row_number,
            surplus=len(cells) - len(table.header),
            code=digits(cells[code]).strip(),
            name=cells[name].strip(),
            number=digits(cells[number]).replace(",", "").strip(),
            year=digits(cells[year]).strip(),
        )


def _sum_of(hall: Prefecture, towns: Iterable[Municipality], sound: Mapping[str, Residents]) -> PrefectureSum:
    codes = [town.code6 for town in towns if town.prefecture_code == hall.code]
    complete = all(code in sound for code in codes)
    return PrefectureSum(
        code6=hall.code6,
        name=hall.name,
        stated=sound[hall.code6].number,
        summed=sum(sound[code].number for code in codes) if complete else None,
    )
