"""Whether whoever came through a provider still belongs: asked again while they work.

A provider whose groups speak for roles is asked at the first request after 45 seconds, so that a group lost there is a
session lost here within a minute. A provider that does not answer ends nothing.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

import msgspec

from auth.journal.operations import record
from auth.providers.asking import Way
from auth.providers.exchange import asked_again
from auth.providers.queries import open_provider, secret_of
from auth.providers.rules import Disbelieved, Standing
from auth.providers.schemas import Provider
from auth.signin.groups import follow_groups
from auth.signin.queries import token_hash
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotFound, Unavailable
from foundation.vault.box import VAULT, NotOurs

ASKED_EVERY: Final = timedelta(seconds=45)
"""With the seconds that a provider may take, less than the minute that is promised."""
OURS_TO_MEND: Final = frozenset({"client_refused", "provider_address"})
"""What says nothing of the person: our own registration at the provider is wrong."""
KEEP: Final = "select keep_standing($1, $2, $3)"
CLAIM: Final = "select * from claim_standing($1, $2, $3)"
END: Final = "select end_web_sessions_of_provider($1, $2, null)"


async def keep_standing(*, token: str, provider: Provider, standing: Standing) -> None:
    """Keep with the session what the provider can be asked with, where its groups count and it gave such a thing."""
    if provider.groups_count and standing.may_ask(provider.claims_from):
        async with unit_of_work(Viewer.public()) as work:
            await work.connection.execute(KEEP, token_hash(token), _sealed(provider.id, standing), work.now)


async def followed(viewer: Viewer, *, token: str, way: Way) -> Viewer:
    """The viewer, if their provider has nothing against it; the public where it says that they belong no more."""
    if viewer.through is None or viewer.account is None:
        return viewer
    async with unit_of_work(Viewer.public()) as work:
        due = await work.connection.fetchrow(CLAIM, token_hash(token), work.now, work.now - ASKED_EVERY)
    if due is None:
        return viewer
    try:
        provider = await open_provider(id=due["provider"])
        kept = _opened(provider.id, due["standing"])
        proven = await asked_again(
            provider, secret=await secret_of(provider=provider.id), subject=due["subject"], standing=kept, way=way
        )
        await follow_groups(provider=provider, groups=proven.groups, account=viewer.account)
    except Disbelieved as doubt:
        if doubt.reason in OURS_TO_MEND:
            return viewer
        await _end(provider, due["subject"], doubt.reason)
        return Viewer.public()
    except (Unavailable, NotFound, NotOurs):
        return viewer
    await keep_standing(token=token, provider=provider, standing=proven.standing)
    return viewer


async def _end(provider: Provider, subject: str, reason: str) -> None:
    """End what this person has open through the provider, with a row in the journal of its body."""
    async with unit_of_work(Viewer.public()) as work:
        await work.connection.execute(END, provider.id, subject)
        nobody = replace(Viewer.public(), organisation=provider.organisation)
        await record(by=nobody, verb="standing_lost", noun="session", subject=provider.id, purpose=reason)


def _sealed(provider: UUID, standing: Standing) -> bytes:
    return VAULT.keep(msgspec.json.encode(standing), purpose=_purpose(provider))


def _opened(provider: UUID, sealed: bytes) -> Standing:
    return msgspec.json.decode(VAULT.read(sealed, purpose=_purpose(provider)), type=Standing)


def _purpose(provider: UUID) -> str:
    return f"standing at {provider}"
