"""Threads between a town and its prefecture, questions to all towns: who reads what, and what is new."""

from uuid import UUID

import pytest

from foundation.database.unit_of_work import reading
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.coordination import operations
from registry.coordination.needs import about_need
from registry.coordination.queries import (
    open_paper,
    question_page,
    questions,
    thread_about,
    thread_page,
    threads,
    waiting_for,
)
from registry.coordination.rules import About, Kind
from registry.coordination.schemas import NewAnswer, NewMessage, NewQuestion
from registry.needs.operations import save_draft
from registry.needs.schemas import NeedDraft
from tests.browser import Visit
from tests.registry.needs.telling import heard, intake
from tests.world import AKIOTA, HIROSHIMA, JINSEKI, ONOMICHI, SERA, World

pytestmark = pytest.mark.database

ASKED = NewQuestion(title="待ち時間の測り方", body="どう測っていますか。")
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


async def started(world: World) -> tuple[UUID, UUID]:
    """A need and the thread on it, begun by the prefecture."""
    need = await heard(world.sera, by=world.hiroshima)
    about = await about_need(need=need, by=world.hiroshima)
    await operations.say(about=about, message=NewMessage(body="水曜に伺います。"), by=world.hiroshima)
    return need, (await threads(by=world.hiroshima))[0].id


async def test_a_thread_is_read_by_its_parties_alone(world: World) -> None:
    need, thread = await started(world)
    assert (await thread_page(id=thread, by=world.sera)).messages[0].body == "水曜に伺います。"
    towns = (world.jinseki, world.matsuyama, world.ehime)
    for outsider in (world.jinseki, world.ehime, world.matsuyama, world.ministry):
        assert await threads(by=outsider) == []
        with pytest.raises(NotFound):
            await thread_page(id=thread, by=outsider)
        with pytest.raises(NotFound):
            await about_need(need=need, by=outsider)
    for outsider in towns:
        with pytest.raises(NotFound):
            await operations.reply(thread=thread, message=NewMessage(body="x"), by=outsider)


async def test_a_reader_reads_and_does_not_write(world: World) -> None:
    _, thread = await started(world)
    assert (await thread_page(id=thread, by=world.hiroshima_reader)).title
    with pytest.raises(NotAllowed):
        await operations.reply(thread=thread, message=NewMessage(body="x"), by=world.hiroshima_reader)
    with pytest.raises(NotAllowed):
        await operations.ask_all(question=ASKED, by=world.hiroshima_reader)


async def test_what_others_wrote_is_unread_until_it_was_looked_at(world: World, visit: Visit) -> None:
    need, _ = await started(world)
    assert [row.unread for row in await threads(by=world.sera)] == [1]
    assert [row.unread for row in await threads(by=world.hiroshima)] == [0]
    assert any("新しい知らせ1件" in todo.title for todo in await waiting_for(by=world.sera))
    sera = await visit("sera")
    assert "未読1件" in (await sera.get("/coordination")).text
    assert "水曜に伺います。" in (await sera.get(f"/coordination/needs/{need}")).text
    assert [row.unread for row in await threads(by=world.sera)] == [0]
    answered = await sera.post(f"/coordination/needs/{need}/messages", {"body": "お待ちしています。"})
    assert answered.status_code == 303
    assert [row.unread for row in await threads(by=world.hiroshima)] == [1]


async def test_an_answer_is_told_by_notice_to_the_other_party_alone(world: World) -> None:
    await started(world)
    for viewer, told in ((world.sera, 1), (world.hiroshima, 0)):
        async with reading(viewer) as work:
            count = "select count(*) from notice where key like 'message-%' and organisation = $1"
            assert await work.connection.fetchval(count, viewer.organisation) == told


async def test_papers_come_with_messages(world: World, visit: Visit) -> None:
    need, thread = await started(world)
    sera = await visit("sera")
    fields = {"body": "写真です。", "_csrf_token": await sera.token()}
    sent = await sera.client.post(
        f"/coordination/needs/{need}/messages", data=fields, files={"file": ("窓口.png", PNG)}
    )
    assert sent.status_code == 303
    paper = (await thread_page(id=thread, by=world.hiroshima)).messages[1].files[0]
    assert (await open_paper(thread=thread, file=paper.id, by=world.hiroshima)).content == PNG
    with pytest.raises(NotFound):
        await open_paper(thread=thread, file=paper.id, by=world.jinseki)
    refused = await sera.post(f"/coordination/needs/{need}/messages", {"body": " "})
    assert refused.status_code == 422 and "入力してください" in refused.text


async def test_a_draft_has_nobody_to_talk_to(world: World) -> None:
    draft = NeedDraft.model_validate(intake().model_dump())
    await save_draft(draft=draft, by=world.sera)
    with pytest.raises(NotFound):
        await about_need(need=draft.draft, by=world.sera)


