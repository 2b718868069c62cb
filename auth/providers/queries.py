"""Providers: those of the viewer's body, and the open ones as the sign-in needs them."""

from uuid import UUID

from msgspec import convert

from auth.providers.schemas import Door, Doors, Provider
from auth.viewer import Viewer
from foundation.database.unit_of_work import current_work, reading
from foundation.errors import NotFound, Unavailable
from foundation.text.search import search_key
from foundation.vault.box import VAULT, NotOurs

KEY_GONE = "この窓口の鍵を読めません。仕組みの管理者に、暗号化の鍵の設定を確かめるよう伝えてください。"
COLUMNS = """
p.id, p.organisation, o.name as organisation_name, p.preset, p.name, p.issuer, p.client_id, p.token_auth, p.algorithms,
p.scopes, p.acr, p.claims_from, p.groups_claim, p.group_roles, p.is_open, p.version
"""
OWN = f"""
select {COLUMNS} from openid_provider p join organisation o on o.id = p.organisation
where p.organisation = $1 order by p.created_at, p.id
"""
ONE = f"""
select {COLUMNS} from openid_provider p join organisation o on o.id = p.organisation
where p.id = $1 and (p.is_open and $3 or p.organisation = $2)
"""
DOORS = """
select p.id, p.name, o.name as organisation_name, o.code, coalesce(hall.name, '') || o.name as full_name
from openid_provider p join organisation o on o.id = p.organisation
left join organisation hall on hall.id = o.prefecture
where p.is_open and ($1::uuid is null or p.organisation = $1) order by o.code nulls last, o.name, p.name, p.id
"""


async def own_providers(*, by: Viewer) -> list[Provider]:
    """The providers of the viewer's body, in the order of their registration."""
    async with reading(by) as work:
        return [convert(dict(row), Provider) for row in await work.connection.fetch(OWN, by.organisation)]


async def own_provider(*, id: UUID, by: Viewer) -> Provider:
    """One of them. Raises `NotFound`."""
    return await _one(id, by, public=False)


async def open_provider(*, id: UUID) -> Provider:
    """A provider that people may sign in with. Raises `NotFound`."""
    return await _one(id, Viewer.public(), public=True)


async def open_doors(*, organisation: UUID) -> list[Door]:
    """The providers that people of a body may sign in with."""
    async with reading(Viewer.public()) as work:
        return [convert(dict(row), Door) for row in await work.connection.fetch(DOORS, organisation)]


async def doors_of_bodies(*, called: str) -> Doors:
    """Those of the bodies of just that name, with or without its prefecture, or of that 団体コード.

    Part of a name finds nothing: the sign-in page lists to nobody who works with which provider.
    """
    key = search_key(called)
    async with reading(Viewer.public()) as work:
        rows = await work.connection.fetch(DOORS, None)
    meant = [
        row
        for row in rows
        if key and key in {row["code"], *map(search_key, (row["organisation_name"], row["full_name"]))}
    ]
    return Doors(bool(rows), [Door(row["id"], row["name"], row["full_name"]) for row in meant])


async def secret_of(*, provider: UUID) -> str:
    """The secret of an open provider, as typed; "" where it has none. Raises `Unavailable` where its key is gone."""
    async with reading(Viewer.public()):
        kept = await current_work().connection.fetchval("select secret_of_provider($1)", provider)
    try:
        return VAULT.read(kept, purpose=secret_purpose(provider)).decode() if kept else ""
    except NotOurs as error:
        raise Unavailable(KEY_GONE) from error


def secret_purpose(provider: UUID) -> str:
    """What a provider's secret is kept for: it serves for no other provider."""
    return f"provider {provider}"


async def _one(id: UUID, by: Viewer, *, public: bool) -> Provider:
    async with reading(by) as work:
        row = await work.connection.fetchrow(ONE, id, by.organisation, public)
        if row is None:
            raise NotFound
        return convert(dict(row), Provider)
