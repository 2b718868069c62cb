"""The command line: set-up, serving, working, imports, reports."""

import asyncio
import json
import os
import re
import secrets
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar
from uuid import UUID

import asyncpg
import click
import msgspec
from msgspec.json import encode

from app import HOURLY, worker_tasks
from auth.organisations.queries import system_for
from auth.viewer import Viewer
from foundation.database.embedded import DatabaseNotStarted
from foundation.database.engine import ENGINE
from foundation.database.idempotency import Done
from foundation.database.migrations import migrate as run_migrations
from foundation.database.place import DsnFor, Place, database_at
from foundation.database.unit_of_work import reading
from foundation.errors import Refusal
from foundation.jobs.supervising import GaveUp, run_together
from foundation.jobs.worker import run_worker
from foundation.text.dates import today_jst
from foundation.text.ids import body_id
from matching.allocation.interchange import plan_for_document, replace_file, told_document
from matching.allocation.solver.highs import SolverDoubt
from matching.allocation.solver.instance import InstanceRefused, NoPlan
from matching.allocation.solver.plan import Method
from matching.appointments.loading import load_forms
from registry.consents.loading import load_wordings
from registry.imports.applying import import_at_once
from registry.imports.rules import Kind
from registry.imports.schemas import ImportRow, Preview
from registry.imports.telling import told_import
from registry.members.queries import registrar
from registry.municipalities.loading import MINISTRY, load_bodies
from registry.municipalities.operations import import_population, import_survey
from registry.municipalities.reference import check_reference
from registry.municipalities.telling import told_population, told_survey
from registry.privacy.operations import erase_person
from registry.privacy.queries import export_person
from registry.privacy.schemas import Erasure, Export
from registry.skills.loading import load_skills
from registry.skills.operations import import_scheme
from registry.skills.queries import skills_of_scheme
from registry.skills.schemas import SchemeWords
from reports.demo.building import DemoBuilt, HalfBuilt, build_demo, demo_is_there
from settings import Settings
from training.courses.loading import load_courses

ROOT = Path(__file__).parent
NATION = Viewer.system(MINISTRY)
DAY = click.DateTime(["%Y-%m-%d"])
FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
Result = TypeVar("Result")
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
        with_demo = _wants_demo(settings) if demo is None else demo
        if with_demo:
            _build_demo_once(place.dsn, _today())
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
        asyncio.run(run_worker(place.dsn("worker"), worker_tasks(settings), hourly=HOURLY))


@main.command()
@JSON
def migrate(as_json: bool) -> None:
    """データベースの形を最新にし、団体と語彙を入れます。何度動かしても同じです。"""
    settings = Settings()
    with _database(settings) as place:
        applied = _prepare(place.dsn)
    click.echo(json.dumps(applied) if as_json else f"適用した変更 {len(applied)}件")


@main.command("demo")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), default=None, help="この日の姿にします（例 2026-11-20）。")
@JSON
def build_demo_world(as_of: datetime | None, as_json: bool) -> None:
    """架空の広島県・愛媛県・熊本県を作ります。すでにあれば何もしません。同じ日なら同じものができます。"""
    settings = Settings()
    with _database(settings) as place:
        if not settings.database_url:
            _prepare(place.dsn)
        built = _build_demo_once(place.dsn, as_of.date() if as_of else _today())
    if as_json:
        click.echo(encode(built).decode())
    elif built is None:
        click.echo("デモの世界はすでにあります。何も変えていません。")
    else:
        click.echo(f"{built.as_of:%Y-%m-%d} のデモの世界を作りました。人材 {built.members}人")


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


@main.group("import")
def imports() -> None:
    """ファイルの取り込み。同じファイルを二度取り込んでも変わりません。"""


@imports.command("population")
@FILE
@click.option("--as-of", type=DAY, required=True, help="人口の基準日（例：2025-01-01）。")
@JSON
def population(file: Path, as_of: datetime, as_json: bool) -> None:
    """住民の数。壊れた行は名前を出して除き、残りを取り込みます。"""
    act = partial(import_population, content=file.read_bytes(), filename=file.name, as_of=as_of.date(), by=NATION)
    _print(_with_database(act), as_json, told_population)


@imports.command("survey")
@FILE
@click.option("--as-of", type=DAY, default="2023-04-01", show_default=True, help="調査の基準日。")
@JSON
def survey(file: Path, as_of: datetime, as_json: bool) -> None:
    """国の調査（自治体DX推進状況）。項目ごとの合計を出します。"""
    act = partial(import_survey, content=file.read_bytes(), filename=file.name, as_of=as_of.date(), by=NATION)
    _print(_with_database(act), as_json, told_survey)


