"""This installation, handed to every command: its data folder and its database."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from foundation.commandline.keeping import kept_secret
from foundation.database.embedded import DatabaseNotStarted
from foundation.database.engine import ENGINE
from foundation.database.place import DsnFor, Outside, Place, database_at
from foundation.errors import Refusal
from foundation.vault.box import VAULT

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Installation:
    """`home`: the data folder; `given`: the addresses of a database elsewhere, `None` for the embedded one.

    `second`: a folder on another machine or medium for what is kept outside the database; `secret`: as set, or kept;
    `keys`: those of the vault as set, else the secret is the one.
    """

    home: Path
    given: DsnFor | None = None
    second: Path | None = None
    secret: str = ""
    keys: tuple[str, ...] = ()

    def outside(self) -> Outside:
        """Where lines are kept outside the database."""
        folders = (self.home, self.second) if self.second else (self.home,)
        return Outside(folders, self._secret())

    def unlock(self) -> None:
        """Open the vault of this process, for a command that keeps a secret in the database."""
        VAULT.open_with(self.keys or (self._secret(),))

    @contextmanager
    def database(self) -> Iterator[Place]:
        """The database, running for as long as it is needed.

        Raises `click.ClickException` with the reason where it cannot be started.
        """
        try:
            with database_at(self.home, given=self.given) as place:
                yield place
        except DatabaseNotStarted as error:
            raise click.ClickException(str(error)) from error

    def run(self, act: Callable[[], Awaitable[Result]], *, role: str = "app") -> Result:
        """Run one operation or question as the web process would: as role app, under row security. `role`: another.

        Raises `click.ClickException` with the sentence of a refusal.
        """
        try:
            with self.database() as place:
                return asyncio.run(connected(place.dsn(role), act))
        except Refusal as refusal:
            raise click.ClickException(refusal.sentence) from refusal

    def _secret(self) -> str:
        return self.secret or kept_secret(self.home)


async def connected(dsn: str, act: Callable[[], Awaitable[Result]]) -> Result:
    """`act` while the engine is open on `dsn`."""
    ENGINE.configure(dsn)
    await ENGINE.open(largest=2)
    try:
        return await act()
    finally:
        await ENGINE.close()


pass_installation = click.make_pass_decorator(Installation)
