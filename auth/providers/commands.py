"""The command line's door of providers: what a configuration file says is what there is."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

import click

from auth.organisations.queries import names_of
from auth.providers.asking import Way
from auth.providers.files import Entry, FileWrong, entries_of
from auth.providers.operations import apply_provider
from auth.viewer import Viewer
from foundation.commandline.installation import Installation, pass_installation
from foundation.commandline.terms import FILE, JSON, printed
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Refusal, RuleBroken

WORDS: Final = {"registered": "加えました", "changed": "変えました", "same": "同じです"}


@click.command()
@FILE
@JSON
@pass_installation
def providers(installation: Installation, file: Path, as_json: bool) -> None:
    """サインインの窓口（OpenID）を、設定ファイル（TOML）のとおりにします。何度打っても同じです。

    発行者とクライアントIDが同じ窓口は変え、なければ加えます。ファイルにない窓口には触れません。一つでも誤りがあれば、何もしません。
    """
    try:
        entries = entries_of(file)
    except FileWrong as wrong:
        raise click.ClickException(str(wrong)) from wrong
    installation.unlock()
    printed(installation.run(partial(apply_entries, entries)), as_json=as_json, told=_told)


async def apply_entries(entries: list[Entry]) -> list[dict[str, str]]:
    """What became of each, in the order of the file. Raises `RuleBroken` with the number of what was refused."""
    done = []
    async with unit_of_work(Viewer.public()):
        names = await names_of({entry.body for entry in entries}, by=Viewer.public())
    for number, entry in enumerate(entries, 1):
        if entry.body not in names:
            raise RuleBroken(f"{number}番目の団体が見つかりません。何も変えていません。")
    for number, entry in enumerate(entries, 1):
        try:
            outcome = await apply_provider(new=entry.new, way=Way(), by=Viewer.system(entry.body))
        except Refusal as refusal:
            raise RuleBroken(f"{number}番目：{refusal.sentence}（その前までは済みました）") from refusal
        done.append({"body": names[entry.body], "name": entry.new.name, "outcome": outcome})
    return done


def _told(done: list[dict[str, str]]) -> Iterator[str]:
    for one in done:
        yield f"{one['body']} {one['name']}：{WORDS[one['outcome']]}"


COMMANDS: Final[Mapping[str, click.Command]] = {"providers apply": providers}
