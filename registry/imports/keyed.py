"""What the rows of a body's own list became. Called inside a unit of work of an import. Part of `operations`."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.unit_of_work import current_work, reading
from foundation.text.sheet_shape import SheetRow
from registry.imports.access import keys_visible_to
from registry.imports.rules import Kind
from registry.imports.tables import ImportKey

REMEMBER: Final = """
insert into import_key (id, owner, kind, row_key, subject, row_hash)
select new.id, $1, $2, new.row_key, new.subject, new.row_hash
from unnest($3::uuid[], $4::text[], $5::uuid[], $6::bytea[]) as new (id, row_key, subject, row_hash)
on conflict (owner, kind, row_key) do update set row_hash = excluded.row_hash
"""


async def known_rows(*, kind: Kind, keys: Sequence[str], by: Viewer) -> dict[str, tuple[UUID, bytes]]:
    """Key -> what it became, and the row as it was taken in last; of the viewer's own body."""
    if not keys:
        return {}
    async with reading(by):
        rows = await ImportKey.select(ImportKey.row_key, ImportKey.subject, ImportKey.row_hash).where(
            keys_visible_to(by) & (ImportKey.kind == kind) & ImportKey.row_key.is_in(list(keys))
        )
    return {row["row_key"]: (row["subject"], row["row_hash"]) for row in rows}


async def remember_rows(*, kind: Kind, made: Mapping[UUID, SheetRow[Any]], by: Viewer) -> None:
    """Keep what each row became: subject -> row."""
    work, rows = current_work(), list(made.values())
    await work.connection.execute(
        REMEMBER, by.organisation, kind, [work.new_id() for _ in rows], [row.key for row in rows], list(made),
        [row.row_hash for row in rows],
    )  # fmt: skip
