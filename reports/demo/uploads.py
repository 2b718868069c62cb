"""A roster that the prefecture has sent and looks at: rows that are new, and two with something to put right."""

from importlib.resources import files

from registry.imports.operations import upload_file
from registry.imports.rules import Kind
from reports.demo.cast import HIROSHIMA, Cast
from reports.demo.timeline import Timeline


async def send_a_roster(cast: Cast, timeline: Timeline) -> None:
    """Sent yesterday; it waits to be taken in."""
    timeline.days_ago(1)
    content = files("reports.demo").joinpath("world", "roster.csv").read_bytes()
    await upload_file(kind=Kind.MEMBERS, filename="秋の名簿.csv", content=content, by=cast.bodies[HIROSHIMA])
