"""The command line's door of bringing back a copy, with what must not come back."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

import click
from msgspec import Struct

from auth.journal.checkpoints import checkpoints_of
from foundation.backups.commands import WITHOUT_LOG
from foundation.backups.copies import CopyUnfit
from foundation.backups.restoring import Restored, restore_embedded
from foundation.commandline.installation import Installation, pass_installation
from foundation.commandline.terms import JSON, printed
from foundation.text.dates import JST
from registry.privacy.erasures import erased_in
from registry.privacy.returning import Returned, erase_again, note_return

MOMENT: Final = click.DateTime(["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"])


class Told(Struct, frozen=True):
    """What was brought back from where, where the former files are, and who was erased again."""

    copy: str
    before: str
    returned: Returned


@click.command()
@click.option(
    "--at", type=MOMENT, default=None, help="この時刻（日本時間）の姿に戻します。省くと、できるだけ新しい姿です。"
)
@click.option("--from", "copy", type=click.Path(exists=True, file_okay=False, path_type=Path), default=None,
              help="使うバックアップのフォルダー。省くと、その時刻より前で一番新しいものです。")  # fmt: skip
@JSON
@pass_installation
def restore(installation: Installation, at: datetime | None, copy: Path | None, as_json: bool) -> None:
    """内蔵のデータベースを、前の時刻の姿に戻します。dxpool を止めてから使います。いまのファイルは残します。

    消去した人はもう一度消去し、だれもがサインインし直しになります。
    """
    if installation.given:
        raise click.UsageError(f"{WITHOUT_LOG}docs/operations.md の「戻す」を見てください。")
    moment = at.replace(tzinfo=JST).astimezone(UTC) if at else None
    try:
        done = restore_embedded(installation.home, at=moment, copy=copy)
    except CopyUnfit as error:
        raise click.ClickException(str(error)) from error
    printed(_told_of(installation, done), as_json=as_json, told=_told)


@click.command("erase-again")
@JSON
@pass_installation
def erase_all_again(installation: Installation, as_json: bool) -> None:
    """消去した人の一覧にいる人を、もう一度消去します。データベースを自分で戻したあとに使います。"""
    printed(_returned(installation), as_json=as_json, told=_told_returned)


def _told_of(installation: Installation, done: Restored) -> Told:
    return Told(str(done.copy), str(done.before), _returned(installation))


def _returned(installation: Installation) -> Returned:
    outside = installation.outside()
    returned = installation.run(partial(erase_again, erased=erased_in(outside.folders)))
    act = partial(note_return, checkpoints=checkpoints_of(outside), at=datetime.now(UTC))
    installation.run(act, role="worker")
    return returned


def _told(told: Told) -> Iterator[str]:
    yield f"{told.copy} から戻しました。前のファイルは {told.before} にあります。"
    yield from _told_returned(told.returned)


def _told_returned(returned: Returned) -> Iterator[str]:
    yield f"もう一度消去した人 {returned.erased}人。全員、サインインし直しになります。"
    yield from (f"{member} は消去できませんでした。{why}" for member, why in returned.refused.items())


COMMANDS: Final = {"restore": restore, "person erase-again": erase_all_again}
