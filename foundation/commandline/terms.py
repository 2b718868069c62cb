"""Options and arguments that several commands take, and how their results are printed."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, TypeVar

import click
from msgspec.json import encode

Result = TypeVar("Result")

DAY: Final = click.DateTime(["%Y-%m-%d"])
FILE: Final = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
JSON: Final = click.option("--json", "as_json", is_flag=True, help="結果をJSONで出します。")


def printed(result: Result, *, as_json: bool, told: Callable[[Result], Iterable[str]]) -> None:
    """Print a result as JSON, or as the lines `told` makes of it."""
    if as_json:
        click.echo(encode(result).decode())
        return
    for line in told(result):
        click.echo(line)
