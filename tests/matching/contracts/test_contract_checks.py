"""A contract entered later is checked as well: found, barred, told, decided; and only by the pool's own eyes."""

import json
from uuid import UUID

import pytest

from auth.inbox.queries import latest_notices
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from matching.conflicts.queries import declarations
from matching.contracts.operations import decide, enter
from matching.contracts.queries import entries, entry_page
from matching.contracts.rules import AtWork, Entered, EntryKind, conflicts_in, finding_words
from matching.contracts.schemas import Decision, EntryPage, NewEntry
from matching.contracts.tasks import check_contract
from tests.browser import Visit
from tests.matching.employment import FIRST, LAST, TODAY, Story, confirmed, on, running
from tests.registry.people import designer
from tests.world import World

PERSON = UUID(int=1)
ENDED = """
insert into assignment (id, proposal, owner, member, municipality, need, appointment, half_days, during, state,
    created_at)
select gen_random_uuid(), proposal, owner, $1, municipality, need, appointment, half_days,
    daterange($2::date - 30, $2::date), 'ended', created_at
from (select * from assignment limit 1) one cross join generate_series(1, $3)
"""
WAITING = "select args from jobs.procrastinate_jobs where task_name = 'check_contract' order by id"


def people(employer_name: str = "株式会社 架空システム") -> list[AtWork]:
    return [AtWork(PERSON, ("", employer_name)), AtWork(UUID(int=3), ("",))]


@pytest.mark.parametrize(
    ("entered", "words"),
    [
        (Entered(EntryKind.CONTRACT, "保守", "架空システム（株）", None), "契約の相手方が、この町で働く人の勤め先"),
        (
            Entered(EntryKind.BID, "保守", "㈱架空システム", PERSON, "保守の仕様"),
            "仕様書「保守の仕様」を書いた人の勤め先",
        ),
        (Entered(EntryKind.SPECIFICATION, "保守の仕様", "", PERSON), "この仕様書の入札に参加できません"),
    ],
)
def test_what_conflicts(entered: Entered, words: str) -> None:
    found = conflicts_in(entered, people())
    assert list(found) == [PERSON] and words in found[PERSON] and "架空システム" in found[PERSON]


@pytest.mark.parametrize(
    "entered",
    [
        Entered(EntryKind.CONTRACT, "保守", "別会社", None),
        Entered(EntryKind.SPECIFICATION, "保守の仕様", "", None),
        Entered(EntryKind.CONTRACT, "保守", "株式会社", None),
    ],
)
def test_what_does_not(entered: Entered) -> None:
    assert conflicts_in(entered, people()) == {}


def test_a_check_says_how_many_and_names_nobody() -> None:
    assert finding_words(0, 0) == "この期間に、この町で働く人はいません。"
    assert "一致しませんでした" in finding_words(2, 0) and "2人のうち1人" in finding_words(2, 1)


async def checked(id: UUID, *, by: Viewer) -> EntryPage:
    """The entry after the worker was there."""
    async with unit_of_work(by) as work:
        waiting = [json.loads(row["args"]) for row in await work.connection.fetch(WAITING)]
    for arguments in waiting:
        await check_contract(**arguments)
    return await entry_page(id=id, by=by)


async def contract_with(story: Story, counterparty: str, *, by: Viewer) -> UUID:
    entry = {"municipality": story.towns[0].organisation, "kind": "contract", "title": "窓口システムの保守",
             "counterparty": counterparty, "first_day": FIRST}  # fmt: skip
    return (await enter(entry=NewEntry.model_validate(entry), by=by)).id


@pytest.mark.database
@pytest.mark.usefixtures("application")
async def test_a_contract_with_the_employer_is_found_barred_told_and_decided(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await running(world, employer_name="株式会社 架空システム")
    with on(FIRST):
        town, pool = story.towns[0], story.pool
        clear = await checked(await contract_with(story, "別会社", by=town), by=town)
        assert [check.clear for check in clear.checks] == [True] and clear.conflicts == []
        name = "架空システム（株）"
        found = await checked(await contract_with(story, name, by=town), by=town)
        assert [check.clear for check in found.checks] == [False]
        [conflict] = found.conflicts
        assert "架空システム" in conflict.finding and conflict.state == "open"
        for body in (town, pool):
            told = [notice.subject for notice in await latest_notices(by=body, limit=50)]
            assert "契約の記録に、利益相反が見つかりました" in told
        assert [row.bars for row in await declarations(by=pool, member=conflict.member)] == [True]
        assert await checked(found.entry.id, by=town) == found
        kept = Decision(verb="lift", version=1, reason="担当が別の部署")
        with pytest.raises(NotAllowed, match="広島県"):
            await decide(id=conflict.id, decision=kept, by=town)
        with pytest.raises(NotFound):
            await decide(id=conflict.id, decision=kept, by=world.ehime)
        with pytest.raises(Conflict):
            await decide(id=conflict.id, decision=Decision(verb="keep", version=7, reason="x"), by=pool)
        await decide(id=conflict.id, decision=kept, by=pool)
        assert [row.bars for row in await declarations(by=pool, member=conflict.member)] == [False]
        with pytest.raises(RuleBroken):
            await decide(id=conflict.id, decision=Decision(verb="keep", version=2, reason="x"), by=pool)
        hall, other = await visit("hiroshima"), await visit("matsuyama")
        page = await hall.get(f"/contracts/{found.entry.id}")
        assert "担当が別の部署" in page.text and "支障なしとした" in page.text
        assert (await other.get(f"/contracts/{found.entry.id}")).status_code == 404
        assert await entries(by=world.matsuyama) == []
        sent = await hall.post(
            "/contracts", {"kind": "contract", "title": "印刷", "municipality": str(town.organisation)}
        )
        assert sent.status_code == 422 and "印刷" in sent.text
        with pytest.raises(NotAllowed):
            await contract_with(story, name, by=story.towns[1])


@pytest.mark.database
@pytest.mark.usefixtures("application")
async def test_who_worked_here_longest_ago_may_be_named_as_well(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await confirmed(world)
        first = await designer(by=story.pool, name="試野 五", kana="ためしの ご", email="go@example.jp")
        async with unit_of_work(story.pool) as work:
            await work.connection.execute(ENDED, first, TODAY, 1)
            await work.connection.execute(ENDED, story.member.member, LAST, 200)
        assert "試野 五（" in (await (await visit("hiroshima")).get("/contracts")).text
