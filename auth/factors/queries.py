"""One's own account and how it signs in."""

from msgspec import convert

from auth.factors.rules import authenticator_address, typed_secret
from auth.factors.schemas import OtherSession, OwnAccount, OwnLink, Setup
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from foundation.vault.box import VAULT, NotOurs

ACCOUNT = """
select a.login, a.password_hash is not null as has_password, f.confirmed_at, f.account is not null as has_factor,
    cardinality(f.recovery) as codes, (select count(*) from sign_in_failure s where s.account = a.id) as failed
from account a left join second_factor f on f.account = a.id where a.id = $1
"""
SESSIONS = """
select s.created_at, s.seen_at, p.name as provider from web_session s
left join openid_provider p on p.id = s.provider where s.account = $1 order by s.seen_at desc
"""
LINKS = """
select l.id, coalesce(p.name, '') as name, l.linked_at, l.used_at from openid_link l
left join openid_provider p on p.id = l.provider where l.account = $1 order by l.linked_at
"""
WAITING = """
select f.kept, a.login from second_factor f join account a on a.id = f.account
where f.account = $1 and f.confirmed_at is null
"""


async def own_account(*, by: Viewer) -> OwnAccount:
    """The viewer's own account, its sessions, its links, the tries that failed within a day."""
    async with reading(by) as work:
        row = await work.connection.fetchrow(ACCOUNT, by.account)
        sessions = await work.connection.fetch(SESSIONS, by.account)
        links = await work.connection.fetch(LINKS, by.account)
        return OwnAccount(
            login=row["login"], has_password=row["has_password"], second_factor_since=row["confirmed_at"],
            codes_left=row["codes"] if row["confirmed_at"] else None,
            waiting=row["has_factor"] and row["confirmed_at"] is None,
            sessions=[convert(dict(one), OtherSession) for one in sessions],
            links=[convert(dict(one), OwnLink) for one in links], failed=row["failed"],
        )  # fmt: skip


async def setup_waiting(*, by: Viewer) -> Setup:
    """The secret that waits for its first code. Raises `NotFound` where none does."""
    async with reading(by) as work:
        row = await work.connection.fetchrow(WAITING, by.account)
    if row is None:
        raise NotFound
    try:
        secret = VAULT.read(row["kept"], purpose=factor_purpose(by))
    except NotOurs as error:
        raise NotFound from error
    return Setup(typed_secret(secret), authenticator_address(secret, row["login"]))


def factor_purpose(by: Viewer) -> str:
    """What an authenticator's secret is kept for: it serves for no other account."""
    return f"second factor {by.account}"
