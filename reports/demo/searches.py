"""Questions that the demo's officers keep: the prefecture's are shared, the clerk's own are not."""

from registry.searches.operations import keep_search
from registry.searches.schemas import SearchKept
from reports.demo.cast import HIROSHIMA, Cast
from reports.demo.timeline import Timeline

KEPT = (
    ("needs", "聞き取りを待つ相談", "state=submitted&order=waiting", True),
    ("needs", "人さがし中の窓口の相談", "state=accepted&theme=counter", True),
    ("members", "月4日以上空いているエンジニア", "role=engineer&days=4", True),
    ("members", "オンラインで動けるデザイナー", "role=service_designer&place=remote", False),
)


async def keep_searches(cast: Cast, timeline: Timeline) -> None:
    """Kept some weeks ago, so that what has moved since is new."""
    timeline.days_ago(30)
    for listed, name, asked, shared in KEPT:
        kept = SearchKept.model_validate({"list": listed, "name": name, "asked": asked, "shared": shared})
        await keep_search(kept=kept, by=cast.bodies[HIROSHIMA])
