"""The command line: set-up, serving, working; the nouns' own commands are nested by their words."""

import asyncio
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import asyncpg
import click
from msgspec.json import encode

from app import hourly_tasks, installation_of, worker_tasks
from foundation.commandline.installation import Installation, connected, pass_installation
from foundation.commandline.keeping import kept_secret
from foundation.commandline.terms import DAY, JSON
from foundation.database.migrations import migrate as run_migrations
from foundation.database.place import DsnFor
from foundation.jobs.supervising import GaveUp, run_together
from foundation.jobs.worker import run_worker
from foundation.processes.logs import log_as_json
from foundation.text.dates import today_jst
from matching.appointments.loading import load_forms
from nouns import COMMANDS
from registry.consents.loading import load_wordings
from registry.municipalities.loading import load_bodies
from registry.skills.loading import load_skills
from reports.demo.building import DemoBuilt, HalfBuilt, build_demo, demo_is_there
from settings import Settings
from training.courses.loading import load_courses

ROOT: Final = Path(__file__).parent
LOADERS: Final[tuple[Callable[[asyncpg.Connection], Awaitable[None]], ...]] = (
    load_bodies, load_skills, load_forms, load_courses, load_wordings,
)  # fmt: skip
"""What every installation holds from the first day, in this order."""

GROUPS: Final[Mapping[str, str]] = {
    "account": "利用者：すぐに閉じる、開き直す",
    "reference": "出荷している団体の一覧。",
    "import": "ファイルの取り込み。同じファイルを二度取り込んでも変わりません。",
    "person": "一人について持っている情報の書き出しと消去。",
    "report": "表と数字。もとの行から、いつでも同じものができます。",
    "journal": "だれが何をしたかの記録。",
    "incident": "事故のとき、だれのどの情報に及ぶかを調べます。",
    "providers": "サインインの窓口（OpenID）。",
    "badges": "登録と修了のバッジに署名する鍵。",
}
"""The first word of a command of two, and what its help says."""


@click.group()
@click.pass_context
def main(context: click.Context) -> None:
    """自治体DX人材プール"""
    settings = Settings()
    context.obj = installation_of(settings)


@main.command()
@click.option("--demo/--no-demo", default=None, help="架空の利用者と町で試せるようにします。")
@pass_installation
def serve(installation: Installation, demo: bool | None) -> None:
    """画面を出します。データベースの指定がなければ、内蔵のものを使います。"""
    settings = Settings()
    with installation.database() as place:
        if not settings.database_url:
            _prepare(place.dsn)
        with_demo = _wants_demo(settings) if demo is None else demo
        if with_demo:
            installation.unlock()
            _build_demo_once(place.dsn, _today())
        environment = _environment(settings, place.dsn, demo=with_demo)
        click.echo(f"http://{settings.host}:{settings.port}/ で開きます。止めるには Ctrl+C を押します。")
        commands = _processes(settings, alone=bool(settings.database_url))
        with TemporaryDirectory(prefix="dxpool-") as marks:
            mark = Path(marks) / "draining"
            try:
                run_together(
                    commands, environment=environment | {"DXPOOL_DRAIN_MARK": str(mark)}, folder=ROOT,
                    meanwhile=place.keep_alive, before_stopping=partial(_say_not_ready, mark, settings.drain_notice),
                )  # fmt: skip
            except GaveUp as error:
                raise click.ClickException(str(error)) from error


@main.command()
@pass_installation
def worker(installation: Installation) -> None:
    """順番を待つ仕事（通知、書類、計算）をします。"""
    log_as_json(process="worker")
    with installation.database() as place:
        asyncio.run(run_worker(place.dsn("worker"), worker_tasks(Settings()), hourly=hourly_tasks(Settings())))


@main.command()
@JSON
@pass_installation
def migrate(installation: Installation, as_json: bool) -> None:
    """データベースの形を最新にし、団体と語彙を入れます。何度動かしても同じです。"""
    with installation.database() as place:
        applied = _prepare(place.dsn)
    click.echo(json.dumps(applied) if as_json else f"適用した変更 {len(applied)}件")


@main.command("demo")
@click.option("--as-of", type=DAY, default=None, help="この日の姿にします（例 2026-11-20）。")
@JSON
@pass_installation
def build_demo_world(installation: Installation, as_of: datetime | None, as_json: bool) -> None:
    """架空の広島県・愛媛県・熊本県を作ります。すでにあれば何もしません。同じ日なら同じものができます。"""
    with installation.database() as place:
        if installation.given is None:
            _prepare(place.dsn)
        installation.unlock()
        built = _build_demo_once(place.dsn, as_of.date() if as_of else _today())
    if as_json:
        click.echo(encode(built).decode())
    elif built is None:
        click.echo("デモの世界はすでにあります。何も変えていません。")
    else:
        click.echo(f"{built.as_of:%Y-%m-%d} のデモの世界を作りました。人材 {built.members}人")


def _say_not_ready(mark: Path, seconds: float) -> None:
    """From the mark on `/readyz` answers 503; a balancer gets the time to send people elsewhere."""
    mark.touch()
    time.sleep(seconds)


def _nest(commands: Mapping[str, click.Command]) -> None:
    """Hang each command where its words say: `report survey` is `survey` in the group `report`."""
    groups = {word: click.Group(word, help=told) for word, told in GROUPS.items()}
    for words, command in commands.items():
        group, _, name = words.rpartition(" ")
        (groups[group] if group else main).add_command(command, name)
    for word, filled in groups.items():
        if filled.commands:
            main.add_command(filled, word)


def _prepare(dsn_for: DsnFor) -> list[str]:
    async def prepare() -> list[str]:
        applied = await run_migrations(dsn_for("owner"))
        connection = await asyncpg.connect(dsn_for("owner"))
        try:
            async with connection.transaction():
                for load in LOADERS:
                    await load(connection)
        finally:
            await connection.close()
        return applied

    return asyncio.run(prepare())


def _wants_demo(settings: Settings) -> bool:
    """As the setting says; unsaid, a first look on the embedded database gets the demo."""
    return settings.demo if "demo" in settings.model_fields_set else not settings.database_url


def _build_demo_once(dsn_for: DsnFor, as_of: date) -> DemoBuilt | None:
    try:
        return asyncio.run(connected(dsn_for("app"), partial(_missing_demo, as_of)))
    except HalfBuilt as error:
        raise click.ClickException(str(error)) from error


async def _missing_demo(as_of: date) -> DemoBuilt | None:
    return None if await demo_is_there() else await build_demo(as_of)


def _today() -> date:
    return today_jst(datetime.now(UTC))


def _environment(settings: Settings, dsn_for: DsnFor, *, demo: bool) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": dsn_for("app"),
        "DATABASE_URL_WORKER": dsn_for("worker"),
        "DXPOOL_DEMO": "1" if demo else "0",
        "DXPOOL_SECRET": settings.secret.get_secret_value() or kept_secret(settings.home),
    }


def _processes(settings: Settings, *, alone: bool) -> list[list[str]]:
    web = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "app:asgi",
           "--host", settings.host, "--port", str(settings.port), "--no-ws", "--log-level", "warning",
           "--log-config", str(ROOT / "foundation" / "processes" / "granian.json")]  # fmt: skip
    return [web] if alone else [web, [sys.executable, "-m", "cli", "worker"]]


_nest(COMMANDS)

if __name__ == "__main__":
    main()
