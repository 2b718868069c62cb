"""Every kind of viewer has a home that answers: what is my turn, what comes next, by when."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest

from foundation.database.engine import ENGINE
from foundation.database.unit_of_work import unit_of_work
from registry.needs.operations import save_draft, submit_need
from registry.needs.schemas import NeedDraft, NeedIntake
from reports.homes.prefecture import prefecture_home
from reports.homes.queries import town_home
from tests.browser import Browser, Visit
from tests.matching.companies import company_viewer
from tests.matching.employment import TODAY, answer, confirmed, matchable_need, on, sent
from tests.registry.people import designer, offering
from tests.world import World

pytestmark = pytest.mark.database

FRAME = ("select set_config", "select * from viewer_of_web_session")
"""The context and the session look-up, which the query budget leaves out (`architecture.md`)."""

TRANSACTION = (
    "begin",
    "commit",
    "rollback",
    "savepoint",
    "release",
    "select pg_advisory_unlock_all",
    "update web_session",
)
"""What opens, ends and cleans up."""

MOST_BYTES = 60 * 1024
COPIES = """
insert into need (id, municipality, prefecture, title, state, submitted_at, created_at, changed_at)
select gen_random_uuid(), municipality, prefecture, title, state, submitted_at, created_at, changed_at
from need cross join generate_series(1, 500)
"""


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements of the block, without transactions, context and session look-up."""
    heard: list[str] = []

    def hear(statement: str) -> None:
        text = statement.strip().lower()
        if not text.startswith((*FRAME, *TRANSACTION)):
            heard.append(text)

    ENGINE.statement_listeners.append(hear)
    try:
        yield heard
    finally:
        ENGINE.statement_listeners.remove(hear)


async def cost(browser: Browser, path: str) -> tuple[int, int]:
    """Statements and bytes of a page, once the driver knows its types."""
    await browser.get(path)
    with statements() as heard:
        answered = await browser.get(path)
    assert answered.status_code == 200
    return len(heard), len(answered.content)


async def asks(world: World, times: int) -> None:
    """世羅町 sends requests."""
    for n in range(times):
        await submit_need(intake=NeedIntake(draft=uuid4(), title=f"相談 {n}", story="困っています。"), by=world.sera)


async def pool_of(world: World, people: int) -> None:
    """Hiroshima takes people into its pool."""
    for n in range(people):
        member = await designer(by=world.hiroshima, name=f"架空 {n}", email=f"person{n}@example.jp")
        await offering(member, 8, by=world.hiroshima)


async def test_an_empty_home_teaches_what_comes_first(world: World, visit: Visit) -> None:
    for login, lesson in (
        ("sera", "まだ相談はありません"),
        ("hiroshima", "期限のあることはありません"),
        ("ministry", "いま、することはありません"),
    ):
        assert lesson in (await (await visit(login)).get("/")).text


async def test_a_town_sees_its_draft_its_requests_and_whose_turn_it_is(world: World, visit: Visit) -> None:
    draft = uuid4()
    await save_draft(draft=NeedDraft(draft=draft, story="研修をしたい"), by=world.sera)
    await asks(world, 1)
    text = (await (await visit("sera")).get("/")).text
    assert f"/needs/{draft}/edit" in text
    assert "県の番です" in text and "電話か訪問で、お話を聞きます" in text and "あと14日" in text
    assert "相談 0" not in (await (await visit("jinseki")).get("/")).text


async def test_what_is_to_be_done_is_never_cut(world: World) -> None:
    await asks(world, 1)
    async with unit_of_work(world.sera) as work:
        await work.connection.execute(COPIES)
    assert len((await town_home(by=world.sera)).cards) == 501
    assert sum("相談" in todo.title for todo in (await prefecture_home(by=world.hiroshima)).todos) == 501


async def test_a_proposal_is_the_towns_turn_until_it_answers(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await sent(world)
    sera = await visit("sera")
    text = (await sera.get("/")).text
    assert "あなたの番です" in text and f'href="/proposals/{story.proposal}"' in text
    with on(TODAY):
        await answer(story, story.towns[0])
    assert "あなたの番です" not in (await sera.get("/")).text


async def test_the_member_finds_the_offer_and_afterwards_the_towns(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await sent(world)
    nagi = await visit("nagi")
    assert "内容を見て答える" in (await nagi.get("/")).text
    with on(TODAY):
        for party in story.parties:
            await answer(story, party)
    text = (await nagi.get("/")).text
    assert "内容を見て答える" not in text


async def test_confirming_shows_who_comes_and_what_to_approve(world: World, visit: Visit) -> None:
    with on(TODAY):
        await confirmed(world)
    text = (await (await visit("sera")).get("/")).text
    assert "灰谷 凪さん" in text and "決裁を待つ書類" in text
    board = (await (await visit("hiroshima")).get("/")).text
    assert '支援あり <span class="number">3</span>' in board


async def test_the_prefecture_narrows_its_list_by_kind(world: World, visit: Visit) -> None:
    await asks(world, 1)
    with on(TODAY):
        await sent(world)
    hiroshima = await visit("hiroshima")
    whole = (await hiroshima.get("/")).text
    assert "相談 0" in whole and "返事を待つ" in whole
    narrowed = (await hiroshima.get("/?kind=提案")).text
    assert "相談 0" not in narrowed and "返事を待つ" in narrowed


async def test_a_company_has_a_home(world: World, visit: Visit) -> None:
    await company_viewer(by=world.hiroshima)
    assert "社員への依頼" in (await (await visit("kaisha")).get("/")).text


@pytest.mark.parametrize(
    ("login", "most"), [("sera", 7), ("hiroshima", 18), ("ministry", 10)], ids=["town", "prefecture", "ministry"]
)
async def test_a_home_costs_the_same_with_thirty_rows_as_with_one(
    world: World, visit: Visit, login: str, most: int
) -> None:
    browser = await visit(login)
    await asks(world, 1)
    await pool_of(world, 1)
    await matchable_need(world.sera, by=world.hiroshima)
    first, _ = await cost(browser, "/")
    await asks(world, 29)
    await pool_of(world, 29)
    again, size = await cost(browser, "/")
    assert (again, size <= MOST_BYTES) == (first, True), size
    assert first <= most, first


@pytest.mark.parametrize("path", ["/needs", "/accelerators", "/national"])
async def test_a_list_costs_the_same_with_thirty_rows_as_with_one(world: World, visit: Visit, path: str) -> None:
    browser = await visit("ministry" if path == "/national" else "hiroshima")
    await asks(world, 1)
    await pool_of(world, 1)
    first, _ = await cost(browser, path)
    await asks(world, 29)
    await pool_of(world, 29)
    again, size = await cost(browser, path)
    assert (again, size <= MOST_BYTES) == (first, True), size
    assert first <= 8
