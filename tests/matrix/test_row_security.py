"""Row security alone: who reads and changes what, table by table; and every policy that is weakened is noticed."""

import pytest

from tests.house.catalogue import PolicyOf, policies_of
from tests.matrix.conftest import Matrix
from tests.matrix.one_connection import OneConnection
from tests.matrix.probes import Kinship, breaches

pytestmark = pytest.mark.database

EQUIVALENT = {
    ("badge_key", "published"): "the halves of keys that verify badges are for everybody",
    ("course_edition", "published"): "the texts of courses are for everybody",
    ("figure_snapshot", "published"): "small cells are withheld before they are written",
    ("open_data_file", "published"): "open data",
}
"""Policies that already say `true`, with the reason."""
SAMPLE = 6
"""In the plain run every sixth mutant; all of them under `prove`."""


async def test_each_table_is_read_and_changed_as_declared(pool: OneConnection, matrix: Matrix) -> None:
    kinship = Kinship(matrix, await pool.rows(matrix.tables))
    wrong = [line for table in matrix.tables.values() if table.protected
             for line in await breaches(pool, matrix, table, kinship)]  # fmt: skip
    cells = len(matrix.principals) * sum(table.protected for table in matrix.tables.values())
    print(f"row security: {cells} cells of principal and table, {len(wrong)} breaches")
    assert not wrong, "\n".join(wrong)


async def weakened(pool: OneConnection, policy: PolicyOf) -> None:
    """Replace the policy's conditions by true."""
    await pool.as_administrator()
    using = "using (true)" if policy.reads else ""
    checking = "with check (true)" if policy.writes else ""
    await pool.connection.execute(f"alter policy {policy.name} on {policy.table} {using} {checking}")
    await pool.as_app()


async def survivors(pool: OneConnection, matrix: Matrix, *, step: int) -> tuple[int, list[str]]:
    """How many mutants were tried, and those that nothing noticed."""
    kinship = Kinship(matrix, await pool.rows(matrix.tables))
    declared = [p for p in await policies_of(pool.connection) if matrix.tables[p.table].protected]
    policies = [p for p in declared if (p.table, p.name) not in EQUIVALENT][::step]
    alive = []
    for policy in policies:
        async with pool.taken_back():
            await weakened(pool, policy)
            if not await breaches(pool, matrix, matrix.tables[policy.table], kinship):
                alive.append(f"{policy.name} on {policy.table} replaced by true")
    protected = [table for table in matrix.tables.values() if table.protected][::step]
    for table in protected:
        async with pool.taken_back():
            await pool.as_administrator()
            await pool.connection.execute(f"alter table {table.name} disable row level security")
            await pool.as_app()
            if not await breaches(pool, matrix, table, kinship):
                alive.append(f"row security of {table.name} disabled")
    return len(policies) + len(protected), alive


async def test_a_sample_of_weakened_policies_is_noticed(pool: OneConnection, matrix: Matrix) -> None:
    tried, alive = await survivors(pool, matrix, step=SAMPLE)
    print(f"row security: {tried} mutants of the sample, {len(alive)} alive")
    assert tried > 10
    assert not alive, "\n".join(alive)


@pytest.mark.prove
async def test_every_weakened_policy_is_noticed(pool: OneConnection, matrix: Matrix) -> None:
    tried, alive = await survivors(pool, matrix, step=1)
    print(f"row security: {tried} mutants, {len(alive)} alive")
    assert not alive, "\n".join(alive)
