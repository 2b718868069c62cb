"""The command line's door of skills: a scheme from a file."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

import click

from auth.viewer import Viewer
from foundation.commandline.installation import Installation, pass_installation
from foundation.commandline.terms import DAY, FILE, JSON, printed
from foundation.database.clock import current_clock
from foundation.database.unit_of_work import reading
from foundation.text.dates import today_jst
from registry.municipalities.loading import MINISTRY
from registry.skills.operations import import_scheme
from registry.skills.queries import skills_of_scheme
from registry.skills.schemas import SchemeWords

NATION = Viewer.system(MINISTRY)
NOT_OF_A_CODE: Final = re.compile(r"[^a-z0-9_.-]")


@click.command()
@FILE
@click.option("--code", default=None, help="この版だけの記号（例：dss-2.0）。省くとファイル名から作ります。")
@click.option("--family", default=None, help="どの版にも共通の記号（例：dss）。省くと記号と同じです。")
@click.option("--name", default=None, help="体系の名前（例：デジタルスキル標準）。省くとファイル名です。")
@click.option("--version", "edition", default="1", show_default=True, help="版。")
@click.option("--from", "valid_from", type=DAY, default=None, help="いつから（例：2026-04-01）。省くと今日です。")
@click.option("--source", default=None, help="出所。省くとファイル名です。")
@JSON
@pass_installation
def skills(
    installation: Installation, file: Path, code: str | None, family: str | None, name: str | None, edition: str,
    valid_from: datetime | None, source: str | None, as_json: bool,
) -> None:  # fmt: skip
    """スキルの体系（YAML）。同じ記号の別の内容は取り込みません。"""
    code = code or NOT_OF_A_CODE.sub("-", file.stem.lower())
    since = valid_from.date() if valid_from else today_jst(current_clock().now())
    try:
        words = SchemeWords(code=code, family=family or code, name=name or file.stem, version=edition, valid_from=since,
                            source=source or file.name)  # fmt: skip
    except ValueError as error:
        raise click.ClickException("記号は、半角の小文字で始まる英数字にしてください。") from error
    printed(installation.run(partial(_bring_in, words, file.read_bytes())), as_json=as_json, told=_told)


async def _bring_in(words: SchemeWords, content: bytes) -> dict[str, int | str]:
    await import_scheme(words=words, content=content, by=NATION)
    async with reading(NATION):
        return {"scheme": words.code, "skills": len(await skills_of_scheme(words.code))}


def _told(done: dict[str, int | str]) -> Iterator[str]:
    yield f"体系 {done['scheme']} スキル {done['skills']}"


COMMANDS: Final = {"import skills": skills}
