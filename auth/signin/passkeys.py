"""Coming in with a passkey, and proving oneself again with one. It stands for password and code together."""

from typing import Final

from auth.inbox.operations import tell_body
from auth.passkeys.operations import believe
from auth.passkeys.rules import COPIED, Doubted, Party
from auth.passkeys.schemas import Kept, PasskeyAnswer
from auth.permissions import Right
from auth.signin.operations import note_refusal, open_session
from auth.signin.queries import viewer_acting
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import RuleBroken

REFUSED: Final = (
    "パスキーを確かめられませんでした。サインインしていません。もう一度試すか、利用者名とパスワードで入ってください。"
)
COPIED_WORDS: Final = (
    "{who}のパスキーが、写しをつくられたおそれがあるため使えなくなりました。"
    "本人に確かめ、そのパスキーを外して新しく登録するよう伝えてください。心当たりがなければ、利用者を閉じてください。"
)
COPIED_SUBJECT: Final = "パスキーの一つを止めました"


async def sign_in_with_passkey(*, given: PasskeyAnswer, party: Party, old_token: str | None) -> str:
    """Open a session for the passkey's account; returns its secret. Raises `RuleBroken`, `NotAllowed`."""
    passkey = await _believed(given, party, Viewer.public())
    return await open_session(account=passkey.account, old_token=old_token)


async def prove_again_with_passkey(
    *, given: PasskeyAnswer, party: Party, old_token: str | None, by: Viewer
) -> str:  # fmt: skip
    """The same person proves themselves once more; the session gets a new secret. Raises `RuleBroken`."""
    passkey = await _believed(given, party, by)
    return await open_session(account=passkey.account, old_token=old_token, organisation=by.organisation)


async def _believed(given: PasskeyAnswer, party: Party, by: Viewer) -> Kept:
    try:
        return await believe(given=given, party=party, by=by)
    except Doubted as doubt:
        await _note(doubt)
        raise RuleBroken(REFUSED) from doubt


async def _note(doubt: Doubted) -> None:
    """Journal the refusal, for the body of a known passkey; tell its managers of a copied one."""
    async with unit_of_work(Viewer.public()) as work:
        owner = await viewer_acting(work, doubt.account, None) if doubt.account else None
        await note_refusal(provider=None, organisation=owner.organisation if owner else None, reason=doubt.reason)
    if doubt.reason != COPIED or owner is None or owner.organisation is None:
        return
    system = Viewer.system(owner.organisation)
    async with unit_of_work(system) as work:
        await tell_body(
            organisation=owner.organisation, right=Right.KEEP_STAFF, key=f"copied passkey {owner.account} {work.today}",
            subject=COPIED_SUBJECT, body=COPIED_WORDS.format(who=owner.account_name), link="/staff", by=system,
        )  # fmt: skip
