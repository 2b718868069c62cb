"""Registering a body's clients, changing them, giving them new secrets, ending them, handing out tokens."""

import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

from auth.accounts.lasting import check_lasting
from auth.clients.granting import Answer, Asked, answered
from auth.clients.queries import own_client, secret_hash, viewer_of_client
from auth.clients.rules import TOKENS_AT_MOST, scopes_of
from auth.clients.schemas import ClientChange, ClientSettings, NewClient, Rotation
from auth.clients.signing import signing_key
from auth.clients.tokens import Bearer, Issuer, access_token
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done, Told
from foundation.database.tries import count_try
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, RuleBroken

ACCOUNT: Final = "insert into account (id, login, display_name) values ($1, $2, $3)"
INSERT: Final = """
insert into api_client (account, organisation, name, scopes, calls_a_minute, created_at, created_by)
values ($1, $2, $3, $4, $5, $6, $7)
"""
CHANGE: Final = """
update api_client set name = $3, scopes = $4, calls_a_minute = $5, version = version + 1
where account = $1 and version = $2 and organisation = $6 and ended_at is null returning version
"""
NAME: Final = "update account set display_name = $2, version = version + 1 where id = $1"
END: Final = """
update api_client set ended_at = $2, version = version + 1
where account = $1 and organisation = $3 and ended_at is null
"""
LOCK: Final = "select 1 from api_client where account = $1 and organisation = $2 and ended_at is null for update"
ADD: Final = """
insert into api_client_secret (id, account, organisation, hash, created_at) values ($1, $2, $3, $4, $5)
"""
END_EARLIER: Final = """
update api_client_secret set ends_at = least(coalesce(ends_at, $2), $2)
where account = $1 and organisation = $3 and (ends_at is null or ends_at > $2)
"""
KNOWN: Final = "select hash, scopes from secrets_of_client($1, $2)"
STALE: Final = "ほかの人が先にこの外部システムを変えました。あなたの内容は画面に残っています。読み込み直してください。"
ENDED: Final = "この外部システムは、もう終了しています。何も変えていません。新しく登録してください。"
OFTEN: Final = "短い時間に何度もトークンを求められました。15分たってから求めてください。いまのトークンは使えます。"
NOT_THERE: Final = "選べない操作が含まれています。団体の種類に合うものを選んでください。"


async def register_client(*, new: NewClient, by: Viewer) -> Told:
    """Register an outside system of the viewer's body; returns its secret, this once. Raises `RuleBroken`."""
    require(by, Right.KEEP_STAFF)
    await check_lasting(by)
    _check_scopes(new, by)
    async with unit_of_work(by) as work:
        id = work.new_id()
        await work.connection.execute(ACCOUNT, id, f"client-{id}", new.name)
        await work.connection.execute(
            INSERT, id, by.organisation, new.name, list(new.scopes), new.calls_a_minute, work.now, by.account
        )  # fmt: skip
        await record(by=by, verb="register_client", noun="api_client", subject=id, after=new.model_dump(mode="json"))
        return Told(id, await _new_secret(work, id, by))


async def change_client(*, id: UUID, change: ClientChange, by: Viewer) -> Done:
    """Change name, scopes and limit; they hold at the next call. Raises `Conflict` where it was changed since."""
    require(by, Right.KEEP_STAFF)
    await check_lasting(by)
    _check_scopes(change, by)
    async with unit_of_work(by) as work:
        before = await own_client(id=id, by=by)
        if before.ended_at is not None:
            raise Conflict(ENDED)
        version = await work.connection.fetchval(
            CHANGE, id, change.version, change.name, list(change.scopes), change.calls_a_minute, by.organisation
        )  # fmt: skip
        if version is None:
            raise Conflict(STALE)
        await work.connection.execute(NAME, id, change.name)
        await record(by=by, verb="change_client", noun="api_client", subject=id,
                     before={"scopes": before.scopes}, after=change.model_dump(mode="json"))  # fmt: skip
        return Done(id, version)


async def rotate_secret(*, id: UUID, rotation: Rotation, by: Viewer) -> Told:
    """A new secret, told this once; the old ones end after the overlap. Raises `Conflict` for an ended client."""
    require(by, Right.KEEP_STAFF)
    await check_lasting(by)
    async with unit_of_work(by) as work:
        await own_client(id=id, by=by)
        if await work.connection.fetchval(LOCK, id, by.organisation) is None:
            raise Conflict(ENDED)
        until = work.now + timedelta(hours=rotation.overlap_hours)
        await work.connection.execute(END_EARLIER, id, until, by.organisation)
        await record(by=by, verb="rotate_secret", noun="api_client", subject=id,
                     after={"overlap_hours": rotation.overlap_hours})  # fmt: skip
        return Told(id, await _new_secret(work, id, by))


async def end_client(*, id: UUID, by: Viewer) -> Done:
    """Its secrets and its tokens open nothing from the next call on."""
    require(by, Right.KEEP_STAFF)
    async with unit_of_work(by) as work:
        await own_client(id=id, by=by)
        await work.connection.execute(END, id, work.now, by.organisation)
        await work.connection.execute(END_EARLIER, id, work.now, by.organisation)
        await record(by=by, verb="end_client", noun="api_client", subject=id)
        return Done(id)


async def hand_out_token(*, asked: Asked, address: str, issuer: Issuer, by: Viewer) -> Answer:
    """OAuth 2.0, client credentials (RFC 6749, section 4.4): a token, or the error that the standard names.

    A try is counted before it is checked; those of clients that are not there together. Raises `TooMany` where one
    client asks too often from one address.
    """
    client = asked.client
    async with unit_of_work(by) as work:
        rows = await work.connection.fetch(KNOWN, client, work.now) if client else []
        counted = str(client) if rows else "nobody's"
        await count_try("client token", counted, address, most=TOKENS_AT_MOST, wait=OFTEN, by=by)
        private = await signing_key(work) if rows else b""
        now = work.now

    def signed(scope: str) -> str:
        assert client is not None
        return access_token(private=private, client=client, scope=scope, issuer=issuer, now=now)

    scopes = rows[0]["scopes"] if rows else []
    answer = answered(asked, hashes=[row["hash"] for row in rows], scopes=scopes, signed=signed)
    async with unit_of_work(by) as work:
        if answer.status != 200 or client is None:
            await record(by=by, verb="sign_in_refused", noun="api_client", subject=client, purpose=answer.error)
            return answer
        viewer, _ = await viewer_of_client(work, Bearer(client, frozenset(scopes)))
        await record(by=viewer, verb="issue_token", noun="api_client", subject=client)
    return answer


def _check_scopes(given: ClientSettings, by: Viewer) -> None:
    if not set(given.scopes) <= set(scopes_of(by.kind)):
        raise RuleBroken(NOT_THERE, field="scopes")


async def _new_secret(work: Work, id: UUID, by: Viewer) -> str:
    secret = secrets.token_urlsafe(32)
    await work.connection.execute(ADD, work.new_id(), id, by.organisation, secret_hash(secret), work.now)
    return secret
