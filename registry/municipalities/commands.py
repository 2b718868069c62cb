"""The command line's door of public bodies: the shipped list, and the files of the nation."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

import click

from auth.viewer import Viewer
from foundation.commandline.installation import Installation, pass_installation
from foundation.commandline.terms import DAY, FILE, JSON, printed
from registry.municipalities.loading import MINISTRY
from registry.municipalities.operations import import_population, import_survey
from registry.municipalities.reference import check_reference
from registry.municipalities.telling import told_population, told_reference, told_survey

NATION = Viewer.system(MINISTRY)


@click.command()
@JSON
def reference_check(as_json: bool) -> None:
    """団体の数と、団体コードの検査数字を確かめます。"""
    found = check_reference()
    printed(found, as_json=as_json, told=told_reference)
    if not found.complete:
        raise SystemExit(1)


@click.command()
@FILE
@click.option("--as-of", type=DAY, required=True, help="人口の基準日（例：2025-01-01）。")
@JSON
@pass_installation
def population(installation: Installation, file: Path, as_of: datetime, as_json: bool) -> None:
    """住民の数。壊れた行は名前を出して除き、残りを取り込みます。"""
    act = partial(import_population, content=file.read_bytes(), filename=file.name, as_of=as_of.date(), by=NATION)
    printed(installation.run(act), as_json=as_json, told=told_population)


@click.command()
@FILE
@click.option("--as-of", type=DAY, default="2023-04-01", show_default=True, help="調査の基準日。")
@JSON
@pass_installation
def survey(installation: Installation, file: Path, as_of: datetime, as_json: bool) -> None:
    """国の調査（自治体DX推進状況）。項目ごとの合計を出します。"""
    act = partial(import_survey, content=file.read_bytes(), filename=file.name, as_of=as_of.date(), by=NATION)
    printed(installation.run(act), as_json=as_json, told=told_survey)


COMMANDS: Final = {"reference check": reference_check, "import population": population, "import survey": survey}
