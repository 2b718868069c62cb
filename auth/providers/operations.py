"""Registering a body's providers and changing them."""

from typing import Literal
from uuid import UUID

from auth.accounts.lasting import check_lasting
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.providers.asking import Way
from auth.providers.directory import DIRECTORY
from auth.providers.exchange import usable_key
from auth.providers.queries import own_provider, own_providers, secret_purpose
from auth.providers.rules import TokenAuth, is_issuer
from auth.providers.schemas import NewProvider, Provider, ProviderChange, ProviderSettings
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, current_work, unit_of_work
from foundation.errors import Conflict, RuleBroken
from foundation.vault.box import VAULT, NotOurs

INSERT = """
insert into openid_provider (id, organisation, created_at, preset, issuer, name, client_id, token_auth, algorithms,
                             scopes, acr, claims_from, groups_claim, group_roles, is_open)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
"""
CHANGE = """
update openid_provider set name = $3, client_id = $4, token_auth = $5, algorithms = $6, scopes = $7, acr = $8,
    claims_from = $9, groups_claim = $10, group_roles = $11, is_open = $12, version = version + 1
where id = $1 and version = $2 and organisation = $13 returning version
"""
KEEP = """
insert into openid_provider_secret (provider, organisation, kept, changed_at) values ($1, $2, $3, $4)
on conflict (provider) do update set kept = excluded.kept, changed_at = excluded.changed_at
"""
KEPT = "select exists (select 1 from openid_provider_secret where provider = $1)"
WHAT_IS_KEPT = "select kept from openid_provider_secret where provider = $1"
Applied = Literal["registered", "changed", "same"]
NOT_AN_ISSUER = "発行者は https:// で始まるアドレスにしてください。? と # は使えません。"
NOTHING_KEPT = "公開するには、クライアントシークレットか秘密鍵を入れてください。"
NOT_A_KEY = "秘密鍵を読み取れません。PEM形式（BEGIN PRIVATE KEY）のまま貼ってください。"
STALE = "ほかの人が先にこの窓口を直しました。あなたの内容は画面に残っています。読み込み直して確かめてください。"


async def register_provider(*, new: NewProvider, way: Way, by: Viewer) -> Done:
    """Register a provider of the viewer's body. Raises `RuleBroken` for an issuer that cannot be one."""
    require(by, Right.KEEP_STAFF)
    await check_lasting(by)
    if not is_issuer(new.issuer, plain_http=way.plain_http):
        raise RuleBroken(NOT_AN_ISSUER, field="issuer")
    async with unit_of_work(by) as work:
        id = work.new_id()
        await work.connection.execute(
            INSERT, id, by.organisation, work.now, new.preset, new.issuer, *_columns(new)
        )  # fmt: skip
        await _keep_secret(work, id, new, by)
        await record(by=by, verb="register_provider", noun="openid_provider", subject=id, after=_told(new))
        return Done(id)


async def change_provider(*, id: UUID, change: ProviderChange, by: Viewer) -> Done:
    """Change it; the issuer stays, because people are linked to it. Raises `Conflict` where it was changed since."""
    require(by, Right.KEEP_STAFF)
    await check_lasting(by)
    async with unit_of_work(by) as work:
        before = await own_provider(id=id, by=by)
        version = await work.connection.fetchval(CHANGE, id, change.version, *_columns(change), by.organisation)
        if version is None:
            raise Conflict(STALE)
        await _keep_secret(work, id, change, by)
        DIRECTORY.forget(before.issuer)
        await record(by=by, verb="change_provider", noun="openid_provider", subject=id,
                     before={"name": before.name, "is_open": before.is_open}, after=_told(change))  # fmt: skip
        return Done(id, version)


async def apply_provider(*, new: NewProvider, way: Way, by: Viewer) -> Applied:
    """The viewer's body has this provider from now on, registered or changed only where it has to be.

    Raises as `register_provider` and `change_provider` do.
    """
    async with unit_of_work(by):
        known = [
            one for one in await own_providers(by=by) if (one.issuer, one.client_id) == (new.issuer, new.client_id)
        ]
        if not known:
            await register_provider(new=new, way=way, by=by)
            return "registered"
        if _columns(new) == _columns_of(known[0]) and await _same_secret(known[0].id, new.secret):
            return "same"
        change = ProviderChange.model_validate(new.model_dump() | {"version": known[0].version})
        await change_provider(id=known[0].id, change=change, by=by)
        return "changed"


async def _same_secret(id: UUID, given: str) -> bool:
    """Whether what is given says nothing new; a secret whose key is gone has to be kept again."""
    kept = await current_work().connection.fetchval(WHAT_IS_KEPT, id)
    if not given:
        return True
    try:
        return kept is not None and VAULT.read(kept, purpose=secret_purpose(id)) == given.encode()
    except NotOurs:
        return False


def _columns_of(known: Provider) -> tuple[object, ...]:
    return (
        known.name, known.client_id, known.token_auth, known.algorithms, known.scopes, known.acr, known.claims_from,
        known.groups_claim, known.group_roles, known.is_open,
    )  # fmt: skip


async def _keep_secret(work: Work, id: UUID, given: ProviderSettings, by: Viewer) -> None:
    if given.secret:
        if given.token_auth is TokenAuth.PRIVATE_KEY and not usable_key(given.secret):
            raise RuleBroken(NOT_A_KEY, field="secret")
        kept = VAULT.keep(given.secret.encode(), purpose=secret_purpose(id))
        await work.connection.execute(KEEP, id, by.organisation, kept, work.now)
    elif given.is_open and not await work.connection.fetchval(KEPT, id):
        raise RuleBroken(NOTHING_KEPT, field="secret")


def _columns(given: ProviderSettings) -> tuple[object, ...]:
    lines = [line.strip() for line in given.group_roles.splitlines() if line.strip()]
    return (
        given.name, given.client_id, given.token_auth, given.algorithms, given.scopes.split(), given.acr.split(),
        given.claims_from, given.groups_claim, lines, given.is_open,
    )  # fmt: skip


def _told(given: ProviderSettings) -> dict[str, object]:
    return {**given.model_dump(exclude={"secret", "version"}), "secret_changed": bool(given.secret)}
