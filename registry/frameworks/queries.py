"""Which prefectures have a framework."""

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from registry.frameworks.tables import Framework


async def frameworks_in_place(*, by: Viewer) -> int:
    """How many prefectures have one."""
    async with reading(by):
        count: int = await Framework.count()
        return count
