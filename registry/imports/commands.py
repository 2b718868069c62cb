"""The command line's door of imports: the registers that a body brings in as a file."""

from functools import partial
from pathlib import Path
from typing import Final

import click

from auth.viewer import Viewer
from foundation.commandline.installation import Installation, pass_installation
from foundation.commandline.terms import FILE, JSON, printed
from foundation.text.ids import body_id
from registry.imports.applying import import_at_once
from registry.imports.rules import Kind
from registry.imports.telling import told_import
from registry.municipalities.loading import MINISTRY

NATIONAL: Final = "mic"


@click.command()
@FILE
@click.option("--pool", required=True, help="人材プールを運営する団体の団体コード（例：340006）。")
@JSON
@pass_installation
def members(installation: Installation, file: Path, pool: str, as_json: bool) -> None:
    """人材の名簿。直すところのある行は、行と列を出して除きます。"""
    _bring_in(installation, Kind.MEMBERS, file, by=Viewer.system(body_id(pool)), as_json=as_json)


@click.command()
@FILE
@click.option("--keeper", required=True, help=f"一覧を持つ団体の団体コード（例：340006）。国の一覧は {NATIONAL}。")
@JSON
@pass_installation
def companies(installation: Installation, file: Path, keeper: str, as_json: bool) -> None:
    """企業の一覧。直すところのある行は、行と列を出して除きます。"""
    body = MINISTRY if keeper == NATIONAL else body_id(keeper)
    _bring_in(installation, Kind.COMPANIES, file, by=Viewer.system(body), as_json=as_json)


@click.command()
@FILE
@click.option("--body", "code", required=True, help="記録する市区町村か都道府県の団体コード（例：344621）。")
@JSON
@pass_installation
def facts(installation: Installation, file: Path, code: str, as_json: bool) -> None:
    """市区町村の数字。出所のない行は除きます。"""
    _bring_in(installation, Kind.FACTS, file, by=Viewer.system(body_id(code)), as_json=as_json)


def _bring_in(installation: Installation, kind: Kind, file: Path, *, by: Viewer, as_json: bool) -> None:
    act = partial(import_at_once, kind=kind, filename=file.name, content=file.read_bytes(), by=by)
    printed(installation.run(act), as_json=as_json, told=told_import)


COMMANDS: Final = {"import members": members, "import companies": companies, "import facts": facts}
