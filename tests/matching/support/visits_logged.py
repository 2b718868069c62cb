"""A running support as tests tell it, and a record of it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from auth.viewer import Viewer
from matching.assignments.queries import assignments
from matching.support.operations import write_record
from matching.support.queries import record_row
from matching.support.schemas import NewRecord, RecordRow
from tests.matching.employment import FIRST, TODAY, Story, on, running
from tests.world import World

DAY = FIRST + timedelta(days=20)


@pytest.fixture
async def story(world: World) -> AsyncIterator[Story]:
    """Three towns served, on the twenty-first day."""
    with on(TODAY):
        told = await running(world)
    with on(DAY):
        yield told


async def served(town: Viewer) -> UUID:
    """The town's assignment."""
    return (await assignments(by=town))[0][0].id


def telling(**more: Any) -> dict[str, Any]:
    """What a record says."""
    return {
        "done_on": DAY.isoformat(), "minutes": 120, "means": "on_site", "themes": ["counter"], "met": "総務課長",
        "done": "窓口の申請書を三つにまとめた。",
    } | more  # fmt: skip


async def wrote(story: Story, *, by: Viewer | None = None, town: int = 0, **more: Any) -> RecordRow:
    """A record of the first town, by the member."""
    by = by or story.member
    new = NewRecord.model_validate(
        {"draft": uuid4(), "assignment": await served(story.towns[town])} | telling() | more
    )  # fmt: skip
    return await record_row(id=(await write_record(new=new, by=by)).id, by=by)
