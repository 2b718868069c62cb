"""The command line's door of the privacy desk: everything held on one person, written out or forgotten."""

import json
from pathlib import Path
from typing import Final
from uuid import UUID

import click

from auth.organisations.queries import system_for
from auth.viewer import Viewer
from foundation.commandline.installation import Installation, pass_installation
from foundation.commandline.terms import JSON
from foundation.database.idempotency import Done
from registry.members.queries import registrar
from registry.privacy.operations import erase_person
from registry.privacy.queries import export_person
from registry.privacy.schemas import Erasure, Export


@click.command()
@click.argument("member", type=click.UUID)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), default=None, help="書き出し先（.zip）。")
@JSON
@pass_installation
def export(installation: Installation, member: UUID, output: Path | None, as_json: bool) -> None:
    """持っている情報のすべてを、一つのzip（JSONとファイル）に書き出します。MEMBERは人材の番号です。"""

    async def act() -> Export:
        return await export_person(member=member, by=await _registrar_of(member))

    done = installation.run(act)
    place = output or Path(f"person-{member}.zip")
    place.touch(mode=0o600)
    place.write_bytes(done.content)
    told = {"file": str(place), "rows": done.rows, "files": done.files}
    click.echo(json.dumps(told) if as_json else f"{place} に書き出しました。{done.rows}件、ファイル{done.files}件。")


@click.command()
@click.argument("member", type=click.UUID)
@click.option("--reason", required=True, help="消去する理由（例：本人からの求め）。名前は書かないでください。")
@JSON
@pass_installation
def erase(installation: Installation, member: UUID, reason: str, as_json: bool) -> None:
    """名前の分かる情報を消します。元に戻せません。任用が続く間や、残す書類がある間は、理由を出して断ります。"""

    async def act() -> Done:
        erasure = Erasure(reason=reason, confirmed="消去する")
        return await erase_person(member=member, erasure=erasure, by=await _registrar_of(member))

    done = installation.run(act)
    told = "消去しました。カードは名前のない番号の行として残り、だれが消去したかは記録に残ります。"
    click.echo(json.dumps({"erased": str(done.id)}) if as_json else told)


async def _registrar_of(member: UUID) -> Viewer:
    return await system_for(await registrar(by=Viewer.system_for_person(member)))


COMMANDS: Final = {"person export": export, "person erase": erase}
