"""One's own passkeys, and the one that somebody unknown comes with."""

from typing import Final

from msgspec import convert

from auth.passkeys import ceremonies
from auth.passkeys.challenges import new_challenge, ticket_of
from auth.passkeys.rules import Party
from auth.passkeys.schemas import Asked, Kept, OwnPasskey, OwnPasskeys
from auth.viewer import Viewer
from foundation.database.unit_of_work import Work, reading

OWNER: Final = "select login, password_hash is not null or demo as local from account where id = $1"
OWN: Final = """
select id, name, backed_up, created_at, used_at, doubted_at, version from passkey where account = $1
order by created_at, id
"""
CREDENTIALS: Final = "select credential from passkey where account = $1 and ($2 or doubted_at is null) order by id"
KEPT: Final = "select * from passkey_for($1)"


async def own_passkeys(*, by: Viewer) -> OwnPasskeys:
    """The viewer's own, the oldest first."""
    async with reading(by) as work:
        owner = await work.connection.fetchrow(OWNER, by.account)
        rows = await work.connection.fetch(OWN, by.account)
        return OwnPasskeys(owner["login"], owner["local"], [convert(dict(row), OwnPasskey) for row in rows])


async def asked_to_add(*, party: Party, by: Viewer) -> Asked:
    """What the viewer's browser is asked in order to make a passkey for them."""
    assert by.account is not None
    challenge = new_challenge(aim="add", account=by.account)
    own = await own_passkeys(by=by)
    options = ceremonies.registration_options(
        party=party, challenge=challenge, account=by.account, login=own.login,
        known=await _credentials(by, doubted=True),
    )  # fmt: skip
    return Asked(ticket_of(challenge), options)


async def asked_to_enter(*, party: Party, by: Viewer) -> Asked:
    """What a browser is asked in order to come in, or to prove once more that the viewer is who they are."""
    challenge = new_challenge(aim="enter", account=by.account)
    known = await _credentials(by, doubted=False) if by.signed_in else []
    return Asked(ticket_of(challenge), ceremonies.entry_options(party=party, challenge=challenge, known=known))


async def has_passkey(*, by: Viewer) -> bool:
    """Whether the viewer may prove themselves with one."""
    return bool(await _credentials(by, doubted=False))


async def passkey_kept(work: Work, credential: bytes) -> Kept | None:
    """The passkey with this credential, whosever it is; None where there is none or its account is closed."""
    row = await work.connection.fetchrow(KEPT, credential)
    return convert(dict(row), Kept) if row else None


async def _credentials(by: Viewer, *, doubted: bool) -> list[bytes]:
    async with reading(by) as work:
        rows = await work.connection.fetch(CREDENTIALS, by.account, doubted)
        return [row["credential"] for row in rows]
