"""Where the database of this installation is: given by settings, or embedded in the data folder."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from foundation.database.embedded import attach, start

DsnFor = Callable[[str], str]


@contextmanager
def database_at(home: Path, *, given: DsnFor | None) -> Iterator[DsnFor]:
    """Address by role: the given server, one already running for `home`, or one started for as long as needed."""
    if given is not None:
        yield given
        return
    running = attach(home)
    if running is not None:
        yield running.dsn
        return
    with start(home) as server:
        yield server.dsn
