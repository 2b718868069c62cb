"""Accepting an invitation: with a password of this installation, or as whoever a provider says one is."""

from auth.providers.rules import Disbelieved
from auth.signin.openid import Arrived, open_through, refusing
from auth.signin.operations import has_second_factor, open_session
from auth.staff.operations import accept
from auth.staff.schemas import Acceptance
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work

LINK = "select link_person($1, $2, $3, $4, $5)"


async def join_with_password(*, secret: str, acceptance: Acceptance, old_token: str | None) -> str | None:
    """Make the account and open its first session, or give an account a new password; returns the session's secret.

    None where the account has a second factor: the link and the new password are one, so the person signs in with
    both. Raises `NotFound`, `Conflict`.
    """
    account, told = await accept(secret=secret, acceptance=acceptance, by=Viewer.public())
    if told.account is not None and await has_second_factor(account=account):
        return None
    return await open_session(account=account, old_token=old_token, organisation=told.organisation)


async def join_through_provider(*, arrived: Arrived, old_token: str | None) -> str:
    """Make the account, link it to (issuer, subject), open its first session. Raises `NotAllowed`, `NotFound`."""
    known, proven = arrived.provider, arrived.proven
    async with refusing(known), unit_of_work(Viewer.public()) as work:
        account, told = await accept(secret=arrived.attempt.invitation, acceptance=None, by=Viewer.public())
        if told.organisation != known.organisation:
            raise Disbelieved("invitation_of_another_body")
        await work.connection.execute(LINK, work.new_id(), account, known.id, proven.subject, work.now)
    return await open_through(account=account, arrived=arrived, old_token=old_token)
