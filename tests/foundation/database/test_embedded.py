"""The embedded server: starts where nothing is installed, survives being killed, never outlives its owner."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import asyncpg
import psycopg
import pytest

from foundation.database import embedded
from foundation.database.embedded import Binaries, DatabaseNotStarted, Server
from foundation.database.embedded_cluster import free_of_leftovers

pytestmark = pytest.mark.database

CHECKOUT = Path(__file__).parents[3]
OWNER_PROCESS = """
import sys, time
from pathlib import Path
from foundation.database import embedded
print(embedded.start(Path(sys.argv[1])).pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def home() -> Iterator[Path]:
    """A data folder that the server's account can reach; pytest's own are private to the user."""
    with tempfile.TemporaryDirectory(prefix="dxpool-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder) / "home"


def run(server: Server, statement: str, role: str = "owner") -> list[tuple[object, ...]]:
    with psycopg.connect(server.dsn(role), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def processes_of(server: Server) -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").readlink() == server.folder.data:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def gone(pid: int) -> bool:
    try:
        return "Z" in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True


def eventually(happened: Callable[[], bool]) -> bool:
    end = time.monotonic() + 20
    while not happened() and time.monotonic() < end:
        time.sleep(0.02)
    return happened()


def test_starts_keeps_rows_and_starts_again(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seconds = []
    for _ in range(2):
        began = time.perf_counter()
        with embedded.start(home) as server:
            seconds.append(time.perf_counter() - began)
            run(server, "create table if not exists kept (n int)")
            run(server, "insert into kept values (1)")
            count = run(server, "select count(*) from kept")
    with capsys.disabled():
        print(f" first start {seconds[0]:.2f} s, later start {seconds[1]:.2f} s", end="")
    assert count == [(2,)]
    assert seconds[1] < 5


async def test_asyncpg_takes_the_same_address_as_psycopg(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPORT", "1")
    with embedded.start(home, fast_for_tests=True) as server:
        connection = await asyncpg.connect(server.dsn("app"))
        assert await connection.fetchval("select current_user || ' ' || current_database()") == "app dxpool"
        await connection.close()
        assert run(server, "select current_user", role="worker") == [("worker",)]


def test_only_a_socket_that_others_cannot_enter(home: Path) -> None:
    with embedded.start(home, fast_for_tests=True) as server:
        assert run(server, "show listen_addresses", role="postgres") == [("",)]
        assert server.socket_folder.stat().st_mode & 0o777 == 0o700
        assert server.folder.log.stat().st_mode & 0o777 == 0o600


def test_killed_whole_it_starts_again_with_every_commit(home: Path) -> None:
    with embedded.start(home) as server:
        run(server, "create table kept as select generate_series(1, 1000) as n")
        for pid in processes_of(server):
            with suppress(ProcessLookupError):  # the first one killed takes the others with it
                os.kill(pid, signal.SIGKILL)
        assert eventually(lambda: server.pid is None)
        assert (server.folder.data / "postmaster.pid").exists()
        server.launch()
        assert run(server, "select count(*) from kept") == [(1000,)]


def test_a_reused_process_number_does_not_keep_it_from_starting(home: Path) -> None:
    with embedded.start(home, fast_for_tests=True) as server:
        account = server.folder.data.stat()
    stale = server.folder.data / "postmaster.pid"
    other = subprocess.Popen(["/bin/sleep", "60"], user=account.st_uid if os.geteuid() == 0 else None)
    try:
        stale.write_text(f"{other.pid}\n{server.folder.data}\n1\n5432\n{server.socket_folder}\n\n1 1\n")
        os.chown(stale, account.st_uid, account.st_gid)
        with embedded.start(home, fast_for_tests=True) as again:
            assert again.answers()
    finally:
        other.kill()
        other.wait()


def test_it_waits_for_the_end_of_a_server_left_behind(tmp_path: Path) -> None:
    (tmp_path / "postmaster.pid").touch()
    with subprocess.Popen(["/bin/sleep", "0.5"], cwd=tmp_path) as left_behind:
        free_of_leftovers(tmp_path)
        assert left_behind.poll() == 0
    assert not (tmp_path / "postmaster.pid").exists()


def test_it_dies_with_its_owner_and_the_next_owner_takes_over(home: Path) -> None:
    command = [sys.executable, "-c", OWNER_PROCESS, str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT) as owner:
        assert owner.stdout is not None
        server_pid = int(owner.stdout.readline())
        address = embedded.attach(home)
        assert address is not None
        with psycopg.connect(address.dsn("owner"), autocommit=True) as connection:
            connection.execute("create table kept (n int)")
        with pytest.raises(DatabaseNotStarted, match="別の dxpool が使っています"):
            embedded.start(home)
        owner.kill()
        owner.wait()
        with embedded.start(home) as server:
            assert run(server, "select count(*) from kept") == [(0,)]
    assert eventually(lambda: gone(server_pid))
    assert embedded.attach(home) is None


def test_the_server_ends_though_nobody_follows(home: Path) -> None:
    command = [sys.executable, "-c", OWNER_PROCESS, str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT) as owner:
        assert owner.stdout is not None
        server_pid = int(owner.stdout.readline())
        assert not gone(server_pid)
        owner.kill()
    assert eventually(lambda: gone(server_pid))


def test_a_folder_of_another_major_version_is_left_alone(home: Path) -> None:
    with embedded.start(home, fast_for_tests=True) as server:
        data = server.folder.data
    (data / "PG_VERSION").write_text("14\n")
    before = sorted(path.name for path in data.iterdir())
    with pytest.raises(DatabaseNotStarted, match=r"PostgreSQL 14 で作られていて.*手を付けていません"):
        embedded.start(home)
    assert sorted(path.name for path in data.iterdir()) == before


def test_a_failed_start_says_why_and_frees_the_folder(home: Path) -> None:
    with embedded.start(home, fast_for_tests=True) as server:
        control = server.folder.data / "global" / "pg_control"
    whole = control.read_bytes()
    control.write_bytes(b"")
    with pytest.raises(DatabaseNotStarted, match=r"起動できませんでした[\s\S]*pg_control"):
        embedded.start(home, fast_for_tests=True)
    control.write_bytes(whole)
    embedded.start(home, fast_for_tests=True).stop()


def test_a_long_path_moves_the_socket_to_the_temporary_folder(home: Path) -> None:
    deep = home / ("長い" * 30)
    with embedded.start(deep, fast_for_tests=True) as server:
        assert server.socket_folder.parent == Path(tempfile.gettempdir())
        assert server.socket_folder.stat().st_mode & 0o777 == 0o700
        assert embedded.attach(deep) is not None
    assert not server.socket_folder.exists()


def test_a_socket_folder_of_somebody_else_is_refused(home: Path) -> None:
    deep = home / ("長い" * 30)
    with embedded.start(deep, fast_for_tests=True) as server:
        trap = server.socket_folder
    trap.mkdir(mode=0o777)
    trap.chmod(0o777)
    with pytest.raises(DatabaseNotStarted, match="ほかの人も読める"):
        embedded.start(deep, fast_for_tests=True)
    trap.rmdir()


def test_an_interrupted_first_start_begins_again(home: Path) -> None:
    embedded.start(home, fast_for_tests=True).stop()
    postgres = home / "postgres"
    (postgres / "data").rename(postgres / "data.unfinished")
    (postgres / "data.unfinished" / "PG_VERSION").unlink()
    next((postgres / "binaries").iterdir()).rename(postgres / "binaries" / "18.unfinished")
    with embedded.start(home, fast_for_tests=True) as server:
        assert server.answers()
    assert not (postgres / "data.unfinished").exists()
    assert not (postgres / "binaries" / "18.unfinished").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
def test_a_folder_closed_to_the_servers_account_gets_a_link(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = home.parent / "system"
    monkeypatch.setattr("foundation.database.embedded_folder.SYSTEM_FOLDER", elsewhere)
    home.mkdir(mode=0o700)
    with embedded.start(home, fast_for_tests=True) as server:
        assert (home / "postgres").is_symlink()
        assert server.folder.data.is_relative_to(elsewhere)
    assert home.stat().st_mode & 0o777 == 0o700


def test_debians_programs_serve_as_well(home: Path) -> None:
    with embedded.start(home, binaries=Binaries.debian(15), fast_for_tests=True) as server:
        (version,) = run(server, "show server_version_num", role="app")
        assert str(version[0]).startswith("15")
    with pytest.raises(DatabaseNotStarted, match="PostgreSQL 15 で作られていて"):
        embedded.start(home, binaries=Binaries.wheel(), fast_for_tests=True)


def test_a_strict_umask_does_not_lock_the_server_out(home: Path) -> None:
    before = os.umask(0o077)
    try:
        with embedded.start(home / "inner", fast_for_tests=True) as server:
            assert server.folder.data.is_relative_to(home)
    finally:
        os.umask(before)
