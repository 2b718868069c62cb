"""Signing in and out. Every sign-in makes a new secret: an id that a client chose is never taken over."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from auth.factors.operations import right_code
from auth.factors.rules import recovery_hash
from auth.journal.operations import record
from auth.signin.checking import CHECKER
from auth.signin.queries import SEEN, token_hash, viewer_acting
from auth.signin.rules import REFUSALS_NOTED, TRIES, TRIES_OF_ADDRESS, TRIES_WITHIN
from auth.viewer import Viewer
from foundation.database.tries import count_try
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import NotAllowed, RuleBroken, TooMany

WRONG = "利用者名かパスワードが違います。もう一度入力してください。分からないときは所属の管理者に確かめてください。"
WRONG_AGAIN = "パスワードが違います。もう一度入力してください。"
CODE_NEEDED = "確認コードも入れてください。スマートフォンの認証アプリに出ています。"
WRONG_CODE = "確認コードが違うか、すでに使われています。次に出るコードを入力してください。"
WAIT = "続けて間違えたため、しばらく受け付けません。15分たってから、もう一度お試しください。"
FLOODED = (
    "確かめられないサインインがいくつも続いて届いているため、受け付けませんでした。何も変わっていません。"
    "15分たってから、もう一度お試しください。"
)

OPEN = "select open_web_session($1, $2, $3, $4, $5, $6, $7, $8)"
COUNT = "select count_try(lower($1), $2, $3, $4)"
"""In the database's lower case, in which it looks for the login: Python's differs for a few letters (İ)."""
FORGET = "select forget_tries(lower($1), $2)"


@dataclass(frozen=True, slots=True)
class Through:
    """A session that a provider began: it may end it again, and it stands for the provider's body alone."""

    provider: UUID
    subject: str
    session: str | None


class CodeNeeded(RuleBroken):
    """The password is right; a second factor is set up and its code has not been given."""

    def __init__(self, account: UUID) -> None:
        super().__init__(CODE_NEEDED, field="code")
        self.account = account


async def sign_in(
    *, login: str, password: str, old_token: str | None, address: str = "", code: str = ""
) -> str:  # fmt: skip
    """Check a local password and open a session; returns its secret.

    Known and unknown logins answer alike and take as long. A try is counted before it is checked, so that tries at the
    same moment count as well. Raises `TooMany` beyond ten of a login or a hundred of an address in 15 minutes, or where
    too many people sign in at once, `CodeNeeded` where a second factor is set up and no code was given.
    """
    async with unit_of_work(Viewer.public()) as work:
        tried_at = work.now
        await _count_try(work, login, TRIES)
        if address:
            await _count_try(work, _of_address(address), TRIES_OF_ADDRESS)
        row = await work.connection.fetchrow("select id, password_hash from account_for($1)", login)
    right = await CHECKER.matches(password, row["password_hash"] if row else None)
    if row is None or not right:
        await _note_refusal()
        raise RuleBroken(WRONG)
    await _forget_tries(login, address, tried_at)
    await _check_code(row["id"], code)
    return await open_session(account=row["id"], old_token=old_token)


async def sign_in_with_code(*, account: UUID, code: str, old_token: str | None) -> str:
    """The second step of a sign-in whose password was right: a one-time code or a recovery code."""
    await _check_code(account, code)
    return await open_session(account=account, old_token=old_token)


async def sign_in_to_demo(*, account: UUID, old_token: str | None) -> str:
    """Open a session for one of the demo's fictional accounts. The door offers this in demo mode only."""
    async with unit_of_work(Viewer.public()) as work:
        known = await work.connection.fetchval("select true from account where id = $1 and demo", account)
    if not known:
        raise NotAllowed("デモの利用者ではありません。サインインの画面から選んでください。")
    return await open_session(account=account, old_token=old_token)


async def open_session(
    *, account: UUID, old_token: str | None, organisation: UUID | None = None, proven_at: datetime | None = None,
    through: Through | None = None, begun: datetime | None = None,
) -> str:  # fmt: skip
    """Open a session for an account already proven (just now, or at `proven_at`), end the old one, journal it.

    `begun`: of the session that this one goes on with; its twelve hours are not given again.
    """
    token = secrets.token_urlsafe(32)
    async with unit_of_work(Viewer.public()) as work:
        viewer = await viewer_acting(work, account, organisation)
        if viewer is None:
            raise NotAllowed("この利用者には、いま有効な役割がありません。所属の管理者に確かめてください。")
        await _end(work, old_token)
        await work.connection.execute(
            OPEN, token_hash(token), account, organisation if through else viewer.organisation, begun or work.now,
            proven_at or work.now,
            through.provider if through else None, through.subject if through else None,
            through.session if through else None,
        )  # fmt: skip
        if begun is not None:
            await work.connection.execute(SEEN, token_hash(token), work.now)
        await record(by=viewer, verb="sign_in", noun="session", subject=account)
    return token


