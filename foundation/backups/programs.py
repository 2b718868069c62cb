"""PostgreSQL's own programs, run against an address without the password among their arguments."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from psycopg.conninfo import conninfo_to_dict

from foundation.backups.copies import CopyUnfit
from foundation.database.embedded import choose_binaries

VARIABLES = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
             "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT",
             "target_session_attrs": "PGTARGETSESSIONATTRS"}  # fmt: skip
OLDER: Final = "server version mismatch"
NEWER_NEEDED: Final = (
    "{} がデータベースより古いため、できませんでした。データベースと同じ版かそれより新しい postgresql-client を"
    "入れるか、そのフォルダーを PATH の先頭に置いて、もう一度打ってください。"
)


def run(program: str, *arguments: str | Path, dsn: str, into: Path | None = None) -> None:
    """Run `pg_dump` and the like, the machine's own first: the wheel's have no TLS. `into` takes what it prints.

    Raises `CopyUnfit` with its last words.
    """
    told = {VARIABLES[name]: str(value) for name, value in conninfo_to_dict(dsn).items() if name in VARIABLES and value}
    local = told.get("PGHOST", "").startswith("/")
    found = None if local else shutil.which(program)
    command = [found or choose_binaries().bin / program, *arguments]
    with (into or Path(os.devnull)).open("wb") as output:
        done = subprocess.run(command, env=os.environ | told, stdout=output, stderr=subprocess.PIPE, text=True)
    if OLDER in done.stderr:
        raise CopyUnfit(NEWER_NEEDED.format(program))
    if done.returncode != 0:
        raise CopyUnfit(f"{program} が終わりませんでした。\n{done.stderr.strip()[-2000:]}")
