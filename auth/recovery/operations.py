"""Asking for a link, sending it, setting the password with it.

The door writes the same one job whoever is asked for, so that neither its answer nor its time tells who has an
account; the worker finds out and writes the letter. The name travels encrypted: a job carries nothing personal.
"""

import secrets
from asyncio import to_thread
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final
from uuid import UUID

from auth.accounts.passwords import hashed
from auth.factors.schemas import PasswordChange
from auth.journal.operations import record
from auth.recovery.queries import WORTHLESS, link_hash, resetting
from auth.recovery.rules import ASKED_AT_MOST, ASKED_FROM_ADDRESS, LASTS, SUBJECT, letter_to
from auth.recovery.schemas import Forgotten
from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.tries import count_try
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotFound
from foundation.jobs.queue import queue_job
from foundation.notifications.outbox import put_letters
from foundation.vault.box import VAULT

PURPOSE: Final = "forgotten password"
FOUND: Final = "select * from account_to_reset($1)"
BEGIN: Final = "select begin_password_reset($1, $2, $3, $4, $5)"
RESET: Final = "select reset_password($1, $2, $3)"
OFTEN: Final = (
    "短い時間に何度も頼まれました。15分たってから、もう一度お試しください。先に届いたメールも確かめてください。"
)


async def ask_for_link(*, forgotten: Forgotten, address: str, by: Viewer) -> None:
    """Let the worker mail a link, where there is somebody to mail it to. Raises `TooMany`, known or unknown alike."""
    login = forgotten.login.strip().lower()
    await count_try("password reset from", address, most=ASKED_FROM_ADDRESS, wait=OFTEN, by=by)
    await count_try("password reset", login, most=ASKED_AT_MOST, wait=OFTEN, by=by)
    async with unit_of_work(by) as work:
        asked = urlsafe_b64encode(VAULT.keep(login.encode("utf-8", "surrogatepass"), purpose=PURPOSE)).decode()
        await queue_job(work, "send_password_reset", {"asked": asked, "reset": str(work.new_id())})


async def write_link(*, asked: str, reset: UUID, url: str) -> Viewer | None:
    """Make the link of one request and put its letter into the outbox; returns for whom, None where nobody is meant.

    Runs in the worker alone. Run twice, there is one link and one letter.
    """
    login = VAULT.read(urlsafe_b64decode(asked), purpose=PURPOSE).decode("utf-8", "surrogatepass")
    async with unit_of_work(Viewer.public()) as work:
        row = await work.connection.fetchrow(FOUND, login)
    if row is None:
        return None
    secret = secrets.token_urlsafe(32)
    told = Viewer.system(row["organisation"]) if row["organisation"] else Viewer.system_for_person(row["member"])
    async with unit_of_work(told) as work:
        begun = (reset, row["account"], link_hash(secret), work.now, work.now + LASTS)
        if await work.connection.fetchval(BEGIN, *begun):
            await put_letters(
                notice=reset, addresses=[row["email"]], subject=SUBJECT,
                body=letter_to(row["display_name"], f"{url}/password-resets/{secret}"), by=told,
            )  # fmt: skip
            await record(by=told, verb="send_password_reset", noun="account", subject=row["account"],
                         person=row["member"])  # fmt: skip
    return told


async def reset_password(*, secret: str, change: PasswordChange, by: Viewer) -> UUID:
    """Set the password that the link is for; every session of the account ends. Raises `NotFound`."""
    await resetting(secret=secret)
    new = await to_thread(hashed, change.password)
    async with unit_of_work(by) as work:
        account: UUID | None = await work.connection.fetchval(RESET, link_hash(secret), new, work.now)
        if account is None:
            raise NotFound(WORTHLESS)
        await record(by=by, verb="reset_password", noun="account", subject=account)
        return account


async def forget_links(*, by: Viewer) -> None:
    """Delete the links that ran out."""
    async with unit_of_work(by) as work:
        await work.connection.execute("select forget_password_resets($1)", current_clock().now() - LASTS)
