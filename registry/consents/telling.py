"""Whom a request for a name is told to. Part of `operations`. No notice names the person: mail travels."""

from auth.inbox.operations import tell_body, tell_member
from auth.permissions import Right
from auth.viewer import Viewer
from registry.consents.queries import signs_in
from registry.consents.schemas import RequestRow


async def tell_asked(row: RequestRow, *, by: Viewer) -> None:
    """The person, or without an account the pool, has to decide."""
    key, link = f"name-asked-{row.id}", f"/consents/requests/{row.id}"
    if await signs_in(member=row.member, by=by):
        await tell_member(
            member=row.member, key=key, link=link, by=by,
            subject=f"{row.receiver_name}から、名前を知りたいという依頼です",
            body=f"目的は「{row.purpose_words}」です。見せるかどうかは、あなたが決めます。断っても不利にはなりません。",
        )  # fmt: skip
        return
    await tell_body(
        organisation=row.pool, right=Right.DECIDE_NAME, key=key, link=link, by=by,
        subject=f"{row.receiver_name}から、名前を見たいという依頼です",
        body=f"目的は「{row.purpose_words}」です。本人は利用者をもっていません。紙で本人の意思を確かめて記録してください。",
    )  # fmt: skip


async def tell_decided(row: RequestRow, *, consented: bool, by: Viewer) -> None:
    """The body that asked reads the answer."""
    what = "名前を見られるようになりました" if consented else "今回は、名前をお知らせできません"
    text = "見られる期間と目的を確かめてください。" if consented else "本人が決めたことです。理由は尋ねないでください。"
    await tell_body(
        organisation=row.receiver, right=Right.READ_CONSENTS, key=f"name-decided-{row.id}", subject=what, body=text,
        link=f"/consents/requests/{row.id}", by=by,
    )  # fmt: skip


async def tell_lapsed(row: RequestRow, *, by: Viewer) -> None:
    """Nobody answered in time."""
    await tell_body(
        organisation=row.receiver, right=Right.READ_CONSENTS, key=f"name-lapsed-{row.id}",
        subject="名前の依頼が、期限切れになりました", link=f"/consents/requests/{row.id}", by=by,
        body="返事がないまま期間が過ぎました。必要なら、もう一度依頼できます。",
    )  # fmt: skip
