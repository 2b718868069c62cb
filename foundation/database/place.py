"""Where the database of this installation is: given by settings, or embedded in the data folder."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from foundation.database.embedded import Server, attach, start

DsnFor = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Outside:
    """What is kept outside the database, so that whoever changes or loses it cannot change or lose that as well.

    `folders`: the data folder and, where the installation has one, a second place on another machine or medium; the
    same lines go to each. `secret` is the installation's own.
    """

    folders: tuple[Path, ...]
    secret: str


@dataclass(frozen=True, slots=True)
class Place:
    """An address by role; `server` is set where this process keeps the embedded one."""

    dsn: DsnFor
    server: Server | None = None

    def keep_alive(self) -> None:
        """Start the embedded server again if it has died; a server elsewhere is not ours to start."""
        if self.server is not None and self.server.pid is None:
            self.server.launch()


@contextmanager
def database_at(home: Path, *, given: DsnFor | None) -> Iterator[Place]:
    """The given server, one already running for `home`, or one started for as long as needed."""
    if given is not None:
        yield Place(given)
        return
    running = attach(home)
    if running is not None:
        yield Place(running.dsn)
        return
    with start(home) as server:
        yield Place(server.dsn, server)
