"""Adding a passkey to one's account, renaming it, taking it away; believing one that somebody comes with."""

import hashlib
from typing import Final
from uuid import UUID

from auth.journal.operations import record
from auth.passkeys import ceremonies
from auth.passkeys.challenges import Challenge, challenge_of
from auth.passkeys.queries import own_passkeys, passkey_kept
from auth.passkeys.rules import COPIED, MOST, Doubted, Party
from auth.passkeys.schemas import Kept, NewPasskey, OwnPasskey, PasskeyAnswer, PasskeyName
from auth.passkeys.tables import Passkey
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import current_work, unit_of_work
from foundation.database.versions import change_over
from foundation.errors import NotAllowed, NotFound, RuleBroken

INSERT: Final = """
insert into passkey (id, account, name, credential, public_key, sign_count, backed_up, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
"""
REMOVE: Final = "delete from passkey where id = $1 and account = $2 returning id"
SPEND: Final = "select spend($1, $2, $3)"
USE: Final = "select use_passkey($1, $2, $3, $4)"
NOT_MADE: Final = (
    "パスキーを登録できませんでした。何も変わっていません。もう一度「パスキーを登録する」を押し、"
    "端末の案内に5分以内に答えてください。"
)
NOT_LOCAL: Final = "この利用者は所属のID（窓口）からサインインするため、ここにはパスキーを登録できません。"
ENOUGH: Final = f"パスキーは{MOST}個までです。使っていないものを外してから、もう一度登録してください。"


async def add_passkey(*, new: NewPasskey, party: Party, by: Viewer) -> Done:
    """Keep the passkey that the viewer's browser made. Raises `RuleBroken`, `NotAllowed` without a local account."""
    require(by, Right.HOME)
    own = await own_passkeys(by=by)
    if not own.local:
        raise NotAllowed(NOT_LOCAL)
    if len(own.passkeys) >= MOST:
        raise RuleBroken(ENOUGH)
    try:
        challenge = challenge_of(new.ticket, aim="add")
        if challenge.account != by.account:
            raise Doubted("challenge_of_another")
        made = ceremonies.registered(new.answer, party=party, challenge=challenge)
        async with unit_of_work(by) as work:
            await _spend(challenge)
            id = work.new_id()
            await work.connection.execute(
                INSERT, id, by.account, new.name, made.credential_id, made.credential_public_key, made.sign_count,
                made.credential_backed_up, work.now,
            )  # fmt: skip
            await record(by=by, verb="add_passkey", noun="account", subject=by.account, after={"name": new.name})
            return Done(id)
    except Doubted as doubt:
        raise RuleBroken(NOT_MADE) from doubt


async def rename_passkey(*, id: UUID, change: PasskeyName, by: Viewer) -> Done:
    """Another name. Raises `NotFound`, `Conflict` where it was renamed meanwhile."""
    require(by, Right.HOME)
    async with unit_of_work(by):
        before = await _own(id, by)
        version = await change_over(Passkey, id=id, seen=change.version, changes={"name": change.name})
        await record(by=by, verb="rename_passkey", noun="account", subject=by.account,
                     before={"name": before.name}, after={"name": change.name})  # fmt: skip
        return Done(id, version)


async def remove_passkey(*, id: UUID, by: Viewer) -> Done:
    """It opens nothing any more. Raises `NotFound`."""
    require(by, Right.HOME)
    async with unit_of_work(by) as work:
        before = await _own(id, by)
        await work.connection.execute(REMOVE, id, by.account)
        await record(by=by, verb="remove_passkey", noun="account", subject=by.account, before={"name": before.name})
        return Done(id)


async def believe(*, given: PasskeyAnswer, party: Party, by: Viewer) -> Kept:
    """The passkey that signed just now. Raises `Doubted`.

    Its challenge serves once, whether or not it was signed well. `by`, where signed in, has to be its account.
    """
    challenge = challenge_of(given.ticket, aim="enter")
    assertion = ceremonies.assertion_of(given.answer)
    async with unit_of_work(Viewer.public()) as work:
        await _spend(challenge)
        passkey = await passkey_kept(work, assertion.raw_id)
    if passkey is None:
        raise Doubted("unknown_passkey")
    if passkey.account != (by.account or passkey.account) or challenge.account not in (None, passkey.account):
        raise Doubted("another_account", account=passkey.account)
    if passkey.doubted:
        raise Doubted(COPIED, account=passkey.account)
    counted, backed_up = ceremonies.signed_count(assertion, party=party, challenge=challenge, passkey=passkey)
    await _use(passkey, counted, backed_up)
    return passkey


async def _use(passkey: Kept, counted: int, backed_up: bool) -> None:
    async with unit_of_work(Viewer.public()) as work:
        went_on = await work.connection.fetchval(USE, passkey.id, counted, backed_up, work.now)
    if not went_on:
        raise Doubted(COPIED, account=passkey.account)


async def _spend(challenge: Challenge) -> None:
    work = current_work()
    value = hashlib.sha256(b"passkey " + challenge.value).digest()
    if not await work.connection.fetchval(SPEND, value, challenge.account, work.now):
        raise Doubted("challenge_replayed")


async def _own(id: UUID, by: Viewer) -> OwnPasskey:
    found = next((one for one in (await own_passkeys(by=by)).passkeys if one.id == id), None)
    if found is None:
        raise NotFound
    return found
