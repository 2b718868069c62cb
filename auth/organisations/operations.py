"""Registering companies and schools, and linking bodies."""

from datetime import date
from uuid import UUID

from asyncpg import Range

from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import RuleBroken

LEAVE = """
update organisation_link set during = daterange(lower(during), greatest(lower(during), $3))
where parent = $1 and child = $2 and kind = 'framework' and not isempty(during) and coalesce(upper(during) > $3, true)
"""
REGISTRABLE = frozenset({"company", "school"})


async def register_body(*, kind: str, name: str, kana: str, by: Viewer) -> Done:
    """Add a company or a school. Public bodies come from the reference data alone."""
    require(by, Right.LIST_COMPANIES if kind == "company" else Right.KEEP_POOL)
    if kind not in REGISTRABLE:
        raise RuleBroken("登録できるのは企業と研修機関だけです。自治体は最初から入っています。", field="kind")
    async with unit_of_work(by) as work:
        id = work.new_id()
        await work.connection.execute(
            "insert into organisation (id, kind, name, kana, registered_by) values ($1, $2, $3, $4, $5)",
            id, kind, name, kana, by.organisation,
        )  # fmt: skip
        await record(by=by, verb="register_body", noun="organisation", subject=id, after={"kind": kind, "name": name})
        return Done(id)


async def register_union(*, name: str, kana: str, by: Viewer) -> Done:
    """Add a union of municipalities (一部事務組合, 広域連合) or a group of cities of the viewer's own prefecture."""
    require(by, Right.KEEP_POOL)
    async with unit_of_work(by) as work:
        id = work.new_id()
        await work.connection.execute(
            "insert into organisation (id, kind, name, kana, prefecture, registered_by) "
            "values ($1, 'union', $2, $3, $4, $4)",
            id, name, kana, by.organisation,
        )  # fmt: skip
        await record(by=by, verb="register_union", noun="organisation", subject=id, after={"name": name})
        return Done(id)


async def link_bodies(*, parent: UUID, child: UUID, kind: str, start: date, by: Viewer) -> Done:
    """Put `child` under `parent` from a day on: supervision by a prefecture, a union, or a framework's pool."""
    require(by, Right.KEEP_POOL)
    async with unit_of_work(by) as work:
        id = work.new_id()
        await work.connection.execute(
            "insert into organisation_link (id, parent, child, kind, during) values ($1, $2, $3, $4, $5)",
            id, parent, child, kind, Range(start, None),
        )  # fmt: skip
        await record(by=by, verb="link_bodies", noun="organisation", subject=child, after={"parent": parent})
        return Done(id)


async def leave_framework(*, parent: UUID, child: UUID, end: date, by: Viewer) -> Done:
    """`child` takes part in the framework of `parent` until the day before `end`. Told again, it stays as it is."""
    require(by, Right.KEEP_POOL)
    async with unit_of_work(by) as work:
        await work.connection.execute(LEAVE, parent, child, end)
        await record(by=by, verb="leave_framework", noun="organisation", subject=child, after={"end": end})
        return Done(child)
