"""Signing in and out. Every sign-in makes a new secret: an id that a client chose is never taken over."""

import secrets
from uuid import UUID

from auth.journal.operations import record
from auth.signin.checking import CHECKER
from auth.signin.queries import token_hash, viewer_acting
from auth.signin.rules import TRIES, TRIES_WITHIN
from auth.viewer import Viewer
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import NotAllowed, RuleBroken, TooMany

WRONG = "利用者名かパスワードが違います。もう一度入力してください。分からないときは所属の管理者に確かめてください。"
WAIT = "続けて間違えたため、しばらく受け付けません。15分たってから、もう一度お試しください。"

OPEN = """
insert into web_session (token_hash, account, organisation, created_at, seen_at) values ($1, $2, $3, $4, $4)
"""


async def sign_in(*, login: str, password: str, old_token: str | None) -> str:
    """Check a local password and open a session; returns its secret.

    Known and unknown logins answer alike and take as long. A try is counted before it is checked, so that tries at the
    same moment count as well. Raises `TooMany` beyond ten in 15 minutes, or where too many people sign in at once.
    """
    async with unit_of_work(Viewer.public()) as work:
        await _count_try(work, login)
        row = await work.connection.fetchrow("select id, password_hash from account_for($1)", login)
    right = await CHECKER.matches(password, row["password_hash"] if row else None)
    if row is None or not right:
        await _note_refusal()
        raise RuleBroken(WRONG)
    await _forget_tries(login)
    return await open_session(account=row["id"], old_token=old_token)


async def sign_in_to_demo(*, account: UUID, old_token: str | None) -> str:
    """Open a session for one of the demo's fictional accounts. The door offers this in demo mode only."""
    async with unit_of_work(Viewer.public()) as work:
        known = await work.connection.fetchval("select true from account where id = $1 and demo", account)
    if not known:
        raise NotAllowed("デモの利用者ではありません。サインインの画面から選んでください。")
    return await open_session(account=account, old_token=old_token)


async def open_session(*, account: UUID, old_token: str | None, organisation: UUID | None = None) -> str:
    """Open a session for an account already proven, end the old one, journal it."""
    token = secrets.token_urlsafe(32)
    async with unit_of_work(Viewer.public()) as work:
        viewer = await viewer_acting(work, account, organisation)
        if viewer is None:
            raise NotAllowed("この利用者には、いま有効な役割がありません。所属の管理者に確かめてください。")
        await _end(work, old_token)
        await work.connection.execute(
            OPEN, token_hash(token), account, viewer.organisation, work.now,
        )  # fmt: skip
        await record(by=viewer, verb="sign_in", noun="session", subject=account)
    return token


async def sign_out(*, token: str | None) -> None:
    """End the session; the secret is worthless afterwards."""
    async with unit_of_work(Viewer.public()) as work:
        await _end(work, token)


async def act_for(*, organisation: UUID, token: str | None, by: Viewer) -> str:
    """Work for another of one's bodies from here on; the session's secret changes with the rights."""
    assert by.account is not None
    return await open_session(account=by.account, old_token=token, organisation=organisation)


async def _end(work: Work, token: str | None) -> None:
    if token:
        await work.connection.execute("delete from web_session where token_hash = $1", token_hash(token))


async def _count_try(work: Work, login: str) -> None:
    subject = login.lower()
    await work.connection.execute("select pg_advisory_xact_lock(hashtextextended($1, 0))", subject)
    tries = await work.connection.fetchval(
        "select count(*) from sign_in_failure where subject = $1 and at > $2", subject, work.now - TRIES_WITHIN
    )
    if tries >= TRIES:
        raise TooMany(WAIT)
    await work.connection.execute("insert into sign_in_failure (subject, at) values ($1, $2)", subject, work.now)


async def _forget_tries(login: str) -> None:
    async with unit_of_work(Viewer.public()) as work:
        await work.connection.execute("delete from sign_in_failure where subject = $1", login.lower())


async def _note_refusal() -> None:
    public = Viewer.public()
    async with unit_of_work(public):
        await record(by=public, verb="sign_in_refused", noun="session", subject=None)
