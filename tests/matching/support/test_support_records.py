"""The support log: written by a side, confirmed by the town, corrected without forgetting."""

import pytest

from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from matching.assignments.queries import worked_between
from matching.support.knowledge import knowledge_found
from matching.support.operations import confirm_record, correct_record, question_record, write_record
from matching.support.queries import record_page, record_row, records, waiting_for
from matching.support.schemas import Confirmation, Correction, Doubt, NewRecord
from tests.browser import Visit
from tests.matching.employment import FIRST, LAST, Story
from tests.matching.support.visits_logged import DAY, served, story, telling, wrote
from tests.world import ONOMICHI, World

__all__ = ["story"]
pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]


def confirming(version: int = 1, shared: str = "parties") -> Confirmation:
    return Confirmation.model_validate({"version": version, "shared": shared})


async def test_what_the_member_writes_waits_for_the_town_and_counts_once_confirmed(story: Story) -> None:
    town = story.towns[0]
    record = await wrote(story)
    assert record.state == "sent"
    assert [todo.link for todo in await waiting_for(by=town)] == [f"/support/{record.id}"]
    with pytest.raises(NotAllowed):
        await confirm_record(id=record.id, confirmation=confirming(), by=story.pool)
    await confirm_record(id=record.id, confirmation=confirming(), by=town)
    assert not await waiting_for(by=town)
    assert [month.confirmed_minutes for month in await worked_between(first=FIRST, last=LAST, by=story.pool)] == [120]


async def test_what_the_town_writes_is_confirmed_and_another_town_sees_nothing(story: Story) -> None:
    record = await wrote(story, by=story.towns[0])
    assert record.state == "confirmed"
    with pytest.raises(NotFound):
        await record_row(id=record.id, by=story.towns[1])
    assert not (await records(by=story.towns[1]))[0]


async def test_the_database_lets_nobody_but_the_town_confirm(story: Story) -> None:
    record = await wrote(story)
    with pytest.raises(Conflict, match="町だけ"):
        async with unit_of_work(story.pool) as work:
            await work.connection.execute("update support_record set state = 'confirmed' where id = $1", record.id)


async def test_a_correction_keeps_what_stood_and_asks_the_town_again(story: Story) -> None:
    record = await wrote(story)
    await confirm_record(id=record.id, confirmation=confirming(shared="towns"), by=story.towns[0])
    given = telling(minutes=60, done="申請書を二つにまとめた。") | {"reason": "数え違い"}
    with pytest.raises(Conflict, match="先に直しました"):
        await correct_record(id=record.id, correction=Correction(**given, version=1), by=story.member)
    await correct_record(id=record.id, correction=Correction(**given, version=2), by=story.member)
    page = await record_page(id=record.id, by=story.pool)
    assert (page.record.state, page.record.minutes, page.record.version) == ("sent", 60, 3)
    assert [(one.content["minutes"], one.reason) for one in page.versions] == [(120, "数え違い")]
    month = (await worked_between(first=FIRST, last=LAST, by=story.pool))[0]
    assert (month.minutes, month.confirmed_minutes) == (60, 0)
    assert not (await knowledge_found(by=story.towns[1]))[0]


async def test_the_town_says_what_is_wrong_and_the_writer_hears_it(story: Story) -> None:
    record = await wrote(story)
    await question_record(id=record.id, doubt=Doubt(version=1, reason="2時間ではなく1時間です。"), by=story.towns[0])
    assert [todo.link for todo in await waiting_for(by=story.member)] == [f"/support/{record.id}"]
    assert (await record_row(id=record.id, by=story.member)).doubt.startswith("2時間ではなく")


async def test_what_was_learnt_is_found_by_two_characters_by_those_the_town_chose(story: Story, world: World) -> None:
    pool, town = await wrote(story), await wrote(story, town=1, done="調達の仕様書を読み合わせた。")
    await confirm_record(id=pool.id, confirmation=confirming(shared="pool"), by=story.towns[0])
    await confirm_record(id=town.id, confirmation=confirming(shared="towns"), by=story.towns[1])
    assert [row.id for row in (await knowledge_found(by=world.onomichi, words="仕様"))[0]] == [town.id]
    assert not (await knowledge_found(by=world.onomichi, words="窓口"))[0]
    assert [row.id for row in (await knowledge_found(by=story.member, words="窓口", theme="counter"))[0]] == [pool.id]
    assert not (await knowledge_found(by=world.matsuyama))[0]


async def test_a_visit_without_an_assignment_is_the_pools_own(story: Story, world: World) -> None:
    new = NewRecord.model_validate(telling() | {"draft": "0190f000-0000-7000-8000-000000000001",
                                                "municipality": ONOMICHI})  # fmt: skip
    with pytest.raises(NotAllowed):
        await write_record(new=new, by=story.member)
    id = (await write_record(new=new, by=story.pool)).id
    assert (await record_row(id=id, by=world.onomichi)).member is None
    await confirm_record(id=id, confirmation=confirming(), by=world.onomichi)


async def test_the_form_takes_a_tapped_length_and_loses_nothing_when_refused(story: Story, visit: Visit) -> None:
    nagi = await visit("nagi")
    sera = await served(story.towns[0])
    fields = {"draft": "0190f000-0000-7000-8000-000000000002", "assignment": str(sera), "usual_minutes": "60",
              "means": "telephone", "done_on_year": "2027", "done_on_month": "1", "done_on_day": "21"}  # fmt: skip
    refused = await nagi.post("/support", fields)
    assert refused.status_code == 422 and "したこと" in refused.text and 'value="60" checked' in refused.text
    sent = await nagi.post("/support", fields | {"done": "電話で聞いた。"}, key="one")
    again = await nagi.post("/support", fields | {"done": "電話で聞いた。"}, key="one")
    assert sent.status_code == 303 and sent.headers["location"] == again.headers["location"]
    rows, _ = await records(by=story.member)
    assert [(row.minutes, row.done_on) for row in rows] == [(60, DAY)]


async def test_a_stale_correction_shows_both_texts(story: Story, visit: Visit) -> None:
    record = await wrote(story)
    await confirm_record(id=record.id, confirmation=confirming(), by=story.towns[0])
    nagi = await visit("nagi")
    given = {"done": "書き直した文。", "usual_minutes": "60", "means": "mail", "reason": "直す", "version": "1",
             "done_on_year": "2027", "done_on_month": "1", "done_on_day": "21"}  # fmt: skip
    answer = await nagi.post(f"/support/{record.id}/correction", given)
    assert answer.status_code == 409
    assert "書き直した文。" in answer.text and record.done in answer.text


async def test_days_ahead_are_refused(story: Story) -> None:
    with pytest.raises(RuleBroken, match="きょうより後"):
        await wrote(story, done_on="2027-01-22")
    with pytest.raises(RuleBroken, match="次に行く日"):
        await wrote(story, next_on="2027-01-01")
