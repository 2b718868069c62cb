"""Where a definition places a town, and the published table of fiscal 2023 out of such rows, cell by cell."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import count, pairwise

import pytest

from reports.survey.reference import definition_called, definitions, statements
from reports.survey.rules import ALL, Apart, TownRow, cross_tab, placed, share

MIC_2023 = definition_called("dx-dashboard-2023")

PUBLISHED = """
26 144 169 107 42 14 21 6 1 0 530
10 31 143 173 145 84 84 10 5 0 685
1 1 11 22 26 39 116 22 1 0 239
0 0 4 5 4 6 70 58 1 0 148
0 0 1 2 0 0 11 50 31 1 96
0 0 0 0 0 0 4 2 18 0 24
0 0 0 0 0 0 0 0 3 8 11
37 176 328 309 217 143 306 148 60 9 1733
"""
"""Population band by number of staff, fiscal 2023, with totals (MIC, April 2024; domain.md)."""


def published() -> Iterator[tuple[str, str, int]]:
    """Row, column and towns of each published cell."""
    rows = [*(band.name for band in MIC_2023.population_bands), ALL]
    columns = [*(band.name for band in MIC_2023.staff_bands), ALL]
    for row, line in zip(rows, PUBLISHED.split("\n")[1:-1], strict=True):
        for column, towns in zip(columns, line.split(), strict=True):
            yield row, column, int(towns)


def fictional_towns() -> Iterator[TownRow]:
    """So many towns in each inner cell, at the bounds of their bands in turn, and the eight that were not asked."""
    numbers = count()
    for population in MIC_2023.population_bands:
        for staff in MIC_2023.staff_bands:
            inner = next(n for row, column, n in published() if (row, column) == (population.name, staff.name))
            for n in range(inner):
                residents = (population.first, population.last or 3_000_000)[n % 2]
                persons = (staff.first, (90 if staff.last is None else staff.last) + Decimal("0.9"))[n % 2]
                yield TownRow(f"{next(numbers)}", residents, Decimal(persons))
    for _ in range(8):
        yield TownRow(f"{next(numbers)}", 20_000, None, surveyed=False)


def test_the_published_table_comes_out_cell_by_cell() -> None:
    cells, apart = cross_tab(fictional_towns(), MIC_2023)
    wrong = [(row, column, cells.get((row, column), 0), towns)
             for row, column, towns in published() if cells.get((row, column), 0) != towns]  # fmt: skip
    assert wrong == []
    assert apart == {Apart.NOT_SURVEYED: 8}


@pytest.mark.parametrize(
    ("staff", "column"),
    [("0", "0人"), ("0.5", "0人"), ("0.9", "0人"), ("1.0", "1人"), ("1.5", "1人"), ("2", "2人"), ("10.9", "6〜10人"),
     ("11", "11〜20人"), ("51", "51人以上")],
)  # fmt: skip
def test_below_one_full_time_person_is_below_one(staff: str, column: str) -> None:
    assert placed(TownRow("1", 9_000, Decimal(staff)), MIC_2023) == ("1万人以下", column)


@pytest.mark.parametrize(
    ("residents", "row"),
    [(10_000, "1万人以下"), (10_001, "1万人超5万人以下"), (50_000, "1万人超5万人以下"), (50_001, "5万人超10万人以下"),
     (100_000, "5万人超10万人以下"), (100_001, "10万人超20万人以下"), (500_000, "20万人超50万人以下"),
     (1_000_000, "50万人超100万人以下"), (1_000_001, "100万人超")],
)  # fmt: skip
def test_each_bound_belongs_to_the_band_below(residents: int, row: str) -> None:
    assert placed(TownRow("1", residents, Decimal(1)), MIC_2023) == (row, "1人")


def test_a_town_that_was_not_asked_or_is_not_known_stands_apart() -> None:
    assert placed(TownRow("1", 9_000, None, surveyed=False), MIC_2023) is Apart.NOT_SURVEYED
    assert placed(TownRow("1", 9_000, None), MIC_2023) is Apart.NO_STAFF
    assert placed(TownRow("1", None, Decimal("0.9")), MIC_2023) is Apart.NO_POPULATION


def test_shares_are_of_the_surveyed_and_rounded_half_up() -> None:
    assert share(1270, 1733, decimals=1) == 73.3
    assert share(1, 8, decimals=1) == 12.5
    assert share(1, 16, decimals=1) == 6.3
    assert share(0, 0, decimals=1) is None


def test_every_definition_has_bands_without_gap_or_overlap() -> None:
    for definition in definitions().values():
        for bands in (definition.population_bands, definition.staff_bands):
            assert bands[0].first == 0 and bands[-1].last is None
            assert all(lower.last is not None and lower.last + 1 == upper.first
                       for lower, upper in pairwise(bands))  # fmt: skip
        assert definition.source and definition.columns


def test_a_published_contradiction_is_kept_and_flagged() -> None:
    told = {one.key: one for one in statements()}
    assert told["ehime-experts"].told_number == 5 and told["ehime-experts"].sum_of_parts == 7
    assert told["ehime-experts"].contradicts_itself
    assert not told["one-person-it"].contradicts_itself and not told["nagano-members"].contradicts_itself
