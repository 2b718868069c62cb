"""Founding a framework, keeping its record, and the links by which participants read the pool's cards."""

from datetime import date
from uuid import UUID

from auth.journal.operations import record
from auth.organisations.operations import leave_framework, link_bodies, register_union
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from registry.frameworks.access import may_admit, may_found, may_keep
from registry.frameworks.queries import framework_of, possible_owners
from registry.frameworks.schemas import FrameworkRecord, NewFramework, NewUnion, Participants
from registry.frameworks.tables import Framework
from registry.municipalities.queries import towns_of

STALE = (
    "この推進体制は、ほかの人が先に変えました。書いた内容は画面に残っています。"
    "最新の内容を確かめてから、もう一度送ってください。"
)


async def found_framework(*, new: NewFramework, by: Viewer) -> Done:
    """Record a co-operation whose pool the viewer's body keeps. Raises `Conflict` where the prefecture has one."""
    if refusal := may_found(by):
        raise NotAllowed(refusal)
    assert by.organisation is not None
    async with unit_of_work(by) as work:
        id = work.new_id()
        fields = new.model_dump(exclude={"participants"})
        await Framework.insert(Framework(id=id, pool_owner=by.organisation, **fields))
        for town in new.participants:
            await link_bodies(parent=by.organisation, child=town, kind="framework", start=new.started_on, by=by)
        await record(by=by, verb="found_framework", noun="framework", subject=id, after=fields)
        return Done(id)


async def keep_framework(*, code: str, kept: FrameworkRecord, by: Viewer) -> Done:
    """Record or correct the framework of a prefecture.

    Raises `Conflict` where somebody changed it after `kept.version`, `RuleBroken` for an owner of no pool.
    """
    before = await framework_of(code=code, by=by)
    if refusal := may_keep(by, prefecture=before.row.prefecture, pool_owner=before.pool_owner):
        raise NotAllowed(refusal)
    owner = kept.pool_owner or before.row.prefecture
    async with unit_of_work(by) as work:
        if owner not in {body.id for body in await possible_owners(prefecture=before.row.prefecture, by=by)}:
            raise RuleBroken("人材プールを持つ団体を一覧から選んでください。", field="pool_owner")
        fields = kept.model_dump(exclude={"version", "pool_owner"}) | {"pool_owner": owner}
        if before.version == 0 and kept.version == 0:
            id = work.new_id()
            await Framework.insert(Framework(id=id, prefecture=before.row.prefecture, **fields))
            await record(by=by, verb="keep_framework", noun="framework", subject=id, after=fields)
            return Done(id)
        columns = {getattr(Framework, name): value for name, value in fields.items()}
        same = (Framework.prefecture == before.row.prefecture) & (Framework.version == kept.version)
        rows = await Framework.update({**columns, Framework.version: kept.version + 1}).where(same).returning(
            Framework.id
        )  # fmt: skip
        if not rows:
            raise Conflict(STALE)
        await record(by=by, verb="keep_framework", noun="framework", subject=rows[0]["id"], after=fields)
        return Done(rows[0]["id"], kept.version + 1)


async def set_participants(*, code: str, chosen: Participants, by: Viewer) -> Done:
    """Let exactly these towns take part: they read the pool's cards from the day on that they do."""
    framework = await framework_of(code=code, by=by)
    if refusal := may_admit(by, pool_owner=framework.pool_owner):
        raise NotAllowed(refusal)
    async with unit_of_work(by):
        towns = {town.id for town in await towns_of(prefecture=framework.row.prefecture, by=by)}
        wanted, had = set(chosen.participants), set(framework.participants)
        if wanted - towns:
            raise RuleBroken("参加する団体は、この都道府県の市区町村から選んでください。", field="participants")
        assert framework.pool_owner is not None
        for town in sorted(wanted - had):
            await link_bodies(parent=framework.pool_owner, child=town, kind="framework", start=chosen.since, by=by)
        await _leave(framework.pool_owner, had - wanted, chosen.since, by=by)
        return Done(framework.row.prefecture)


async def add_union(*, code: str, new: NewUnion, by: Viewer) -> Done:
    """Register a union or a group of cities of the viewer's own prefecture, so that it can be named as owner."""
    framework = await framework_of(code=code, by=by)
    if may_found(by) or not by.acts_for(framework.row.prefecture):
        raise NotAllowed("組合や市町の集まりを登録できるのは、その都道府県の担当者だけです。")
    return await register_union(name=new.name, kana=new.kana, by=by)


async def _leave(parent: UUID, towns: set[UUID], end: date, *, by: Viewer) -> None:
    for town in sorted(towns):
        await leave_framework(parent=parent, child=town, end=end, by=by)
