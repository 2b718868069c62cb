"""Founding a framework: the record, and the links by which participants read the pool's cards."""

from auth.journal.operations import record
from auth.organisations.operations import link_bodies
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed
from registry.frameworks.access import may_found
from registry.frameworks.schemas import NewFramework
from registry.frameworks.tables import Framework


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
