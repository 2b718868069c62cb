"""A copy comes back row by row, and a copy that is not as it was written is refused."""

from pathlib import Path

import asyncpg
import pytest

from foundation.backups.copies import DUMP, CopyUnfit, copies_in, prune, read_manifest
from foundation.backups.making import back_up
from foundation.backups.restoring import restore_embedded, verify_copy
from foundation.database.embedded import Server
from foundation.database.embedded_cluster import SUPERUSER
from tests.world import World


@pytest.fixture
def copy(server: Server, inhabited: World, database: str, tmp_path: Path) -> Path:
    """A copy of the test world."""
    folder, _ = back_up(lambda role: server.dsn(role, database), root=tmp_path, embedded=None, keep=2)
    return folder


# Not on Debian's 15 as well: a socket's server is dumped and read back by the programs of the wheel, which is of 18.
def test_every_row_of_every_table_comes_back(copy: Path) -> None:
    manifest = read_manifest(copy)
    assert verify_copy(copy) == (manifest.rows, [])
    assert manifest.tables["public.municipality"].rows == 1741
    assert manifest.tables["public.journal"].rows > 0, "the role backup sees past row security"


@pytest.mark.database
def test_a_copy_that_was_changed_or_is_unfinished_is_refused(copy: Path) -> None:
    dump = copy / DUMP
    dump.write_bytes(dump.read_bytes() + b"x")
    with pytest.raises(CopyUnfit, match="違います"):
        verify_copy(copy)
    (copy / "manifest.json").unlink()
    with pytest.raises(CopyUnfit, match="途中"):
        verify_copy(copy)


@pytest.mark.database
def test_the_oldest_copies_go(server: Server, database: str, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("20990101T000000Z", "20990102T000000Z"):
        (copy.parent / "20250101T000000Z").mkdir(exist_ok=True)
        monkeypatch.setattr("foundation.backups.copies.FORM", name)
        back_up(lambda role: server.dsn(role, database), root=copy.parent, embedded=None, keep=2)
    assert [folder.name for folder, _ in copies_in(copy.parent)] == ["20990101T000000Z", "20990102T000000Z"]
    assert not copy.exists() and not (copy.parent / "20250101T000000Z").exists(), "one unfinished went as well"


@pytest.mark.database
def test_what_else_lies_there_stays(copy: Path) -> None:
    others = [copy.parent / name for name in ("0-accounting", "20250101", "20250101T000000Z-of-another-system")]
    for folder in others:
        folder.mkdir()
    assert prune(copy.parent, keep=1) == [copy]
    assert all(folder.exists() for folder in others)


@pytest.mark.database
async def test_the_role_reads_everything_and_writes_nothing(server: Server, inhabited: World, database: str) -> None:
    reader, administrator = [await asyncpg.connect(server.dsn(role, database)) for role in ("backup", SUPERUSER)]
    for table in ("journal", "account", "organisation_link"):
        counted = f"select count(*) from {table}"
        assert await reader.fetchval(counted) == await administrator.fetchval(counted) > 0
    await reader.execute("set default_transaction_read_only = off")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await reader.execute("update account set display_name = 'x'")
    for connection in (reader, administrator):
        await connection.close()


def test_without_a_copy_nothing_is_touched(tmp_path: Path) -> None:
    with pytest.raises(CopyUnfit, match="バックアップがありません"):
        restore_embedded(tmp_path, at=None)
    assert list(tmp_path.iterdir()) == []
