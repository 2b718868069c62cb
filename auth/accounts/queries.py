"""Questions about accounts."""

from uuid import UUID

from msgspec import Struct, convert

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading

DEMO = "select id, login, display_name, division from account where demo and closed_at is null order by login"
ADDRESSES_OF_BODY = """
select a.email, h.role from role_holding h join account a on a.id = h.account
where h.organisation = $1 and h.during @> app_today() and a.closed_at is null and a.email is not null
order by a.login
"""
ADDRESSES_OF_MEMBER = "select email from account where member = $1 and closed_at is null and email is not null"


class DemoAccount(Struct, frozen=True):
    """A fictional account that the sign-in page offers in demo mode."""

    id: UUID
    login: str
    display_name: str
    division: str


async def demo_accounts() -> list[DemoAccount]:
    """The demo's accounts, in the order in which the story meets them."""
    async with reading(Viewer.public()) as work:
        return [convert(dict(row), DemoAccount) for row in await work.connection.fetch(DEMO)]


async def addresses_with_roles(*, by: Viewer) -> list[tuple[str, str]]:
    """Mail address and role of everybody who works for the viewer's body."""
    async with reading(by) as work:
        rows = await work.connection.fetch(ADDRESSES_OF_BODY, by.organisation)
        return [(row["email"], row["role"]) for row in rows]


async def own_addresses(*, by: Viewer) -> list[str]:
    """The mail address of the viewer's own account as a member; none where there is no account or no address."""
    async with reading(by) as work:
        return [row["email"] for row in await work.connection.fetch(ADDRESSES_OF_MEMBER, by.member)]


async def has_account(*, member: UUID, by: Viewer) -> bool:
    """Whether a person signs in already; their account itself is nobody else's to see."""
    async with reading(by) as work:
        there: bool = await work.connection.fetchval("select has_account($1)", member)
        return there
