"""Finding people: what words reach for whom, levels, days left on a date, counts that agree, gains that come true."""

from datetime import date
from uuid import UUID

import pytest

from auth.viewer import Viewer
from registry.capacity.operations import book
from registry.members.finding import PeopleFound
from registry.members.queries import cards, count_people, find_people, pool_list
from registry.members.question import PeopleQuestion
from registry.searches.dropping import dropped
from tests.registry.people import SPRING, designer, offering, skill_called
from tests.world import SERA, World

pytestmark = pytest.mark.database


async def asked(query: str, *, by: Viewer) -> PeopleFound:
    """What a URL's question finds."""
    return await find_people(question=PeopleQuestion.read(query), by=by)


async def names(query: str, *, by: Viewer) -> list[str | None]:
    """The names found, in the list's order."""
    return [row.name for row in (await asked(query, by=by)).rows]


async def three(world: World) -> list[UUID]:
    """A designer, an engineer with an old letter in the name, an engineer of another prefecture."""
    cloud = await skill_called("クラウド", by=world.hiroshima)
    engineer = {"roles": ["engineer"], "skills": [{"skill": cloud, "level": 2}], "forms": ["contract"]}
    return [
        await designer(by=world.hiroshima),
        await designer(
            by=world.hiroshima, name="髙橋 税", kana="たかはし ちから", certificates=["it_strategist"], **engineer
        ),
        await designer(
            by=world.hiroshima, name="青山 澪", kana="あおやま みお", prefecture=None, on_site=False, **engineer
        ),
    ]


async def test_the_keeper_finds_by_name_kana_and_old_letters(world: World) -> None:
    await three(world)
    for words in ("高橋", "髙橋", "タカハシ", "たか ちから", "高橋 エンジニア"):
        assert await names(f"words={words}", by=world.hiroshima) == ["髙橋 税"], words
    assert await names("words=高橋 灰谷", by=world.hiroshima) == []
    assert await names("", by=world.hiroshima) == ["青山 澪", "髙橋 税", "灰谷 凪"]


async def test_a_town_that_searches_a_name_finds_nothing(world: World) -> None:
    await three(world)
    for words in ("高橋", "タカハシ", "灰谷", "nagi", "架空デザイン", "窓口の経験"):
        found = await asked(f"words={words}", by=world.sera)
        assert (found.page.total, found.rows) == (0, []), words
        assert all(n in (0, 3) for n in found.gains.values())
    assert (await asked("words=クラウド", by=world.sera)).page.total == 2
    assert (await asked("words=広島", by=world.sera)).page.total == 2
    assert all(row.name is None for row in (await asked("", by=world.sera)).rows)


async def test_a_town_cannot_ask_where_somebody_lives_nor_arrange_by_kana(world: World) -> None:
    ids = await three(world)
    found = await asked("town=344621&order=kana", by=world.sera)
    assert [row.card.id for row in found.rows] == sorted(ids) and "town" not in found.gains


async def test_skills_want_all_and_a_level_counts(world: World) -> None:
    await three(world)
    cloud, counter = [await skill_called(name, by=world.hiroshima) for name in ("クラウド", "窓口・申請の設計")]
    assert (await asked(f"skill={cloud}:2", by=world.hiroshima)).page.total == 2
    assert (await asked(f"skill={cloud}:3", by=world.hiroshima)).page.total == 0
    both = await asked(f"skill={cloud}:1&skill={counter}", by=world.hiroshima)
    assert both.page.total == 0 and both.gains == {f"skill:{cloud}:1": 1, f"skill:{counter}": 2}


async def test_days_are_those_left_on_the_date(world: World) -> None:
    first, second, _ = await three(world)
    await offering(first, 8, by=world.hiroshima)
    await offering(second, 8, by=world.hiroshima)
    await book(member=first, municipality=SERA, subject=second, period=SPRING, half_days=3, by=world.hiroshima)
    for by in (world.hiroshima, world.sera):
        assert {row.card.id for row in (await asked("days=2.5&on=2027-02-01", by=by)).rows} == {first, second}
        assert {row.card.id for row in (await asked("days=3&on=2027-02-01", by=by)).rows} == {second}
        assert (await asked("days=0.5&on=2027-07-01", by=by)).page.total == 0
    assert (await asked("days=0.5&on=2027-02-01", by=world.matsuyama)).page.total == 0


@pytest.mark.parametrize(
    "query",
    ["", "role=engineer", "role=engineer&role=producer&place=on_site", "prefecture=340006&form=contract",
     "words=クラウド&region=chugoku",
     "certificate=it_strategist&state=active", "words=高橋&role=service_designer&place=remote"],
)  # fmt: skip
async def test_counts_and_gains_are_what_the_list_then_shows(world: World, query: str) -> None:
    await three(world)
    question = PeopleQuestion.read(query)
    for by in (world.hiroshima, world.sera):
        found = await find_people(question=question, by=by)
        assert found.page.total == len(found.rows) == (await count_people(questions=[question], by=by))[0]
        for test, gain in found.gains.items():
            wider = dropped(question, test)
            assert isinstance(wider, PeopleQuestion)
            assert (await find_people(question=wider, by=by)).page.total == gain, test
        for role, n in found.facets["role"].items():
            narrowed = question.model_copy(update={"role": [role]})
            assert (await find_people(question=narrowed, by=by)).page.total == n, role
        for skill, n in found.facets["skill"].items():
            narrowed = question.model_copy(update={"skill": [*question.skill, skill]})
            assert (await find_people(question=narrowed, by=by)).page.total == n, skill


async def test_the_list_is_the_list_wherever_it_is_asked(world: World) -> None:
    await three(world)
    rows, page = await pool_list(by=world.hiroshima)
    found = await asked("", by=world.hiroshima)
    assert (rows, page) == (found.rows, found.page)
    assert {card.id for card in (await cards(by=world.sera))[0]} == {
        row.card.id for row in (await asked("", by=world.sera)).rows
    }
    assert (await asked("", by=world.matsuyama)).page.total == (await asked("", by=world.ministry)).page.total == 0


async def test_pages_hold_everybody_once(world: World) -> None:
    for n in range(7):
        await designer(by=world.hiroshima, name=f"同名 架空{n}", kana="どうめい かくう", email=None)
    for by in (world.hiroshima, world.sera):
        pages = [await find_people(question=PeopleQuestion(), by=by, number=n, size=3) for n in (1, 2, 3, 4)]
        ids = [row.card.id for page in pages for row in page.rows]
        assert len(ids) == len(set(ids)) == 7 and pages[0].page.last == 3


async def test_since_asks_for_what_came_or_moved_later(world: World) -> None:
    await three(world)
    assert (await asked("since=2020-01-01T00:00:00%2B00:00", by=world.hiroshima)).page.total == 3
    assert (await asked("since=2100-01-01T00:00:00%2B00:00", by=world.hiroshima)).page.total == 0
    assert PeopleQuestion(on=date(2027, 1, 1), days=1).query() == "days=0.5&on=2027-01-01"
