"""The databases inside a server: the product's own, and further ones for tests and restores."""

from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql

from foundation.database.embedded_cluster import SUPERUSER

DATABASE = "dxpool"
ROLES = Path(__file__).with_name("roles.sql")


class Address(Protocol):
    """Where a server answers."""

    def dsn(self, role: str, database: str = ...) -> str:
        """The connection string of a role in a database."""


def bootstrap(superuser_dsn: str) -> None:
    """Runs `roles.sql` in the database of the connection string; may be repeated."""
    with psycopg.connect(superuser_dsn, autocommit=True) as connection:
        connection.execute(ROLES.read_bytes())


def create_database(server: Address, name: str, *, template: str | None = None) -> str:
    """Creates a database of `owner` and returns its name.

    With a template it is a copy of that database, to which nobody may be connected; without one it has roles,
    extensions and an empty public schema. Its files are copied whole: half the time of copying through the log.
    """
    statement = sql.SQL("create database {} template {} encoding 'UTF8' strategy file_copy")
    with psycopg.connect(server.dsn(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template or "template0")))
        if template is not None:
            connection.execute(sql.SQL("alter database {} owner to owner").format(sql.Identifier(name)))
    if template is None:
        bootstrap(server.dsn(SUPERUSER, name))
    return name


def drop_database(server: Address, name: str) -> None:
    """Drops a database, ending the sessions in it; one that is not there is no error."""
    with psycopg.connect(server.dsn(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def ensure_product_database(server: Address) -> None:
    """Creates the database `dxpool` if it is missing, and brings roles and rights up to `roles.sql`."""
    with psycopg.connect(server.dsn(SUPERUSER, "postgres"), autocommit=True) as connection:
        found = connection.execute("select from pg_database where datname = %s", [DATABASE]).fetchone()
    if found is None:
        create_database(server, DATABASE)
    else:
        bootstrap(server.dsn(SUPERUSER, DATABASE))
