"""A town's question goes to the expert who answers for its theme there under an agreement that binds it, or home."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from foundation.errors import Conflict, NotAllowed, NotFound
from matching.experts.operations import ask_expert, close_question, keep_expert
from matching.experts.queries import experts, experts_page, question_row, ways
from matching.experts.rules import Candidate, routed
from matching.experts.schemas import Closing, ExpertThemes, NewExpertQuestion
from tests.browser import Visit
from tests.matching.agreements.agreeing import concluded
from tests.matching.employment import FIRST, TODAY, Story, begun, confirmed, on
from tests.world import World

pytestmark = pytest.mark.database

ASKED = NewExpertQuestion(theme="security", title="端末の持ち出し", body="規程の例はありますか。")


def candidate(themes: str, since: date = FIRST, id: int = 1) -> Candidate:
    return Candidate(UUID(int=id), uuid4(), uuid4(), uuid4(), "共同利用", since, themes.split())


def test_the_narrowest_then_the_longest_then_the_first_gets_the_question() -> None:
    broad, narrow = candidate("security cost planning", id=1), candidate("security", id=2)
    assert routed("security", [broad, narrow]).expert == narrow
    assert "2人のうち" in routed("security", [broad, narrow]).why
    assert routed("cost", [broad, narrow]).expert == broad
    longer = candidate("security", since=date(2026, 4, 1), id=9)
    assert routed("security", [narrow, longer]).expert == longer
    assert routed("security", [candidate("security", id=4), narrow]).expert == narrow
    assert routed("hands", [broad, narrow]).expert is None
    assert routed("unknown", [broad]).expert is None


async def serving(world: World) -> Story:
    """Three towns served under an agreement that binds them."""
    with on(TODAY):
        story = await confirmed(world)
        await concluded(story)
        return await begun(story)


async def answers_for(story: Story, *themes: str, version: int = 0) -> None:
    assert story.member.member is not None
    await keep_expert(
        kept=ExpertThemes(member=story.member.member, themes=list(themes), version=version), by=story.pool
    )


@pytest.mark.usefixtures("application")
async def test_a_question_finds_its_expert_and_says_why(world: World, visit: Visit) -> None:
    story = await serving(world)
    town, other = story.towns[0], story.towns[1]
    with on(TODAY):
        await answers_for(story, "security", "cost")
        before = (await ask_expert(question=ASKED, by=town)).id
        assert (await question_row(id=before, by=town)).member is None, "the work has not begun yet"
    with on(FIRST):
        led = {way.theme: way.member for way in await ways(by=town)}
        assert led["security"] == story.member.member and led["planning"] is None
        sera, nagi = await visit("sera"), await visit("nagi")
        assert "灰谷 凪さんへ" in (await sera.get("/experts/questions/new")).text
        sent = await sera.post("/experts/questions", ASKED.model_dump())
        assert sent.status_code == 303
        page = sent.headers["location"]
        shown = (await sera.get(page)).text
        assert "「セキュリティ」を受け持ち" in shown and ASKED.body in shown
        assert ASKED.title in (await nagi.get("/experts")).text
        assert (await nagi.post(f"{page}/messages", {"body": "例をお送りします。"})).status_code == 303
        id = UUID(page.rsplit("/", 1)[1])
        for outsider in (other, world.ehime, world.ministry):
            with pytest.raises(NotFound):
                await question_row(id=id, by=outsider)
        with pytest.raises(NotAllowed):
            await close_question(id=id, closing=Closing(version=1), by=story.member)
        await close_question(id=id, closing=Closing(version=1), by=town)
        told = (await sera.get(f"/api/v1{page}")).json()
        assert told["question"]["state"] == "closed" and len(told["thread"]["messages"]) == 2


@pytest.mark.usefixtures("application")
async def test_who_keeps_and_who_sees_what_an_expert_answers_for(world: World, visit: Visit) -> None:
    story = await serving(world)
    await answers_for(story, "security")
    with pytest.raises(Conflict):
        await answers_for(story, "cost")
    await answers_for(story, "cost", version=1)
    assert story.member.member is not None
    with pytest.raises(NotFound):
        await keep_expert(kept=ExpertThemes(member=story.member.member, themes=["cost"]), by=world.ehime)
    with on(FIRST):
        for reader in (*story.towns, story.pool, story.member):
            assert [one.themes for one in await experts(by=reader)] == [["cost"]]
        for outsider in (world.ehime, world.matsuyama, world.ministry):
            assert await experts(by=outsider) == []
        hall = await visit("hiroshima")
        fields = {"member": str(story.member.member), "themes": ["cost", "security"], "version": "1"}
        stale = await hall.post("/experts", fields)
        assert stale.status_code == 409 and "ほかの人が先に" in stale.text


async def test_only_towns_ask_and_without_an_expert_the_prefecture_gets_it(world: World) -> None:
    id = (await ask_expert(question=ASKED, by=world.sera)).id
    row = await question_row(id=id, by=world.hiroshima)
    assert (row.owner, row.member) == (world.hiroshima.organisation, None) and "県が受け取りました" in row.why
    assert [one.id for one in (await experts_page(by=world.hiroshima)).questions] == [id]
    with pytest.raises(NotAllowed):
        await ask_expert(question=ASKED, by=world.hiroshima)
    with pytest.raises(NotAllowed):
        await ask_expert(question=ASKED, by=world.hiroshima_reader)
