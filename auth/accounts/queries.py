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
