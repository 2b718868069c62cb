"""As whom the worker makes a paper."""

from uuid import UUID

from auth.signin.queries import viewer_acting
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work


def asked_by(by: Viewer) -> dict[str, str | None]:
    """What a queued job remembers of the one who asked for it."""
    return {"account": str(by.account) if by.account else None, "organisation": str(by.organisation)}


async def acting(account: str | None, organisation: str | None) -> Viewer:
    """The account acting for the body; where it has been closed since, or there was none, the system for the body."""
    body = UUID(organisation) if organisation else None
    if account is not None:
        async with unit_of_work(Viewer.public()) as work:
            viewer = await viewer_acting(work, UUID(account), body)
        if viewer is not None:
            return viewer
    assert body is not None, "a paper is made for an account or for a body"
    return Viewer.system(body)
