"""The worker's door of open data: once a day, after the figures of the day stand. It may run twice."""

from typing import Final

from auth.viewer import Viewer
from registry.municipalities.loading import MINISTRY
from reports.figures.operations import write_down_figures
from reports.open_data.operations import publish_open_data


async def publish_open_data_of_today() -> None:
    """As the system working for the ministry."""
    by = Viewer.system(MINISTRY)
    await write_down_figures(by=by)
    await publish_open_data(by=by)


HOURLY: Final = {"publish_open_data_of_today": publish_open_data_of_today}
