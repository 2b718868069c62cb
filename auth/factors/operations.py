"""Changing one's password, setting up and removing the second factor, ending one's other sessions."""

import asyncio
import hashlib
from uuid import UUID

from auth.accounts.passwords import hashed
from auth.factors.queries import factor_purpose
from auth.factors.rules import new_recovery_codes, new_secret, recovery_hash, step_of
from auth.factors.schemas import CodeTyped, PasswordChange, RecoveryCodes
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.unit_of_work import current_work, unit_of_work
from foundation.errors import NotFound, RuleBroken
from foundation.vault.box import VAULT, NotOurs

BEGIN = """
insert into second_factor (account, kept) values ($1, $2)
on conflict (account) do update set kept = excluded.kept where second_factor.confirmed_at is null returning account
"""
WAITING = "select kept from second_factor where account = $1 and confirmed_at is null for update"
CONFIRM = "update second_factor set confirmed_at = $2, recovery = $3 where account = $1"
RENEW = "update second_factor set recovery = $2 where account = $1 and confirmed_at is not null returning account"
ALREADY = "確認コードは、もう使われています。新しくするには、先に外してください。"
WRONG_CODE = "確認コードが違います。アプリに出ている6桁を、もう一度入力してください。時計のずれも確かめてください。"


async def change_password(*, change: PasswordChange, by: Viewer) -> None:
    """A new password; every session but this request's own answer ends with it."""
    require(by, Right.HOME)
    async with unit_of_work(by) as work:
        kept = await asyncio.to_thread(hashed, change.password)
        await work.connection.execute("select change_password($1, $2)", by.account, kept)
        await work.connection.execute("delete from web_session where account = $1", by.account)
        await record(by=by, verb="change_password", noun="account", subject=by.account)


async def begin_second_factor(*, by: Viewer) -> None:
    """Make a secret for an authenticator. It counts for nothing until its first code. Raises `RuleBroken`."""
    require(by, Right.HOME)
    async with unit_of_work(by) as work:
        kept = VAULT.keep(new_secret(), purpose=factor_purpose(by))
        if await work.connection.fetchval(BEGIN, by.account, kept) is None:
            raise RuleBroken(ALREADY)
        await record(by=by, verb="begin_second_factor", noun="account", subject=by.account)


async def confirm_second_factor(*, typed: CodeTyped, by: Viewer) -> RecoveryCodes:
    """The first code is right: from now on sign-in asks for one. Returns the recovery codes, this once."""
    require(by, Right.HOME)
    async with unit_of_work(by) as work:
        kept = await work.connection.fetchval(WAITING, by.account)
        if kept is None:
            raise NotFound
        if not await right_code(account=by.account, kept=kept, code=typed.code):
            raise RuleBroken(WRONG_CODE, field="code")
        codes = new_recovery_codes()
        await work.connection.execute(CONFIRM, by.account, work.now, [recovery_hash(code) for code in codes])
        await record(by=by, verb="confirm_second_factor", noun="account", subject=by.account)
        return RecoveryCodes(codes)


async def renew_recovery_codes(*, by: Viewer) -> RecoveryCodes:
    """New recovery codes; the old ones are worthless. Raises `NotFound` without a second factor."""
    require(by, Right.HOME)
    async with unit_of_work(by) as work:
        codes = new_recovery_codes()
        if await work.connection.fetchval(RENEW, by.account, [recovery_hash(code) for code in codes]) is None:
            raise NotFound
        await record(by=by, verb="renew_recovery_codes", noun="account", subject=by.account)
        return RecoveryCodes(codes)


async def remove_second_factor(*, by: Viewer) -> None:
    """Sign-in asks for the password alone again."""
    require(by, Right.HOME)
    async with unit_of_work(by) as work:
        await work.connection.execute("delete from second_factor where account = $1", by.account)
        await record(by=by, verb="remove_second_factor", noun="account", subject=by.account)


async def end_other_sessions(*, kept: bytes, by: Viewer) -> None:
    """Sign out everywhere but here. `kept` is the hash of this session's secret."""
    require(by, Right.HOME)
    async with unit_of_work(by) as work:
        await work.connection.execute(
            "delete from web_session where account = $1 and token_hash <> $2", by.account, kept
        )  # fmt: skip
        await record(by=by, verb="end_other_sessions", noun="session", subject=by.account)


async def right_code(*, account: UUID | None, kept: bytes, code: str) -> bool:
    """Whether the one-time code is right and new: a step serves once (RFC 6238, section 5.2)."""
    work = current_work()
    try:
        secret = VAULT.read(kept, purpose=f"second factor {account}")
    except NotOurs:
        return False
    step = step_of(secret, code, work.now) if code.isascii() else None
    if step is None:
        return False
    value = hashlib.sha256(f"code {account} {step}".encode()).digest()
    first: bool = await work.connection.fetchval("select spend($1, $2, $3)", value, account, work.now)
    return first
