"""The command line's door of the survey tables."""

from functools import partial
from typing import Final

import click

from auth.viewer import Viewer
from foundation.commandline.installation import Installation, pass_installation
from foundation.commandline.terms import JSON, printed
from reports.survey.queries import survey_table
from reports.survey.schemas import SurveyTable
from reports.survey.telling import told_table

CHANGED: Final = "いま数え直した値のハッシュは {now} で、指定された {given} と違います。データか定義が変わっています。"


@click.command()
@click.option("--definition", required=True, help="集計の定義（例：dx-dashboard-2023）。")
@click.option("--prefecture", default="", help="都道府県の団体コード（例：340006）。省くと全国です。")
@click.option("--check", "expected", default="", help="公表した数字のハッシュ。数え直して同じか確かめます。")
@JSON
@pass_installation
def survey(installation: Installation, definition: str, prefecture: str, expected: str, as_json: bool) -> None:
    """調査の集計表。項目ごとの合計、調査した団体の数、人口と職員数の表を出します。"""
    act = partial(survey_table, definition=definition, prefecture=prefecture, by=Viewer.public())
    table = installation.run(act)
    printed(table, as_json=as_json, told=told_table)
    _compare(table, expected)


def _compare(table: SurveyTable, expected: str) -> None:
    if expected and expected != table.hash:
        raise click.ClickException(CHANGED.format(now=table.hash, given=expected))


COMMANDS: Final = {"report survey": survey}
