"""Routes x principals x tenants: status, canaries, rows of others; each layer alone; every removed guard noticed.

The plain run asks a sample that is the same every time; `prove` asks everything and prints it.
"""

from collections.abc import Sequence
from zlib import crc32

import pytest

from tests.matrix.asking import Findings, application, ask_all
from tests.matrix.cells import Cell, cells, doors
from tests.matrix.conftest import Matrix
from tests.matrix.layers import guarded_routes, without_guards, without_row_security, without_scopes
from tests.matrix.one_connection import OneConnection

pytestmark = pytest.mark.database

PLAIN = 24
"""In the plain run one cell of this many."""
PLAIN_GUARDS = 48


def chosen(matrix: Matrix, *, one_of: int) -> list[Cell]:
    """The cells of this run, drawn by their names."""
    return [cell for cell in cells(matrix, doors(application())) if crc32(str(cell).encode()) % one_of == 0]


def report(what: str, findings: Findings) -> None:
    """The figures, for docs/proof.md."""
    print(f"{what}: {findings}")


async def every_cell(pool: OneConnection, matrix: Matrix, *, one_of: int) -> Findings:
    findings = await ask_all(pool, matrix, chosen(matrix, one_of=one_of), application())
    report("both layers", findings)
    return findings


async def row_security_off(pool: OneConnection, matrix: Matrix, *, one_of: int) -> Findings:
    await without_row_security(pool, matrix)
    findings = await ask_all(pool, matrix, chosen(matrix, one_of=one_of), application())
    report("row security off", findings)
    return findings


async def application_off(pool: OneConnection, matrix: Matrix, patch: pytest.MonkeyPatch, *, one_of: int) -> Findings:
    without_guards(patch)
    scopes = without_scopes(patch)
    assert scopes > 5
    findings = await ask_all(pool, matrix, chosen(matrix, one_of=one_of), application(), statuses=False)
    report(f"guards and {scopes} scopes off", findings)
    return findings


async def surviving_guards(
    pool: OneConnection, matrix: Matrix, patch: pytest.MonkeyPatch, routes: Sequence[str]
) -> list[str]:
    """Routes whose guard can go without any cell noticing, with row security off."""
    await without_row_security(pool, matrix)
    alive = []
    for route in routes:
        with patch.context() as mutated:
            without_guards(mutated, route)
            mutant = application()
            refused = [cell for cell in cells(matrix, doors(mutant))
                       if f"{cell.door.method} {cell.door.path}" == route and cell.refusal() is not None]  # fmt: skip
            findings = await ask_all(pool, matrix, refused[:12], mutant)
            if refused and not findings.all():
                alive.append(route)
    return alive


async def test_a_sample_of_cells(pool: OneConnection, matrix: Matrix) -> None:
    findings = await every_cell(pool, matrix, one_of=PLAIN)
    assert not findings.all(), "\n".join(findings.all())


async def test_the_application_alone(pool: OneConnection, matrix: Matrix) -> None:
    findings = await row_security_off(pool, matrix, one_of=PLAIN)
    assert not findings.all(), "\n".join(findings.all())


async def test_row_security_alone(pool: OneConnection, matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    findings = await application_off(pool, matrix, monkeypatch, one_of=PLAIN)
    beyond = [*findings.leaks, *(line for line in findings.foreign_writes if " answers " not in line)]
    assert not beyond, "\n".join(beyond)


async def test_a_sample_of_removed_guards_is_noticed(
    pool: OneConnection, matrix: Matrix, monkeypatch: pytest.MonkeyPatch
) -> None:
    routes = guarded_routes()[::PLAIN_GUARDS]
    alive = await surviving_guards(pool, matrix, monkeypatch, routes)
    print(f"guards: {len(routes)} removed one by one, {len(alive)} unnoticed")
    assert not alive


@pytest.mark.prove
async def test_every_cell(pool: OneConnection, matrix: Matrix) -> None:
    findings = await every_cell(pool, matrix, one_of=1)
    print(f"doors that served nobody: {sorted(unserved(findings))}")
    assert not findings.all(), "\n".join(findings.all())


def unserved(findings: Findings) -> set[str]:
    """Doors at which no principal got through: the seeds do not reach them."""
    return {f"{door.method} {door.path}" for door in doors(application())} - findings.served


@pytest.mark.prove
async def test_every_cell_by_the_application_alone(pool: OneConnection, matrix: Matrix) -> None:
    findings = await row_security_off(pool, matrix, one_of=1)
    assert not findings.all(), "\n".join(findings.all())


@pytest.mark.prove
async def test_every_cell_by_row_security_alone(
    pool: OneConnection, matrix: Matrix, monkeypatch: pytest.MonkeyPatch
) -> None:
    findings = await application_off(pool, matrix, monkeypatch, one_of=1)
    beyond = [*findings.leaks, *(line for line in findings.foreign_writes if " answers " not in line)]
    assert not beyond, "\n".join(beyond)


@pytest.mark.prove
async def test_every_removed_guard_is_noticed(
    pool: OneConnection, matrix: Matrix, monkeypatch: pytest.MonkeyPatch
) -> None:
    alive = await surviving_guards(pool, matrix, monkeypatch, guarded_routes())
    print(f"guards: {len(guarded_routes())} removed one by one, {len(alive)} unnoticed")
    assert not alive
