"""Travel times by file: dry run, errors by row and column, and the allocation then counts with them."""

import pytest

from matching.allocation.queries import workbench
from registry.imports.queries import export, preview
from registry.imports.rules import Kind
from registry.municipalities.travel_times import travel_times
from tests.matching.allocation.allocation_world import build_bench
from tests.registry.imports.working import counts, imported, sent
from tests.world import World

pytestmark = pytest.mark.database

HEADER = ["一方の市区町村", "他方の市区町村", "片道（分）", "いつの時点", "出所"]
FERRY = ["神石高原町", "342050", "２５０分", "2026-10-01", "時刻表"]
WRONG = (
    (["神石高原町", "神石高原町", "30", "2026-10-01", "時刻表"], "同じ市区町村です"),
    (["神石高原町", "尾道村", "30", "2026-10-01", "時刻表"], "一覧にありません"),
    (["世羅町", "尾道市", "遠い", "2026-10-01", "時刻表"], "1から1440"),
    (["世羅町", "尾道市", "30", "", "時刻表"], "いつの時点"),
)


async def test_a_file_is_looked_at_before_it_counts_and_twice_changes_nothing(world: World) -> None:
    rows = [FERRY, *(row for row, _ in WRONG)]
    seen = await preview(id=await sent(*rows, header=HEADER, by=world.hiroshima, kind=Kind.TRAVEL), by=world.hiroshima)
    assert [(row.name, row.what) for row in seen.rows] == [("尾道市と神石高原町の間：片道250分", "new")]
    assert [error.row_number for error in seen.errors] == [3, 4, 5, 6]
    for error, (_, sentence) in zip(seen.errors, WRONG, strict=True):
        assert sentence in f"{error.column}{error.sentence}"
    assert await travel_times(by=world.hiroshima) == []
    assert counts(await imported(*rows, header=HEADER, by=world.hiroshima, kind=Kind.TRAVEL)) == (1, 0, 0, 4)
    assert counts(await imported(FERRY, header=HEADER, by=world.hiroshima, kind=Kind.TRAVEL)) == (0, 0, 1, 0)
    turned = ["尾道市", "神石高原町", "240", "2026-11-01", "時刻表"]
    assert counts(await imported(turned, header=HEADER, by=world.hiroshima, kind=Kind.TRAVEL)) == (0, 1, 0, 0)
    assert "240" in (await export(kind=Kind.TRAVEL, ending="csv", by=world.hiroshima)).decode("utf-8-sig")
    assert await travel_times(by=world.ehime) == []


async def test_the_allocation_counts_with_what_the_pool_knows(world: World) -> None:
    made = await build_bench(world)
    await imported(FERRY, header=HEADER, by=world.hiroshima, kind=Kind.TRAVEL)
    bench = await workbench(by=world.hiroshima, need=made.jinseki, member=made.second)
    assert bench.candidates is not None and bench.candidates.selected is not None
    assert "250分" in " ".join(bench.candidates.selected.person.bad)
    assert bench.candidates.selected.travel_share == 11, "1.1 days: twice 250 of 465 minutes, rounded up"
