"""Hostile words in every free text of the demo world: each page of every menu shows them, and none runs."""

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import psycopg
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Route
from psycopg import sql

from foundation.database.embedded import attach
from foundation.database.embedded_cluster import SUPERUSER
from tests.journeys.product import running_product
from tests.journeys.test_content_security import LISTEN, POLICY

pytestmark = [pytest.mark.browser, pytest.mark.prove]

HOSTILE: Final = '"\'><img src=/static/icon.svg onload="(window.owned??=[]).push(1);alert(1)"><script>alert(2)</script>'
FREE_TEXT: Final = "[ぁ-んァ-ヶ一-龠]"
"""What people wrote holds Japanese letters; a code or a state does not."""
TEXTS: Final = """
select c.table_name, c.column_name from information_schema.columns c
join information_schema.tables t using (table_schema, table_name)
where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'text' and c.is_generated = 'NEVER'
order by 1, 2
"""
AT_LEAST_SHOWN: Final = 50
"""Pages of all menus together on which the hostile words stand, as words."""


@dataclass
class Met:
    """What one person's pages did beside being read."""

    pages: int = 0
    shown: int = 0
    broken: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def hostile() -> Iterator[str]:
    """A product of its own, all of whose free texts end with hostile words."""
    with TemporaryDirectory(prefix="dxpool-hostile-") as folder:
        home = Path(folder)
        home.chmod(0o711)
        with running_product(home) as address:
            server = attach(home)
            assert server is not None
            poison(server.dsn(SUPERUSER))
            yield address


def poison(dsn: str) -> list[str]:
    """Hostile words at the end of every free text; returns the columns. One with a list of its words stays as it is."""
    poisoned = []
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        for table, column in connection.execute(TEXTS).fetchall():
            statement = sql.SQL("update {0} set {1} = {1} || {2} where {1} ~ {3}").format(
                sql.Identifier(table), sql.Identifier(column), HOSTILE, FREE_TEXT
            )
            try:
                done = connection.execute(statement)
            except psycopg.IntegrityError:
                continue
            poisoned += [f"{table}.{column}"] if done.rowcount else []
    return poisoned


def test_no_page_of_any_menu_runs_what_people_wrote(hostile: str, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{hostile}/sign-in")
    accounts = page.locator("[aria-labelledby=demo-accounts] form").count()
    everybody = [walked(chromium, hostile, number) for number in range(accounts)]
    pages, shown = sum(met.pages for met in everybody), sum(met.shown for met in everybody)
    broken = [line for met in everybody for line in met.broken]
    print(f"hostile words: {accounts} accounts, {pages} pages, on {shown} of them as words, {len(broken)} breaches")
    assert shown >= AT_LEAST_SHOWN, "the words are not shown: nothing was tried"
    assert not broken, broken


def test_the_words_run_where_neither_escaping_nor_the_policy_stands(hostile: str, chromium: Browser) -> None:
    ran = {kept: unescaped(chromium, hostile, keep_policy=kept) for kept in (True, False)}
    print(f"hostile words, unescaped: run {ran[True]} times under the policy, {ran[False]} times without it")
    assert ran[True] == 0
    assert ran[False] > 0, "the control ran nothing: the words have no teeth"


def walked(chromium: Browser, address: str, account: int) -> Met:
    """Every page that somebody's menu and home lead to."""
    met, page = Met(), entered(chromium, address, account)
    page.on("dialog", partial(opened, met))
    page.on("pageerror", lambda error: met.broken.append(f"{page.url}: {error}"))
    page.on("console", lambda said: met.broken.extend(complaint(page, said)))
    links = page.locator("nav a, main a").evaluate_all("links => links.map(link => link.pathname)")
    for path in sorted(set(links)):
        answer = page.goto(address + path, wait_until="load")
        assert answer is not None
        if answer.status >= 500 or POLICY not in answer.headers:
            met.broken.append(f"{path}: {answer.status}")
        met.broken += [f"{path}: {one}" for one in page.evaluate("[...window.broken, ...(window.owned ?? [])]")]
        met.shown += HOSTILE in page.inner_text("body")
        met.pages += 1
    page.context.close()
    return met


def opened(met: Met, dialog: Dialog) -> None:
    """No page of ours opens one."""
    met.broken.append(f"dialog: {dialog.message}")
    dialog.dismiss()


def complaint(page: Page, said: ConsoleMessage) -> list[str]:
    """An error in the console; a page that is refused is none."""
    return [f"{page.url}: {said.text}"] if said.type == "error" and "status of 4" not in said.text else []


def entered(chromium: Browser, address: str, account: int) -> Page:
    """A page of a fresh browser, signed in as one of the demo's people, that notes what breaks the policy."""
    page = chromium.new_context(locale="ja-JP").new_page()
    page.add_init_script(LISTEN)
    page.goto(f"{address}/sign-in")
    with page.expect_navigation():
        page.locator("[aria-labelledby=demo-accounts] button").nth(account).click()
    return page


def unescaped(chromium: Browser, address: str, *, keep_policy: bool) -> int:
    """How often the words run on a page that was sent as if nobody escaped them."""
    page = entered(chromium, address, 0)
    page.add_init_script("window.alert = () => undefined")
    page.route(f"{address}/notices", lambda route: _unescape(route, keep_policy=keep_policy))
    page.goto(f"{address}/notices", wait_until="load")
    ran: int = page.evaluate("(window.owned ?? []).length")
    page.context.close()
    return ran


def _unescape(route: Route, *, keep_policy: bool) -> None:
    answer = route.fetch()
    headers = {name: value for name, value in answer.headers.items() if keep_policy or name != POLICY}
    route.fulfill(response=answer, headers=headers, body=html.unescape(answer.text()))
