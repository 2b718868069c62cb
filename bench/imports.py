"""Taking in 10,000 members beside the bare bulk insert of the same rows: what reading, checking and telling cost.

Both work as role app under row security, on a fresh copy of one database each time. The bare insert writes the same
rows into the same nine tables with one statement a table, and nothing else: no file, no check, no journal.
"""

import asyncio
from collections.abc import Iterator, Sequence
from statistics import median
from time import perf_counter
from typing import Any, Final
from uuid import UUID

import asyncpg

from auth.accounts.operations import NewAccount, open_account
from auth.organisations.operations import link_bodies
from auth.permissions.rules import Role
from auth.signin.queries import viewer_acting
from auth.viewer import Viewer
from foundation.database.embedded import Server, create_database, drop_database, temporary
from foundation.database.engine import ENGINE
from foundation.database.migrations import migrate
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.text.ids import body_id
from foundation.text.tabular import write_csv
from registry.imports.operations import request_application, upload_file
from registry.imports.queries import upload_of
from registry.imports.rules import Kind
from registry.imports.tasks import apply_import
from registry.municipalities.loading import load_bodies
from registry.skills.loading import load_skills

ROWS: Final = 10_000
TEMPLATE: Final = "bench"
HALL: Final = body_id("340006")
TOWN: Final = body_id("344621")
HEADER: Final = ("管理番号", "氏名", "ふりがな", "役割", "スキル", "経験年数", "都道府県", "拠点の団体コード", 
                 "任用の形", "月の日数", "いつから", "いつまで", "メール", "備考")  # fmt: skip
TABLES: Final = {
    "member": "id = any ($1)", "pool_membership": "member = any ($1)", "disclosure": "member = any ($1)",
    "member_identity": "member = any ($1)", "member_role": "member = any ($1)", "member_skill": "member = any ($1)",
    "member_terms": "member = any ($1)", "capacity_head": "member = any ($1)", "capacity_offer": "member = any ($1)",
}  # fmt: skip
"""The tables a person is written into, in the order of writing."""


def import_table(*, runs: int) -> Iterator[str]:
    """One line a run, then the median: seconds of the import, of the bare insert, and their ratio."""
    yield f"Import of {ROWS:,} members beside the bare bulk insert of the same rows."
    yield ""
    yield "| run | read s | taken in s | bare insert s | ratio |"
    yield "|---|---|---|---|---|"
    with temporary() as server:
        create_database(server, TEMPLATE)
        asyncio.run(_fill(server))
        found = [asyncio.run(_measured(server)) for _ in range(runs)]
    for run, (read, taken, bare) in enumerate(found):
        yield f"| {run} | {read:.2f} | {taken:.2f} | {bare:.2f} | {taken / bare:.2f} |"
    ratio = median(taken / bare for _, taken, bare in found)
    yield f"| median | | {median(taken for _, taken, _ in found):.2f} | | {ratio:.2f} |"


def roster() -> bytes:
    """Invented people: two roles, three skills, days on offer."""
    return write_csv(
        HEADER,
        [(f"P-{n}", f"架空 {n}号", "かくう", "エンジニア、プロジェクトマネージャー",
          "クラウド:2、セキュリティ:3、仕様書の作成:1", "10-14", "広島県", "344621",
          "業務委託", "4.5", "2027-04-01", "2028-03-31", f"p{n}@example.jp", "午後がよい")
         for n in range(ROWS)],
    )  # fmt: skip


async def _fill(server: Server) -> None:
    await migrate(server.dsn("owner", TEMPLATE))
    connection = await asyncpg.connect(server.dsn("owner", TEMPLATE))
    async with connection.transaction():
        await load_bodies(connection)
        await load_skills(connection)
    await connection.close()


async def _measured(server: Server) -> tuple[float, float, float]:
    name = create_database(server, "bench_import", template=TEMPLATE)
    ENGINE.configure(server.dsn("app", name))
    await ENGINE.open()
    try:
        by = await _officer()
        begun = perf_counter()
        upload = (await upload_file(kind=Kind.MEMBERS, filename="roster.csv", content=roster(), by=by)).id
        read = perf_counter() - begun
        await request_application(id=upload, by=by)
        begun = perf_counter()
        await apply_import(str(upload), str(by.account), str(by.organisation))
        taken = perf_counter() - begun
        assert (await upload_of(id=upload, by=by)).added == ROWS
        return read, taken, await _bare(by)
    finally:
        await ENGINE.close()
        drop_database(server, name)


async def _officer() -> Viewer:
    hall = Viewer.system(HALL, kind="prefecture")
    async with unit_of_work(Viewer.system(HALL)) as work:
        await link_bodies(parent=HALL, child=TOWN, kind="framework", start=work.today, by=Viewer.system(HALL))
    account = await open_account(NewAccount("bench", "架空 計測"), role=Role.MANAGER, by=hall)
    async with unit_of_work(Viewer.public()) as work:
        by = await viewer_acting(work, account.id, None)
    assert by is not None
    return by


async def _bare(by: Viewer) -> float:
    """Seconds to insert copies of the very rows under new ids; reading them is not counted."""
    async with unit_of_work(by) as work:
        ids = [row["id"] for row in await work.connection.fetch("select id from member")]
        renamed = {id: work.new_id() for id in ids}
        copies = {table: await _copies(work, table, where, ids, renamed) for table, where in TABLES.items()}
        statements = {table: await _statement(work, table) for table in TABLES}
        begun = perf_counter()
        for table, rows in copies.items():
            await work.connection.execute(statements[table], *(list(column) for column in zip(*rows, strict=True)))
        return perf_counter() - begun


async def _copies(
    work: Work, table: str, where: str, ids: Sequence[UUID], renamed: dict[UUID, UUID]
) -> list[tuple[Any, ...]]:
    rows = await work.connection.fetch(f"select * from {table} where {where}", ids)
    return [tuple(_fresh(name, value, renamed, work) for name, value in row.items()) for row in rows]


def _fresh(name: str, value: Any, renamed: dict[UUID, UUID], work: Work) -> Any:
    if isinstance(value, list):
        return ",".join(map(str, value))
    if name == "external_key":
        return f"bare-{value}"
    if name == "id" and value not in renamed:
        return work.new_id()
    return renamed.get(value, value) if isinstance(value, UUID) else value


async def _statement(work: Work, table: str) -> str:
    """`insert ... select ... from unnest(...)`; lists travel as text, as they do in the import."""
    columns = await work.connection.fetch(
        "select attname, format_type(atttypid, null) as type from pg_attribute "
        "where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum",
        table,
    )
    names = [row["attname"] for row in columns]
    types = ["text" if row["type"].endswith("[]") else row["type"] for row in columns]
    shown = [f"string_to_array(new.{name}, ',')::{row['type']}" if row["type"].endswith("[]") else f"new.{name}"
             for name, row in zip(names, columns, strict=True)]  # fmt: skip
    arrays = ", ".join(f"${place}::{kind}[]" for place, kind in enumerate(types, start=1))
    return (
        f"insert into {table} ({', '.join(names)}) select {', '.join(shown)} "
        f"from unnest({arrays}) as new ({', '.join(names)})"
    )
