"""The command line's door of accounts: what is done at once when somebody else uses one."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Final

import click

from auth.accounts.closing import account_called, close_account, reopen_account
from foundation.commandline.installation import Installation, pass_installation
from foundation.commandline.terms import JSON, printed
from foundation.database.idempotency import Done

LOGIN: Final = click.argument("login")
REASON: Final = click.option("--reason", required=True, help="理由（記録に残ります）。名前は書かないでください。")
CLOSED: Final = "閉じました。開いていた画面は次の操作で終わり、カレンダー用のアドレスも使えません。"
OPENED: Final = "開き直しました。本人がサインインし直します。カレンダー用のアドレスは、本人がつくり直します。"


@click.command()
@LOGIN
@REASON
@JSON
@pass_installation
def close(installation: Installation, login: str, reason: str, as_json: bool) -> None:
    """利用者を閉じます。だれのものでも、すぐにサインインできなくなります。LOGINは利用者名です。"""
    _changed(installation, login, reason, act=close_account, as_json=as_json, told=CLOSED)


@click.command()
@LOGIN
@REASON
@JSON
@pass_installation
def reopen(installation: Installation, login: str, reason: str, as_json: bool) -> None:
    """閉じた利用者を開き直します。LOGINは利用者名です。"""
    _changed(installation, login, reason, act=reopen_account, as_json=as_json, told=OPENED)


def _changed(
    installation: Installation,
    login: str,
    reason: str,
    *,
    act: Callable[..., Awaitable[Done]],
    as_json: bool,
    told: str,
) -> None:
    async def changed() -> Done:
        owner = await account_called(login=login)
        return await act(owner=owner, reason=reason, by=owner.system)

    def lines(_: Done) -> Iterator[str]:
        yield told

    printed(installation.run(changed), as_json=as_json, told=lines)


COMMANDS: Final = {"account close": close, "account reopen": reopen}
