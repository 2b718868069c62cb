"""Where the embedded server keeps its files, which account runs it, and who holds the folder."""

import fcntl
import hashlib
import os
import pwd
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self, TypedDict

from foundation.database.embedded_errors import DatabaseNotStarted

SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 107  # bytes of sun_path that Linux accepts, without the closing NUL
SYSTEM_FOLDER = Path("/var/lib/dxpool")


class _SpawnAs(TypedDict):
    user: int | None
    group: int | None
    extra_groups: list[int] | None


@dataclass(frozen=True)
class Account:
    """The operating system's account that runs PostgreSQL, which refuses to run as root."""

    uid: int
    gid: int
    is_other: bool

    @classmethod
    def for_server(cls) -> Self:
        """`nobody` when we are root, else ourselves."""
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), is_other=False)
        try:
            nobody = pwd.getpwnam("nobody")
        except KeyError:
            raise DatabaseNotStarted(
                "root のままでは PostgreSQL を動かせず、代わりの利用者 nobody もありません。"
                "ふつうの利用者で起動してください。"
            ) from None
        return cls(nobody.pw_uid, nobody.pw_gid, is_other=True)

    def spawn(self) -> _SpawnAs:
        """Keyword arguments for `subprocess` that start a program under this account."""
        if self.is_other:
            return {"user": self.uid, "group": self.gid, "extra_groups": []}
        return {"user": None, "group": None, "extra_groups": None}

    def private_folder(self, path: Path) -> Path:
        """Makes `path` a folder of this account that nobody else may enter, or refuses one that is not."""
        try:
            path.mkdir(mode=0o700)
            if self.is_other:
                os.chown(path, self.uid, self.gid)
        except FileExistsError:
            pass
        found = path.lstat()
        if path.is_symlink() or found.st_uid != self.uid or found.st_mode & 0o077:
            raise DatabaseNotStarted(
                f"{path} がほかの利用者のものか、ほかの人も読める状態です。中身はそのままです。"
                "その場所を片付けるか、DXPOOL_HOME に別の場所を指定してください。"
            )
        return path


@dataclass(frozen=True)
class Folder:
    """The files of one embedded server below the data folder `home`."""

    home: Path
    root: Path

    @classmethod
    def find(cls, home: Path) -> Self:
        """The folder as it is, made or not."""
        home = home.resolve()
        return cls(home, (home / "postgres").resolve())

    @classmethod
    def make(cls, home: Path, account: Account) -> Self:
        """The folder, made so that `account` can reach it.

        Root's own folder is closed to `nobody`: then a link leads to a folder in /var/lib/dxpool.
        """
        home = home.resolve()
        entry = home / "postgres"
        _make_passage(home, account)
        if not entry.exists():
            entry.unlink(missing_ok=True)  # a link whose target was cleared away
            if account.is_other and not _reachable(home):
                target = SYSTEM_FOLDER / uuid.uuid4().hex
                _make_passage(target, account)
                entry.symlink_to(target)
            else:
                _make_passage(entry, account)
        return cls.find(home)

    @property
    def data(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.root / "data"

    @property
    def binaries(self) -> Path:
        """The copy of the programs."""
        return self.root / "binaries"

    @property
    def log(self) -> Path:
        """What the server of this run wrote; the run before is in `server.log.1`."""
        return self.root / "server.log"

    def socket(self) -> Path:
        """The folder of the Unix socket: inside, or in the temporary folder if the path is too long."""
        inside = self.root / "run"
        if len(os.fsencode(inside / SOCKET_NAME)) <= SOCKET_PATH_LIMIT:
            return inside
        name = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"dxpool-{name}"

    def lock(self) -> IO[bytes]:
        """Holds the folder for this process until the file is closed or the process ends.

        Raises:
            DatabaseNotStarted: another process holds it.
        """
        file = (self.root / "lock").open("wb")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise DatabaseNotStarted(
                f"データの置き場所 {self.home} は、いま動いている別の dxpool が使っています。データは"
                "そのままです。動いている dxpool を止めるか、DXPOOL_HOME に別の場所を指定してください。"
            ) from None
        return file


def _reachable(folder: Path) -> bool:
    return all(path.stat().st_mode & 0o001 for path in (folder, *folder.parents))


def _make_passage(folder: Path, account: Account) -> None:
    """Makes the folder and its missing parents; the server's account may pass through, whatever the umask."""
    for missing in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
        missing.mkdir()
        missing.chmod(0o711 if account.is_other else 0o700)
