"""A region's figures: each is the number of the rows it opens, for the prefecture and nobody else."""

import os
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.errors import NotFound
from reports.figures.regional import CELLS, FigureRow, RegionalFigure, regional_figure, regional_figures
from tests.browser import Visit
from tests.matching.employment import TODAY, matchable_need, on
from tests.registry.people import designer
from tests.world import World

PLAIN, PROVE = 50, int(os.environ.get("DXPOOL_WORLDS", "2000"))
NOW = datetime(2026, 11, 20, tzinfo=UTC)
ROWS = st.lists(
    st.builds(
        FigureRow, id=st.sampled_from("abcdefgh"), about=st.just("x"), link=st.just("/"),
        place=st.sampled_from(["", "世羅町", "神石高原町"]),
        cells=st.lists(st.sampled_from(list(CELLS["needs-unmet"])), min_size=1, max_size=2),
    ),
    max_size=30,
)  # fmt: skip


def adds_up(figure: RegionalFigure) -> None:
    """Every number is the number of different rows it opens; no row is left out of the total."""
    everything = {row.id for row in figure.rows}
    assert figure.figure().value == len(everything) == len(figure.of())
    in_cells = set()
    for cell in CELLS[figure.key]:
        opened = figure.of(cell=cell)
        assert figure.figure(cell=cell).value == len({row.id for row in opened}) == len(opened)
        assert all(cell in row.cells for row in opened)
        in_cells |= {row.id for row in opened}
    assert in_cells == everything
    assert {row.id for place in figure.places for row in figure.of(place=place)} == everything


def test_drawn_rows_add_up() -> None:
    @settings(max_examples=PLAIN)
    @given(rows=ROWS)
    def check(rows: list[FigureRow]) -> None:
        adds_up(RegionalFigure("needs-unmet", NOW, rows))

    check()


@pytest.mark.prove
def test_many_drawn_rows_add_up() -> None:
    @settings(max_examples=PROVE)
    @given(rows=ROWS)
    def check(rows: list[FigureRow]) -> None:
        adds_up(RegionalFigure("needs-unmet", NOW, rows))

    check()


@pytest.mark.database
async def test_a_prefecture_counts_its_own_towns_people_and_needs(world: World) -> None:
    with on(TODAY):
        await designer(by=world.hiroshima)
        await matchable_need(world.sera, by=world.hiroshima)
        await matchable_need(world.matsuyama, by=world.ehime)
        here, there = await regional_figures(by=world.hiroshima), await regional_figures(by=world.ehime)
        for figure in (*here.values(), *there.values()):
            adds_up(figure)
        assert here["pool-people"].figure(cell="service_designer").value == 1
        assert [row.place for row in here["needs-unmet"].of(cell="service_designer")] == ["世羅町"]
        assert here["towns"].figure(cell="waiting").value == 1 and here["towns"].figure().value == 23
        assert there["towns"].figure().value == 20 and there["pool-people"].figure().value == 0
        with pytest.raises(NotFound):
            await regional_figure(key="no-such-figure", by=world.hiroshima)


@pytest.mark.database
async def test_each_number_opens_as_many_rows_through_both_doors(world: World, visit: Visit) -> None:
    await matchable_need(world.sera, by=world.hiroshima)
    hall, sera, nation = await visit("hiroshima_reader"), await visit("sera"), await visit("ministry")
    board = await hall.get("/region")
    assert board.status_code == 200 and "/region/needs-unmet?cell=service_designer" in board.text
    for key, counts in (await hall.get("/api/v1/region")).json().items():
        assert len((await hall.get(f"/api/v1/region/{key}")).json()["rows"]) == counts["total"]
        for cell, number in counts["cells"].items():
            rows = (await hall.get(f"/api/v1/region/{key}?cell={cell}")).json()["rows"]
            assert len(rows) == number, (key, cell)
    assert "世羅町の窓口" in (await hall.get("/region/needs-unmet?cell=service_designer&place=世羅町")).text
    assert (await hall.get("/region/nothing")).status_code == 404
    assert [(await one.get("/region")).status_code for one in (sera, nation)] == [403, 403]
