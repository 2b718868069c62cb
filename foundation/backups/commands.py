"""The command line's door of backups: make one, see that it is whole."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
from msgspec import Struct

from foundation.backups.copies import CopyUnfit, backups_of
from foundation.backups.making import back_up
from foundation.backups.restoring import verify_copy
from foundation.commandline.installation import Installation, pass_installation
from foundation.commandline.terms import JSON, printed
from foundation.database.embedded_folder import Folder

WITHOUT_LOG: Final = (
    "時刻を選んで戻すには、データベースの側の記録（WALの保管、またはマネージドサービスの機能）が要ります。"
)


class Made(Struct, frozen=True):
    """A copy as it was made. `point_in_time`: whether every second since can be restored with it."""

    folder: str
    rows: int
    tables: int
    point_in_time: bool


class Checked(Struct, frozen=True):
    """A copy as it came back."""

    folder: str
    rows: int
    different: list[str]


@click.command()
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="バックアップを集めるフォルダー。省くとデータの置き場所のbackupsです。")  # fmt: skip
@click.option("--keep", type=click.IntRange(1), default=7, show_default=True, help="残す数。古いものから消します。")
@JSON
@pass_installation
def backup(installation: Installation, output: Path | None, keep: int, as_json: bool) -> None:
    """データベースのバックアップを作ります。動かしたままでかまいません。"""
    root = (output or backups_of(installation.home)).resolve()
    with installation.database() as place:
        embedded = None if installation.given else Folder.find(installation.home)
        try:
            folder, manifest = back_up(place.dsn, root=root, embedded=embedded, keep=keep)
        except CopyUnfit as error:
            raise click.ClickException(str(error)) from error
    printed(Made(str(folder), manifest.rows, len(manifest.tables), manifest.base_ended is not None), as_json=as_json,
            told=_told_made)  # fmt: skip


@click.command("verify-backup")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@JSON
def verify_backup(folder: Path, as_json: bool) -> None:
    """バックアップを別の仮のデータベースに戻し、すべての表の件数と中身を確かめます。違えば終了コード1です。"""
    try:
        rows, different = verify_copy(folder)
    except CopyUnfit as error:
        raise click.ClickException(str(error)) from error
    printed(Checked(str(folder), rows, different), as_json=as_json, told=_told_checked)
    if different:
        raise SystemExit(1)


def _told_made(made: Made) -> Iterator[str]:
    yield f"{made.folder} に書きました。{made.tables}表、{made.rows}件。"
    if not made.point_in_time:
        yield WITHOUT_LOG


def _told_checked(checked: Checked) -> Iterator[str]:
    yield f"戻せました。{checked.rows}件。"
    yield from (f"{table} が、作ったときと違います。" for table in checked.different)


COMMANDS: Final = {"backup": backup, "verify-backup": verify_backup}
