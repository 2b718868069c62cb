"""How far long work has come: started where it is queued, moved on by the worker, read by the page that waits.

A step is seen by others when its transaction ends: steps are taken outside the unit of work of the thing itself.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from foundation.database.context import Context
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import NotFound

START = """
insert into progress (id, organisation, account, task, total, sentence, created_at, changed_at)
values ($1, $2, $3, $4, $5, $6, $7, $7)
"""
STEP = """
update progress set state = 'running', done = $2, total = $3, sentence = $4, changed_at = $5
where id = $1 and organisation = $6
"""
END = """
update progress set state = $2, sentence = $3, result = $4, changed_at = $5
where id = $1 and organisation = $6
"""
READ = """
select id, task, done, total, state, sentence, result, changed_at from progress
where id = $1 and organisation = $2
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """Long work as far as it has come. `total` 0: not known yet. `result`: what it made."""

    id: UUID
    task: str
    done: int
    total: int
    state: str
    sentence: str
    result: UUID | None
    changed_at: datetime

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("finished", "failed")


async def start_progress(*, task: str, by: Context, total: int = 0, sentence: str = "順番を待っています") -> UUID:
    """Say that work for the viewer's body waits; hand the id to the job that does it."""
    async with unit_of_work(by) as work:
        id = work.new_id()
        await work.connection.execute(START, id, by.organisation, by.account, task, total, sentence, work.now)
        return id


async def step_progress(*, id: UUID, done: int, total: int, sentence: str, by: Context) -> None:
    """Say how far the work is; `sentence` names the step and no person."""
    async with unit_of_work(by) as work:
        await work.connection.execute(STEP, id, done, total, sentence, work.now, by.organisation)


async def finish_progress(*, id: UUID, sentence: str, by: Context, result: UUID | None = None) -> None:
    """Say that it is done; joined to the unit of work of the effect, both stand or neither."""
    async with unit_of_work(by) as work:
        await work.connection.execute(END, id, "finished", sentence, result, work.now, by.organisation)


async def fail_progress(*, id: UUID, sentence: str, by: Context) -> None:
    """Say why it will not be done: what happened, what was kept, what to do."""
    async with unit_of_work(by) as work:
        await work.connection.execute(END, id, "failed", sentence, None, work.now, by.organisation)


async def progress_of(*, id: UUID, by: Context) -> Progress:
    """How far work of the viewer's body is. Raises `NotFound`."""
    async with reading(by) as work:
        row = await work.connection.fetchrow(READ, id, by.organisation)
    if row is None:
        raise NotFound
    return Progress(**row)