@imports.command("members")
@FILE
@click.option("--pool", required=True, help="人材プールを運営する団体の団体コード（例：340006）。")
@JSON
def members(file: Path, pool: str, as_json: bool) -> None:
    """人材の名簿。直すところのある行は、行と列を出して除きます。"""
    by = Viewer.system(body_id(pool))
    _print(_imported(Kind.MEMBERS, file, by), as_json, told_import)


@imports.command("companies")
@FILE
@click.option("--keeper", required=True, help="一覧を持つ団体の団体コード（例：340006）。国の一覧は mic。")
@JSON
def companies(file: Path, keeper: str, as_json: bool) -> None:
    """企業の一覧。直すところのある行は、行と列を出して除きます。"""
    by = NATION if keeper == "mic" else Viewer.system(body_id(keeper))
    _print(_imported(Kind.COMPANIES, file, by), as_json, told_import)


@imports.command("facts")
@FILE
@click.option("--body", "code", required=True, help="記録する市区町村か都道府県の団体コード（例：344621）。")
@JSON
def facts(file: Path, code: str, as_json: bool) -> None:
    """市区町村の数字。出所のない行は除きます。"""
    _print(_imported(Kind.FACTS, file, Viewer.system(body_id(code))), as_json, told_import)


@imports.command("skills")
@FILE
@click.option("--code", default=None, help="この版だけの記号（例：dss-2.0）。省くとファイル名から作ります。")
@click.option("--family", default=None, help="どの版にも共通の記号（例：dss）。省くと記号と同じです。")
@click.option("--name", default=None, help="体系の名前（例：デジタルスキル標準）。省くとファイル名です。")
@click.option("--version", "edition", default="1", show_default=True, help="版。")
@click.option("--from", "valid_from", type=DAY, default=None, help="いつから（例：2026-04-01）。省くと今日です。")
@click.option("--source", default=None, help="出所。省くとファイル名です。")
@JSON
def skills(
    file: Path, code: str | None, family: str | None, name: str | None, edition: str, valid_from: datetime | None,
    source: str | None, as_json: bool,
) -> None:  # fmt: skip
    """スキルの体系（YAML）。同じ記号の別の内容は取り込みません。"""
    code = code or re.sub(r"[^a-z0-9_.-]", "-", file.stem.lower())
    since = valid_from.date() if valid_from else _today()
    try:
        words = SchemeWords(code=code, family=family or code, name=name or file.stem, version=edition, valid_from=since,
                            source=source or file.name)  # fmt: skip
    except ValueError as error:
        raise click.ClickException("記号は、半角の小文字で始まる英数字にしてください。") from error
    _print(_with_database(partial(_scheme, words, file.read_bytes())), as_json, _told_scheme)


async def _scheme(words: SchemeWords, content: bytes) -> dict[str, int | str]:
    await import_scheme(words=words, content=content, by=NATION)
    async with reading(NATION):
        return {"scheme": words.code, "skills": len(await skills_of_scheme(words.code))}


def _told_scheme(done: dict[str, int | str]) -> Iterator[str]:
    yield f"体系 {done['scheme']} スキル {done['skills']}"


def _imported(kind: Kind, file: Path, by: Viewer) -> tuple[Preview, ImportRow]:
    act = partial(import_at_once, kind=kind, filename=file.name, content=file.read_bytes(), by=by)
    return _with_database(act)


@main.group()
def person() -> None:
    """一人について持っている情報の書き出しと消去。"""


@person.command("export")
@click.argument("member", type=click.UUID)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), default=None, help="書き出し先（.zip）。")
@JSON
def export_one(member: UUID, output: Path | None, as_json: bool) -> None:
    """持っている情報のすべてを、一つのzip（JSONとファイル）に書き出します。MEMBERは人材の番号です。"""

    async def export() -> Export:
        return await export_person(member=member, by=await _registrar_of(member))

    done = _with_database(export)
    place = output or Path(f"person-{member}.zip")
    place.touch(mode=0o600)
    place.write_bytes(done.content)
    told = {"file": str(place), "rows": done.rows, "files": done.files}
    click.echo(json.dumps(told) if as_json else f"{place} に書き出しました。{done.rows}件、ファイル{done.files}件。")


