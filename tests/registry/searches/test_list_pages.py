"""The list pages: the URL holds the question, zero finds advice, bad input a sentence, files what is shown."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from tests.browser import Visit
from tests.registry.people import designer, offering
from tests.reports.homes.test_homes import MOST_BYTES, cost
from tests.world import World

pytestmark = pytest.mark.database

MOST_STATEMENTS = 8
HTMX = {"hx-request": "true"}


async def pool_of(world: World, people: int) -> None:
    """Hiroshima takes people into its pool."""
    for n in range(people):
        member = await designer(by=world.hiroshima, name=f"架空 {n}", email=f"person{n}@example.jp")
        await offering(member, 8, by=world.hiroshima)


async def test_anonymous_outsider_town_and_keeper(world: World, visit: Visit) -> None:
    await pool_of(world, 1)
    assert (await (await visit()).get("/members?words=架空")).status_code == 303
    assert (await (await visit("ministry")).get("/members")).status_code == 403
    assert "まだ人材は登録されていません" in (await (await visit("matsuyama")).get("/members")).text
    town = (await (await visit("sera")).get("/members")).text
    assert "架空 0" not in town and "カード " in town and "サービスデザイナー" in town
    assert "架空 0" in (await (await visit("hiroshima")).get("/members")).text


async def test_zero_results_say_what_dropping_a_filter_gains(world: World, visit: Visit) -> None:
    await pool_of(world, 2)
    page = (await (await visit("hiroshima")).get("/members?role=engineer&place=remote")).text
    assert "この条件に合うものはありません" in page
    assert 'href="/members?place=remote">役割：エンジニア を外す</a>　2件' in page
    assert "働く場所：オンライン を外す" not in page


async def test_htmx_gets_the_very_part_of_the_page(world: World, visit: Visit) -> None:
    await pool_of(world, 2)
    hall = await visit("hiroshima")
    whole = (await hall.get("/members?role=service_designer&filters=1")).text
    part = await hall.client.get("/members?role=service_designer&words=&days=", headers=HTMX)
    assert (
        part.text.strip().startswith('<div id="search"')
        and part.headers["hx-push-url"] == "/members?role=service_designer"
    )
    assert part.text.split('<div class="search-after">')[0].strip() in whole


@pytest.mark.parametrize(
    ("path", "sentence"),
    [("/members?days=3&on_year=2026&on_month=13&on_day=1", "日付"), ("/members?on=2026-12-01", "残っていてほしい日数"),
     ("/members?role=boss", "役割"), ("/needs?state=nowhere", "状態"), ("/needs?days=0.3", "0.5日きざみ"),
     ("/members?skill=x", "できること"), ("/needs?words=" + "長" * 101, "100文字以内")],
)  # fmt: skip
async def test_bad_input_is_a_sentence_and_keeps_what_was_typed(
    world: World, visit: Visit, path: str, sentence: str
) -> None:
    answer = await (await visit("hiroshima")).get(path)
    assert answer.status_code == 422 and sentence in answer.text
    if "days=0.3" in path:
        assert 'value="0.3"' in answer.text
    twin = await (await visit("hiroshima")).get(f"/api/v1{path}")
    assert twin.status_code == 422 and twin.json()["errors"]


@pytest.mark.parametrize("query", ["", "?words=架空", "?order=moved"])
async def test_files_hold_what_is_shown(world: World, visit: Visit, query: str) -> None:
    await pool_of(world, 1)
    await designer(by=world.hiroshima, name="=1+1 架空", kana="さいご", email=None)
    hall = await visit("hiroshima")
    text = (await hall.get(f"/members/export/csv{query}")).content.decode("utf-8-sig")
    header, *rows = list(csv.reader(StringIO(text, newline="")))
    sheet = load_workbook(BytesIO((await hall.get(f"/members/export/xlsx{query}")).content)).active
    assert sheet is not None
    shown = (await hall.get(f"/api/v1/members{query}")).json()["pool"]
    assert [row[0].removeprefix("'") for row in rows] == [row["name"] for row in shown]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [row["name"] for row in shown]
    assert "'=1+1 架空" in {row[0] for row in rows} and header[:2] == ["氏名", "役割"]
    town = await visit("sera")
    assert "架空" not in (await town.get("/members/export/csv")).content.decode("utf-8-sig")
    assert (await hall.get("/members/export/pdf")).status_code == 404


@pytest.mark.parametrize("login", ["hiroshima", "sera"])
async def test_a_list_of_fifty_stays_within_its_budget(world: World, visit: Visit, login: str) -> None:
    browser = await visit(login)
    await pool_of(world, 50)
    for path in ("/members", "/members?filters=1", "/members?words=デザイナー"):
        statements, size = await cost(browser, path)
        assert statements <= MOST_STATEMENTS and size <= MOST_BYTES, (path, statements, size)