async def test_a_thread_may_be_about_another_thing_told_by_its_own_noun(world: World) -> None:
    subject = UUID(int=7)
    about = About(Kind.ASSIGNMENT, subject, HIROSHIMA, (HIROSHIMA, SERA), "配属の相談", "/assignments/7")
    await operations.say(about=about, message=NewMessage(body="引き継ぎは来月です。"), by=world.sera)
    found = await thread_about(kind=Kind.ASSIGNMENT, subject=subject, by=world.hiroshima)
    assert found is not None and found.parties == ["広島県", "世羅町"]
    with pytest.raises(NotAllowed):
        await operations.say(about=about, message=NewMessage(body="x"), by=world.jinseki)


async def test_a_question_reaches_the_whole_framework_and_nobody_else(world: World) -> None:
    id = (await operations.ask_all(question=ASKED, by=world.sera)).id
    asked = await question_page(id=id, by=world.jinseki)
    assert set(asked.bodies) == {HIROSHIMA, JINSEKI, AKIOTA, ONOMICHI}
    for outsider in (world.matsuyama, world.ehime, world.ministry):
        assert await questions(by=outsider) == []
        with pytest.raises(NotFound):
            await question_page(id=id, by=outsider)


async def test_an_answer_is_the_askers_until_it_is_opened(world: World) -> None:
    id = (await operations.ask_all(question=ASKED, by=world.hiroshima)).id
    await operations.answer(question=id, given=NewAnswer(answer="番号札の記録で。"), by=world.sera)
    given = (await question_page(id=id, by=world.hiroshima)).answers[0]
    assert (await question_page(id=id, by=world.sera)).mine is not None
    assert (await question_page(id=id, by=world.jinseki)).answers == []
    with pytest.raises(NotAllowed):
        await operations.open_answer(question=id, answer=given.id, by=world.sera)
    await operations.open_answer(question=id, answer=given.id, by=world.hiroshima)
    assert [one.body for one in (await question_page(id=id, by=world.jinseki)).answers] == ["番号札の記録で。"]


async def test_who_has_not_answered_has_it_on_the_list(world: World) -> None:
    id = (await operations.ask_all(question=ASKED, by=world.hiroshima)).id
    assert [todo.kind for todo in await waiting_for(by=world.sera)] == ["問いかけ"]
    await operations.answer(question=id, given=NewAnswer(answer="はい。"), by=world.sera)
    assert await waiting_for(by=world.sera) == [] and await waiting_for(by=world.hiroshima) == []


async def test_a_stale_correction_is_409_and_shows_both(world: World, visit: Visit) -> None:
    id = (await operations.ask_all(question=ASKED, by=world.hiroshima)).id
    await operations.answer(question=id, given=NewAnswer(answer="はじめの答え"), by=world.sera)
    await operations.answer(question=id, given=NewAnswer(answer="同僚が直した答え", version=1), by=world.sera)
    with pytest.raises(Conflict):
        await operations.answer(question=id, given=NewAnswer(answer="わたしの答え", version=1), by=world.sera)
    sera = await visit("sera")
    refused = await sera.post(f"/coordination/questions/{id}/answers", {"answer": "わたしの答え", "version": "1"})
    assert refused.status_code == 409
    assert "同僚が直した答え" in refused.text and "わたしの答え" in refused.text


async def test_closed_is_closed(world: World, visit: Visit) -> None:
    id = (await operations.ask_all(question=ASKED, by=world.hiroshima)).id
    await operations.close_question(question=id, by=world.hiroshima)
    with pytest.raises(RuleBroken, match="締め切られています"):
        await operations.answer(question=id, given=NewAnswer(answer="遅れました"), by=world.sera)
    with pytest.raises(RuleBroken):
        await operations.close_question(question=id, by=world.hiroshima)
    past = NewQuestion.model_validate({"title": "x", "body": "y", "answer_by": "2020-01-01"})
    with pytest.raises(RuleBroken):
        await operations.ask_all(question=past, by=world.hiroshima)


async def test_pages_anonymous_outsider_invalid_valid(world: World, visit: Visit) -> None:
    nobody, hall, sera, ministry = await visit(), await visit("hiroshima"), await visit("sera"), await visit("ministry")
    assert (await nobody.get("/coordination")).status_code == 303
    assert (await ministry.get("/coordination")).status_code == 403
    assert "まだ問いかけはありません" in (await sera.get("/coordination")).text
    empty = await hall.post("/coordination/questions", {"title": "題だけ", "body": ""})
    assert empty.status_code == 422 and "題だけ" in empty.text
    made = await hall.post("/coordination/questions", {"title": "測り方", "body": "どうしていますか"})
    place = made.headers["location"]
    assert (await sera.post(f"{place}/answers", {"answer": "番号札で", "version": "0"})).status_code == 303
    assert "まだ答えていない団体（3）" in (await hall.get(place)).text
    assert (await hall.post(f"{place}/opening", {})).status_code == 303
    assert (await hall.send(f"{place}/closing", {})).status_code == 201
    listed = (await sera.get("/api/v1/coordination")).json()
    assert listed["questions"][0]["answers"][0]["opened"] is True
