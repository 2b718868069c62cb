"""The command line's door of the journal: sealing, verifying, and who is affected by an incident."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Final, TypeVar
from uuid import UUID

import click
from msgspec import Struct

from auth.journal.checkpoints import CheckpointUnfit, checkpoints_of
from auth.journal.differences import KINDS
from auth.journal.incidents import incident_scope, told_scope
from auth.journal.sealing import seal_journal
from auth.journal.verifying import Verdict, verify_journal
from foundation.commandline.installation import Installation, pass_installation
from foundation.commandline.terms import JSON, printed
from foundation.text.dates import JST
from foundation.text.ids import body_id

Result = TypeVar("Result")
MOMENT: Final = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])


class Sealed(Struct, frozen=True):
    """How many entries were sealed, and the public key that signed them."""

    entries: int
    key: str


@click.command()
@JSON
@pass_installation
def seal(installation: Installation, as_json: bool) -> None:
    """いままでの記録に封をします。ふだんは1時間ごとに自動でします。"""
    checkpoints = checkpoints_of(installation.outside())
    done = _sound(installation, partial(seal_journal, checkpoints=checkpoints))
    printed(Sealed(done, checkpoints.signer.key.hex()), as_json=as_json, told=_told_sealed)


@click.command()
@click.option("--trust", multiple=True, help="以前の鍵（公開鍵、16進）。DXPOOL_SECRET を替えたあとで要ります。")
@JSON
@pass_installation
def verify(installation: Installation, trust: tuple[str, ...], as_json: bool) -> None:
    """記録が書き換えられていないかを、封と外の控えで確かめます。違いがあれば終了コード1で終わります。"""
    try:
        trusted = [bytes.fromhex(key) for key in trust]
    except ValueError as error:
        raise click.UsageError("--trust は16進の公開鍵です。") from error
    act = partial(verify_journal, checkpoints=checkpoints_of(installation.outside()), trusted=trusted)
    verdict = _sound(installation, act)
    printed(verdict, as_json=as_json, told=_told_verdict)
    if not verdict.sound:
        raise SystemExit(1)


@click.command()
@click.option("--from", "since", type=MOMENT, required=True, help="いつから（日本時間。例：2026-11-20T09:00）。")
@click.option("--to", "until", type=MOMENT, required=True, help="いつまで（この時刻は含みません）。")
@click.option("--body", "code", default=None, help="この団体がしたことだけ（団体コード）。")
@click.option("--account", type=click.UUID, default=None, help="この利用者がしたことだけ（利用者の番号）。")
@JSON
@pass_installation
def scope(
    installation: Installation, since: datetime, until: datetime, code: str | None, account: UUID | None, as_json: bool
) -> None:
    """この間に、だれのどの項目が見られたか、変えられたかを並べます。"""
    act = partial(
        incident_scope, since=_japanese(since), until=_japanese(until), body=body_id(code) if code else None,
        account=account,
    )  # fmt: skip
    printed(installation.run(act, role="worker"), as_json=as_json, told=told_scope)


def _sound(installation: Installation, act: Callable[[], Awaitable[Result]]) -> Result:
    try:
        return installation.run(act, role="worker")
    except CheckpointUnfit as error:
        raise click.ClickException(
            f"外に置いた控えがデータベースとつながりません。何も足していません。{error}"
        ) from error


def _japanese(moment: datetime) -> datetime:
    return moment.replace(tzinfo=JST).astimezone(UTC)


def _told_sealed(done: Sealed) -> Iterator[str]:
    yield f"{done.entries}件に封をしました。" if done.entries else "新しい記録はありません。"
    yield f"公開鍵 {done.key}"


def _told_verdict(verdict: Verdict) -> Iterator[str]:
    yield (f"封 {verdict.seals}（外の控え {verdict.outside}）、封をした記録 {verdict.entries}件、"
           f"まだの記録 {verdict.unsealed}件")  # fmt: skip
    for one in verdict.found:
        place = f"封{one.seal}の{one.place}件目" if one.place else f"封{one.seal}"
        yield f"{place}：{KINDS[one.kind]} {one.entry or ''} {one.why}".rstrip()
    yield "違いはありません。" if verdict.sound else "違いがあります。いまのデータを別に保存して、調べてください。"


COMMANDS: Final = {"journal seal": seal, "journal verify": verify, "incident scope": scope}
