"""Who changed what of a person, field by field. Part of `operations`: called inside its unit of work."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.unit_of_work import current_work
from registry.members.rules import IDENTITY_FIELDS

Fields = Mapping[str, Any]

CHANGE = """
insert into member_change (id, member, at, verb, pool, account, version, fields) values ($1, $2, $3, $4, $5, $6, $7, $8)
"""
IDENTITY = "insert into member_change_identity (id, fields) values ($1, $2)"


async def note_change(*, member: UUID, verb: str, version: int, before: Fields, after: Fields, by: Viewer) -> None:
    """Keep what a field was and what it became; a field that stayed is left out, and so is a change of nothing.

    Values are what JSON can hold, ids as text. What names the person goes to a table of its own.
    """
    work = current_work()
    changed = {
        field: [_plain(before.get(field)), _plain(after.get(field))]
        for field in {**before, **after}
        if _plain(before.get(field)) != _plain(after.get(field))
    }
    if not changed:
        return
    id, pool = work.new_id(), None if by.is_member(member) else by.organisation
    shown = {field: value for field, value in changed.items() if field not in IDENTITY_FIELDS}
    await work.connection.execute(CHANGE, id, member, work.now, verb, pool, by.account, version, json.dumps(shown))
    if named := {field: value for field, value in changed.items() if field in IDENTITY_FIELDS}:
        await work.connection.execute(IDENTITY, id, json.dumps(named))


def _plain(value: Any) -> Any:
    """Empty is empty, however a form or a table writes it; ids and days as text."""
    if value is None or value == "" or value == []:
        return None
    return json.loads(json.dumps(value, default=str))