@person.command("erase")
@click.argument("member", type=click.UUID)
@click.option("--reason", required=True, help="消去する理由（例：本人からの求め）。名前は書かないでください。")
@JSON
def erase_one(member: UUID, reason: str, as_json: bool) -> None:
    """名前の分かる情報を消します。元に戻せません。任用が続く間や、残す書類がある間は、理由を出して断ります。"""

    async def erase() -> Done:
        erasure = Erasure(reason=reason, confirmed="消去する")
        return await erase_person(member=member, erasure=erasure, by=await _registrar_of(member))

    done = _with_database(erase)
    told = "消去しました。カードは名前のない番号の行として残り、だれが消去したかは記録に残ります。"
    click.echo(json.dumps({"erased": str(done.id)}) if as_json else told)


async def _registrar_of(member: UUID) -> Viewer:
    return await system_for(await registrar(by=Viewer.system_for_person(member)))


@main.command("allocate")
@click.argument("instance", type=click.Path(path_type=Path))
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="案を書くファイル。")
@click.option("--method", type=click.Choice(["auto", *(method.value for method in Method)]), default="auto",
              show_default=True, help="解き方。autoは大きさで選びます。")  # fmt: skip
@JSON
def allocate(instance: Path, output: Path, method: str, as_json: bool) -> None:
    """割当の問題（JSONファイル）を解いて、案をファイルに書きます。データベースは使いません。

    問題に誤りがあれば、理由を出して終了コード2で終わり、何も書きません。
    """
    try:
        plan = plan_for_document(instance.read_bytes(), method=None if method == "auto" else Method(method))
        replace_file(output, plan)
    except OSError as error:
        raise click.UsageError(f"{error.filename}：{error.strerror}。何も書いていません。") from error
    except (InstanceRefused, NoPlan) as error:
        raise click.UsageError(f"{instance}：{error} 何も書いていません。") from error
    except SolverDoubt as error:
        raise click.ClickException(f"{error} 何も書いていません。") from error
    click.echo(plan.decode() if as_json else told_document(plan), nl=False)


def _with_database(act: Callable[[], Awaitable[Result]]) -> Result:
    """Run one operation as the web process would: as role app, under row security."""

    async def run(dsn: str) -> Result:
        ENGINE.configure(dsn)
        await ENGINE.open(largest=2)
        try:
            return await act()
        finally:
            await ENGINE.close()

    try:
        with _database(Settings()) as place:
            return asyncio.run(run(place.dsn("app")))
    except Refusal as refusal:
        raise click.ClickException(refusal.sentence) from refusal


def _print(result: Result, as_json: bool, told: Callable[[Result], Iterable[str]]) -> None:
    if as_json:
        click.echo(msgspec.json.encode(result).decode())
    else:
        for line in told(result):
            click.echo(line)


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
                await load_forms(connection)
                await load_courses(connection)
                await load_wordings(connection)
        finally:
            await connection.close()
        return applied

    return asyncio.run(prepare())


def _wants_demo(settings: Settings) -> bool:
    """As the setting says; unsaid, a first look on the embedded database gets the demo."""
    return settings.demo if "demo" in settings.model_fields_set else not settings.database_url


def _build_demo_once(dsn_for: DsnFor, as_of: date) -> DemoBuilt | None:
    async def build() -> DemoBuilt | None:
        ENGINE.configure(dsn_for("app"))
        await ENGINE.open(largest=2)
        try:
            return None if await demo_is_there() else await build_demo(as_of)
        except HalfBuilt as error:
            raise click.ClickException(str(error)) from error
        finally:
            await ENGINE.close()

    return asyncio.run(build())


def _today() -> date:
    return today_jst(datetime.now(UTC))


def _environment(settings: Settings, dsn_for: DsnFor, *, demo: bool) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": dsn_for("app"),
        "DATABASE_URL_WORKER": dsn_for("worker"),
        "DXPOOL_DEMO": "1" if demo else "0",
        "DXPOOL_SECRET": settings.secret.get_secret_value() or _kept_secret(settings.home),
    }


def _kept_secret(home: Path) -> str:
    """Made once, kept beside the data, readable by its owner only; never seen half written."""
    place = home / "secret"
    home.mkdir(parents=True, exist_ok=True)
    if not place.exists():
        with NamedTemporaryFile("w", dir=home, prefix="secret-") as draft:
            draft.write(secrets.token_hex(32))
            draft.flush()
            with suppress(FileExistsError):
                os.link(draft.name, place)
    return place.read_text()


def _processes(settings: Settings, *, alone: bool) -> list[list[str]]:
    web = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "app:asgi",
           "--host", settings.host, "--port", str(settings.port), "--no-ws", "--log-level", "warning"]  # fmt: skip
    return [web] if alone else [web, [sys.executable, "-m", "cli", "worker"]]


if __name__ == "__main__":
    main()