async def prove_again(*, password: str, old_token: str | None, demo: bool, by: Viewer) -> str:
    """The same person proves themselves once more; the session gets a new secret. Raises as `sign_in` does.

    In demo mode the demo's accounts, which have no password, prove themselves by saying so.
    """
    assert by.account is not None
    async with unit_of_work(by) as work:
        row = await work.connection.fetchrow("select login, password_hash, demo from account where id = $1", by.account)
    if not (demo and row["demo"]):
        async with unit_of_work(Viewer.public()) as work:
            await _count_try(work, row["login"], TRIES)
        if not await CHECKER.matches(password, row["password_hash"]):
            await _note_refusal()
            raise RuleBroken(WRONG_AGAIN, field="password")
        await _forget_tries(row["login"], "", work.now)
    return await open_session(account=by.account, old_token=old_token, organisation=by.organisation)


async def sign_out(*, token: str | None) -> None:
    """End the session; the secret is worthless afterwards."""
    async with unit_of_work(Viewer.public()) as work:
        await _end(work, token)


async def _end(work: Work, token: str | None) -> None:
    if token:
        await work.connection.execute("select end_web_session($1)", token_hash(token))


def _of_address(address: str) -> str:
    """What tries from an address are counted under. A login has no line break: nobody can choose one that reads so."""
    return f"\naddress {address}"


def _of_codes(account: UUID) -> str:
    """What tries of an account's second step are counted under; as above."""
    return f"\ncode of {account}"


async def has_second_factor(*, account: UUID) -> bool:
    """Whether the account's password alone lets nobody in."""
    return await _second_factor(account) is not None


async def _second_factor(account: UUID) -> bytes | None:
    async with unit_of_work(Viewer.public()) as work:
        kept: bytes | None = await work.connection.fetchval("select second_factor_of($1)", account)
        return kept


async def _count_try(work: Work, subject: str, most: int) -> None:
    if not await work.connection.fetchval(COUNT, subject, work.now, work.now - TRIES_WITHIN, most):
        raise TooMany(WAIT)


async def _forget_tries(login: str, address: str, tried_at: datetime) -> None:
    """The account's tries were its owner's; of the address's only this one was right."""
    async with unit_of_work(Viewer.public()) as work:
        await work.connection.execute(FORGET, login, None)
        await work.connection.execute(FORGET, _of_address(address), tried_at)


async def _check_code(account: UUID, code: str) -> None:
    """Raises `CodeNeeded` without a code, `RuleBroken` for a wrong or used one, `TooMany` after ten of them."""
    public = Viewer.public()
    kept = await _second_factor(account)
    if kept is None:
        return
    if not code:
        raise CodeNeeded(account)
    async with unit_of_work(public) as work:
        await _count_try(work, _of_codes(account), TRIES)
    async with unit_of_work(public) as work:
        right = await right_code(account=account, kept=kept, code=code)
        if not right:
            spent = await work.connection.fetchval("select spend_recovery_code($1, $2)", account, recovery_hash(code))
            right = bool(spent)
        if right:
            await work.connection.execute(FORGET, _of_codes(account), None)
    if not right:
        await _note_refusal()
        raise RuleBroken(WRONG_CODE, field="code")


async def _note_refusal() -> None:
    async with unit_of_work(Viewer.public()):
        await note_refusal(provider=None, organisation=None, reason="")


async def note_refusal(*, provider: UUID | None, organisation: UUID | None, reason: str) -> None:
    """Journal that somebody was not let in: where a provider was asked, for its body, with the reason in one word.

    Nobody counts how often junk is brought to a provider's doors or a passkey's: it must not fill a journal that
    forgets nothing. Raises `TooMany` beyond `REFUSALS_NOTED` in 15 minutes; those who are let in are not counted.
    """
    if reason:
        about = str(provider or "passkey")
        await count_try("refusal", about, most=REFUSALS_NOTED, wait=FLOODED, by=Viewer.public())
    nobody = replace(Viewer.public(), organisation=organisation)
    await record(by=nobody, verb="sign_in_refused", noun="session", subject=provider, purpose=reason)
