"""The command line's door of badges: a new signing key."""

import json
from functools import partial
from typing import Final

import click

from auth.viewer import Viewer
from foundation.commandline.installation import Installation, pass_installation
from foundation.commandline.terms import JSON
from registry.municipalities.loading import MINISTRY
from training.credentials.operations import rotate_key


@click.command()
@JSON
@pass_installation
def rotate(installation: Installation, as_json: bool) -> None:
    """バッジに署名する鍵を新しくします。前の鍵も公開し続けるので、前のバッジも確かめられます。"""
    installation.unlock()
    id = installation.run(partial(rotate_key, by=Viewer.system(MINISTRY, kind="ministry")))
    click.echo(json.dumps({"key": id}) if as_json else f"新しい鍵 {id} で署名します。前の鍵も公開し続けます。")


COMMANDS: Final = {"badges rotate-key": rotate}
