"""Rows go in once, whole chunks at a time: also with two workers, a killed one, and somebody who calls it off."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from foundation.database.unit_of_work import reading
from foundation.errors import RuleBroken
from foundation.jobs.progress import progress_of
from foundation.text.tabular import read_table, write_csv
from registry.imports import applying
from registry.imports.operations import call_off, request_application, upload_file
from registry.imports.queries import export, preview, sheet_of, upload_of
from registry.imports.rules import Kind
from registry.imports.tasks import apply_import
from registry.members.operations import offer_member_days, register_member
from registry.members.queries import pool_list
from registry.members.roster_rows import RosterPerson
from tests.registry.imports.working import counts, imported, sent, taken_in
from tests.world import World

pytestmark = pytest.mark.database

HEADER = ["管理番号", "氏名", "役割", "スキル", "拠点の団体コード", "月の日数", "いつから", "いつまで", "備考"]
TABLES = (
    "member", "pool_membership", "member_identity", "member_role", "member_skill", "member_terms", "disclosure",
    "capacity_head", "capacity_offer",
)  # fmt: skip
OWN_TO_EACH = ("id", "row_hash", "created_at", "changed_at")


def person(number: int, **more: str) -> list[str]:
    row = {"key": f"P-{number}", "name": f"架空 {number}号", "role": "エンジニア", "skill": "クラウド:2",
           "town": "世羅町", "days": "4.5", "first": "2027-04-01", "last": "2028-03-31", "note": ""}  # fmt: skip
    return list((row | more).values())


async def run(id: UUID, world: World) -> None:
    await apply_import(str(id), str(world.hiroshima.account), str(world.hiroshima.organisation))


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applying, "CHUNK", 3)


@pytest.mark.usefixtures("small_chunks")
async def test_two_workers_on_one_file_take_in_each_row_once(world: World) -> None:
    id = await sent(*[person(n) for n in range(10)], header=HEADER, by=world.hiroshima)
    await request_application(id=id, by=world.hiroshima)
    await asyncio.gather(run(id, world), run(id, world), run(id, world))
    assert counts(await upload_of(id=id, by=world.hiroshima)) == (10, 0, 0, 0)
    assert (await pool_list(by=world.hiroshima))[1].total == 10
    found = await upload_of(id=id, by=world.hiroshima)
    assert found.progress is not None
    progress = await progress_of(id=found.progress, by=world.hiroshima)
    assert (progress.state, progress.done, progress.total, progress.result) == ("finished", 10, 10, id)


@pytest.mark.usefixtures("small_chunks")
async def test_a_worker_that_dies_leaves_whole_chunks_and_the_next_goes_on(world: World) -> None:
    id = await sent(*[person(n) for n in range(8)], header=HEADER, by=world.hiroshima)
    await request_application(id=id, by=world.hiroshima)
    sheet = await sheet_of(id=id, by=world.hiroshima)
    assert await applying._take_next(id, sheet, by=world.hiroshima)
    with pytest.raises(KeyboardInterrupt):
        async with reading(world.hiroshima):
            await applying._take_next(id, sheet, by=world.hiroshima)
            raise KeyboardInterrupt
    assert (await upload_of(id=id, by=world.hiroshima)).done == 3
    assert (await pool_list(by=world.hiroshima))[1].total == 3
    await run(id, world)
    assert counts(await upload_of(id=id, by=world.hiroshima)) == (8, 0, 0, 0)


@pytest.mark.usefixtures("small_chunks")
async def test_called_off_keeps_what_is_in_and_goes_on_when_asked_again(world: World) -> None:
    id = await sent(*[person(n) for n in range(8)], header=HEADER, by=world.hiroshima)
    await request_application(id=id, by=world.hiroshima)
    await applying._take_next(id, await sheet_of(id=id, by=world.hiroshima), by=world.hiroshima)
    await call_off(id=id, by=world.hiroshima)
    await run(id, world)
    row = await upload_of(id=id, by=world.hiroshima)
    assert (row.state, row.done, row.open) == ("cancelled", 3, True)
    assert counts(await taken_in(id, by=world.hiroshima)) == (8, 0, 0, 0)
    await call_off(id=id, by=world.hiroshima)
    assert (await upload_of(id=id, by=world.hiroshima)).state == "applied"


@pytest.mark.usefixtures("small_chunks")
async def test_a_row_that_is_refused_stops_the_file_with_its_number(world: World) -> None:
    await imported(person(1), header=HEADER, by=world.hiroshima)
    rows = [*[person(n) for n in range(2, 6)], person(1, first="2027-05-01", last="2027-04-01")]
    found = await preview(id=await sent(*rows, header=HEADER, by=world.hiroshima), by=world.hiroshima)
    assert [(error.row_number, error.column) for error in found.errors] == [(6, "管理番号")]


async def test_asking_twice_queues_one_job(world: World) -> None:
    id = await sent(person(1), header=HEADER, by=world.hiroshima)
    for _ in range(2):
        await request_application(id=id, by=world.hiroshima)
    async with reading(world.hiroshima) as work:
        jobs = await work.connection.fetchval(
            "select count(*) from jobs.procrastinate_jobs where task_name = 'apply_import'"
        )
    assert jobs == 1


async def test_many_at_once_are_written_as_one_would_be(world: World) -> None:
    """What the bulk way writes is what `register_member` and `offer_member_days` write."""
    id = await sent(person(1), header=HEADER, by=world.hiroshima)
    (row,) = (await sheet_of(id=id, by=world.hiroshima)).rows
    one: RosterPerson = row.value
    assert one.days is not None
    singly = (await register_member(new=one.member, by=world.ehime)).id
    await offer_member_days(id=singly, offered=one.days, by=world.ehime)
    await taken_in(id, by=world.hiroshima)
    in_bulk = (await pool_list(by=world.hiroshima))[0][0].card.id
    assert await written(in_bulk, world.hiroshima) == await written(singly, world.ehime)


async def written(member: UUID, by: Any) -> dict[str, list[dict[str, Any]]]:
    """Every row about a person, without ids, times and whose pool it is."""
    found = {}
    async with reading(by) as work:
        for table in TABLES:
            key = "id" if table == "member" else "member"
            rows = await work.connection.fetch(f"select * from {table} where {key} = $1", member)
            own = {by.organisation, member}
            found[table] = [
                {name: value for name, value in row.items()
                 if name not in OWN_TO_EACH and not (isinstance(value, UUID) and value in own)}
                for row in rows
            ]  # fmt: skip
    return found


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
async def test_what_goes_out_runs_no_formula_and_comes_in_again_as_it_was(world: World, ending: str) -> None:
    await imported(person(1, note='=HYPERLINK("http://x")'), header=HEADER, by=world.hiroshima)
    content = await export(kind=Kind.MEMBERS, ending=ending, by=world.hiroshima)
    table = read_table(content, f"名簿.{ending}")
    note = table.rows[0][table.header.index("備考")]
    assert note == ("'" if ending == "csv" else "") + '=HYPERLINK("http://x")'
    header, back = list(table.header), [cell.removeprefix("'") for cell in table.rows[0]]
    row = dict(zip(header, back, strict=True))
    assert (row["管理番号"], row["スキル"], row["月の日数"], row["拠点の団体コード"]) == (
        "P-1",
        "クラウド:2",
        "4.5",
        "344621",
    )
    id = await sent(table.rows[0], header=header, by=world.hiroshima)
    found = await preview(id=id, by=world.hiroshima)
    assert found.errors == [] and (await sheet_of(id=id, by=world.hiroshima)).rows[0].value.member.note == note.lstrip(
        "'"
    )


async def test_more_than_ten_thousand_rows_are_refused(world: World) -> None:
    content = write_csv(HEADER[:2], [[str(n), "架空"] for n in range(10_001)])
    with pytest.raises(RuleBroken, match="10,000行まで"):
        await upload_file(kind=Kind.MEMBERS, filename="表.csv", content=content, by=world.hiroshima)
