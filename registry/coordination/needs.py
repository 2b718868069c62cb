"""A need as something to talk about: the town that asks and the prefecture that hears are its parties."""

from uuid import UUID

from auth.viewer import Viewer
from foundation.errors import NotFound
from registry.coordination.rules import About, Kind
from registry.needs.queries import need_page


async def about_need(*, need: UUID, by: Viewer) -> About:
    """Raises `NotFound` where the viewer does not see the need, and for a draft, which has nobody to talk to."""
    shown = await need_page(id=need, by=by)
    if shown.state == "draft":
        raise NotFound
    return About(Kind.NEED, need, shown.prefecture, (shown.prefecture, shown.municipality), shown.title,
                 f"/coordination/needs/{need}")  # fmt: skip
