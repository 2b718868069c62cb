"""The zip of everything held on a person. Part of `queries`: puts together what it is given."""

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from asyncpg import Range

from foundation.database.columns import Period
from foundation.database.holdings import Held
from foundation.files.store import StoredFile
from registry.privacy.schemas import Export

README: Final = """一人について持っている情報を、表ごとにまとめたものです（person.json）。
ファイルは files の中にあります。
内容が違うときは、人材プールの団体に訂正を求められます。
"""


def archive(*, member: UUID, held: Sequence[Held], files: Sequence[StoredFile], at: datetime) -> Export:
    """`person.json` (what, when, every table with its rows in Japanese and code names) and the files beside it."""
    told = {
        "person": str(member),
        "written_at": at.isoformat(),
        "tables": [
            {"table": row.table, "name": row.words, "rows": [_plain(found) for found in row.rows]} for row in held
        ],
    }
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("はじめに.txt", README)
        packed.writestr("person.json", json.dumps(told, ensure_ascii=False, indent=1, default=_text))
        for file in files:
            packed.writestr(f"files/{file.id}-{file.name}", file.content)
    rows = sum(len(row.rows) for row in held)
    return Export(name=f"持っている情報-{at:%Y%m%d}.zip", content=kept.getvalue(), rows=rows, files=len(files))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _period(value) if isinstance(value, Range) else value for name, value in row.items()}


def _period(value: "Range[Any]") -> dict[str, str | None] | None:
    """First and last day, both included."""
    if value.isempty or value.lower is None:
        return None
    period = Period.of(value)
    return {"first_day": period.start.isoformat(), "last_day": period.last.isoformat() if period.last else None}


def _text(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value.hex() if isinstance(value, bytes) else str(value)
