"""Working for another body than the one a session began in. Part of `operations`."""

from typing import Any, Final
from uuid import UUID

from auth.emergencies.queries import sent_to
from auth.providers.queries import open_provider
from auth.signin.operations import Through, open_session
from auth.signin.queries import token_hash
from auth.signin.standing import KEEP
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed

ONE_BODY: Final = (
    "いまのサインインは、この団体の窓口からのものです。ほかの団体で働くには、その団体の窓口から入り直してください。"
)
GOING_ON: Final = """
select created_at, provider, provider_subject, provider_session, standing, asked_at from web_session
where token_hash = $1
"""


async def act_for(*, organisation: UUID, token: str | None, by: Viewer) -> str:
    """Work for another of one's bodies from here on; the session's secret changes with the rights, its age does not.

    A session through a provider stands for the provider's body, and for a body where that one has its person act in an
    emergency; the provider may end it there as well. Raises `NotAllowed`.
    """
    assert by.account is not None
    await _check_body(organisation, by)
    async with unit_of_work(by) as work:
        before = await work.connection.fetchrow(GOING_ON, token_hash(token or ""))
    now = await open_session(
        account=by.account, old_token=token, organisation=organisation, proven_at=by.proven_at,
        through=_through(before), begun=before["created_at"] if before else None,
    )  # fmt: skip
    if before and before["standing"]:
        async with unit_of_work(Viewer.public()) as work:
            await work.connection.execute(KEEP, token_hash(now), before["standing"], before["asked_at"])
    return now


async def _check_body(organisation: UUID, by: Viewer) -> None:
    if by.through is None:
        return
    own = (await open_provider(id=by.through)).organisation
    if organisation != own and not (by.acts_for(own) and await sent_to(organisation=organisation, by=by)):
        raise NotAllowed(ONE_BODY)


def _through(before: Any) -> Through | None:
    if before is None or before["provider"] is None:
        return None
    return Through(before["provider"], before["provider_subject"], before["provider_session"])
