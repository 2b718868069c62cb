"""The command line: set-up, serving, working, imports, reports."""

import asyncio
import json
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import asyncpg
import click

from app import TASKS
from foundation.database.embedded import DatabaseNotStarted
from foundation.database.migrations import migrate as run_migrations
from foundation.database.place import DsnFor, Place, database_at
from foundation.jobs.supervising import GaveUp, run_together
from foundation.jobs.worker import run_worker
from registry.municipalities.loading import load_bodies
from registry.municipalities.reference import check_reference
from registry.skills.loading import load_skills
from settings import Settings

ROOT = Path(__file__).parent
JSON = click.option("--json", "as_json", is_flag=True, help="結果をJSONで出します。")


@click.group()
def main() -> None:
    """自治体DX人材プール"""


@main.command()
@click.option("--demo/--no-demo", default=None, help="架空の利用者と町で試せるようにします。")
def serve(demo: bool | None) -> None:
    """画面を出します。データベースの指定がなければ、内蔵のものを使います。"""
    settings = Settings()
    with _database(settings) as place:
        if not settings.database_url:
            _prepare(place.dsn)
        with_demo = settings.demo if demo is None else demo
        environment = _environment(settings, place.dsn, demo=with_demo)
        click.echo(f"http://{settings.host}:{settings.port}/ で開きます。止めるには Ctrl+C を押します。")
        commands = _processes(settings, alone=bool(settings.database_url))
        try:
            run_together(commands, environment=environment, folder=ROOT, meanwhile=place.keep_alive)
        except GaveUp as error:
            raise click.ClickException(str(error)) from error


@main.command()
def worker() -> None:
    """順番を待つ仕事（通知、書類、計算）をします。"""
    settings = Settings()
    with _database(settings) as place:
        asyncio.run(run_worker(place.dsn("worker"), TASKS))


@main.command()
@JSON
def migrate(as_json: bool) -> None:
    """データベースの形を最新にし、団体と語彙を入れます。何度動かしても同じです。"""
    settings = Settings()
    with _database(settings) as place:
        applied = _prepare(place.dsn)
    click.echo(json.dumps(applied) if as_json else f"適用した変更 {len(applied)}件")


@main.group()
def reference() -> None:
    """出荷している団体の一覧。"""


@reference.command("check")
@JSON
def reference_check(as_json: bool) -> None:
    """団体の数と、団体コードの検査数字を確かめます。"""
    found = check_reference()
    if as_json:
        click.echo(json.dumps({"prefectures": found.prefectures, "municipalities": found.municipalities,
                               "bad_check_digits": found.bad_check_digits}))  # fmt: skip
    else:
        click.echo(
            f"prefectures {found.prefectures}, municipalities {found.municipalities}, "
            f"bad check digits {found.bad_check_digits}"
        )
    if not found.complete:
        raise SystemExit(1)


@contextmanager
def _database(settings: Settings) -> Iterator[Place]:
    try:
        with database_at(settings.home, given=settings.database_for if settings.database_url else None) as place:
            yield place
    except DatabaseNotStarted as error:
        raise click.ClickException(str(error)) from error


def _prepare(dsn_for: DsnFor) -> list[str]:
    async def prepare() -> list[str]:
        applied = await run_migrations(dsn_for("owner"))
        connection = await asyncpg.connect(dsn_for("owner"))
        try:
            async with connection.transaction():
                await load_bodies(connection)
                await load_skills(connection)
        finally:
            await connection.close()
        return applied

    return asyncio.run(prepare())


def _environment(settings: Settings, dsn_for: DsnFor, *, demo: bool) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": dsn_for("app"),
        "DATABASE_URL_WORKER": dsn_for("worker"),
        "DXPOOL_DEMO": "1" if demo else "0",
        "DXPOOL_SECRET": settings.secret.get_secret_value() or _kept_secret(settings.home),
    }


def _kept_secret(home: Path) -> str:
    """Made once, kept beside the data, readable by its owner only."""
    place = home / "secret"
    home.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        place.touch(mode=0o600, exist_ok=False)
        place.write_text(secrets.token_hex(32))
    return place.read_text()


def _processes(settings: Settings, *, alone: bool) -> list[list[str]]:
    web = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "app:asgi",
           "--host", settings.host, "--port", str(settings.port), "--no-ws", "--log-level", "warning"]  # fmt: skip
    return [web] if alone else [web, [sys.executable, "-m", "cli", "worker"]]


if __name__ == "__main__":
    main()
