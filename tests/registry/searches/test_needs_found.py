"""Finding needs: words across spellings, periods, bodies; counts that agree; a draft stays its town's own."""

from uuid import uuid4

import pytest

from auth.viewer import Viewer
from registry.needs.finding import NeedsFound
from registry.needs.operations import save_draft, submit_need
from registry.needs.queries import count_by_state, count_needs, find_needs, needs
from registry.needs.question import NeedsQuestion
from registry.needs.schemas import NeedDraft, NeedIntake
from registry.searches.dropping import dropped
from tests.matching.employment import matchable_need
from tests.world import World

pytestmark = pytest.mark.database


async def asked(query: str, *, by: Viewer) -> NeedsFound:
    """What a URL's question finds."""
    return await find_needs(question=NeedsQuestion.read(query), by=by)


async def four(world: World) -> None:
    """A matchable need, two asked by other towns, a draft."""
    await matchable_need(world.sera, by=world.hiroshima)
    for town, title, story, theme in (
        (world.jinseki, "税務の窓口", "滞納の相談が多い。100%手作業。", "counter"),
        (world.akiota, "サーバー更新", "サーバが古い。", "system_renewal"),
    ):
        intake = NeedIntake(draft=uuid4(), title=title, story=story, themes=[theme], urgency="this_month")
        await submit_need(intake=intake, by=town)
    await save_draft(draft=NeedDraft(draft=uuid4(), story="まだ税務だけ"), by=world.sera)


@pytest.mark.parametrize(
    ("words", "titles"),
    [("税務", {"税務の窓口"}), ("サーバ", {"サーバー更新"}), ("さーばー", {"サーバー更新"}),
     ("ｻｰﾊﾞｰ 更新", {"サーバー更新"}),
     ("0%", {"税務の窓口"}), ("神石高原", {"税務の窓口"}), ("窓口滞納", set()), ("窓口 滞納", {"税務の窓口"})],
)  # fmt: skip
async def test_words_of_two_letters_in_any_spelling(world: World, words: str, titles: set[str]) -> None:
    await four(world)
    found = await find_needs(question=NeedsQuestion(words=words), by=world.hiroshima)
    assert {row.title for row in found.rows} == titles


async def test_a_draft_is_found_by_its_own_town_alone(world: World) -> None:
    await four(world)
    assert [row.state for row in (await asked("words=税務", by=world.sera)).rows] == ["draft"]
    assert (await asked("words=税務", by=world.akiota)).page.total == 0
    assert (await asked("words=税務", by=world.ehime)).page.total == 0
    assert (await asked("state=draft", by=world.hiroshima)).page.total == 0


@pytest.mark.parametrize(
    ("query", "total"),
    [("first_day=2027-03-31&last_day=2027-04-30", 1), ("first_day=2027-04-01", 0), ("last_day=2026-12-31", 0),
     ("role=service_designer", 1), ("role=engineer", 0), ("days=2", 1), ("days=1.5", 0), ("place=on_site", 1),
     ("town=344621", 1), ("town=344621&town=345458", 2), ("region=shikoku", 0), ("theme=counter&urgency=this_month", 1),
     ("form=special_part_time&triage=hands_on", 1)],
)  # fmt: skip
async def test_filters(world: World, query: str, total: int) -> None:
    await four(world)
    assert (await asked(query, by=world.hiroshima)).page.total == total


@pytest.mark.parametrize("query", ["", "state=submitted", "state=accepted&theme=counter", "words=窓口&role=engineer"])
async def test_counts_and_gains_are_what_the_list_then_shows(world: World, query: str) -> None:
    await four(world)
    question = NeedsQuestion.read(query)
    for by in (world.hiroshima, world.sera, world.jinseki):
        found = await find_needs(question=question, by=by)
        assert found.page.total == len(found.rows) == (await count_needs(questions=[question], by=by))[0]
        for test, gain in found.gains.items():
            wider = dropped(question, test)
            assert isinstance(wider, NeedsQuestion)
            assert (await find_needs(question=wider, by=by)).page.total == gain, test
        for state, n in found.facets["state"].items():
            narrowed = question.model_copy(update={"state": [state]})
            assert (await find_needs(question=narrowed, by=by)).page.total == n, state


async def test_numbers_elsewhere_are_the_lists_numbers(world: World) -> None:
    await four(world)
    for by in (world.hiroshima, world.sera):
        counts = await count_by_state(by=by)
        assert sum(counts.values()) == (await needs(by=by))[1].total
        for state, n in counts.items():
            assert (await needs(by=by, states=[state]))[1].total == n


async def test_the_longest_waiting_comes_first_where_asked(world: World) -> None:
    await four(world)
    rows = (await asked("order=waiting", by=world.hiroshima)).rows
    waiting = [row.submitted_at for row in rows if row.submitted_at]
    assert waiting == sorted(waiting) and len(rows) == 3
