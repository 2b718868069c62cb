"""Mentors: the offer has no name, the name comes with the acceptance; each verb is one side's."""

from uuid import UUID, uuid4

import pytest

from auth.inbox.queries import latest_notices
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from tests.browser import Visit
from tests.training.conftest import Class, own_journal
from tests.world import World
from training.mentors import operations
from training.mentors.persons import mentor_asked, mentor_who_offers
from training.mentors.queries import mentor_offers, mentoring_page, mentorings
from training.mentors.schemas import Move, Offer, Request

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

ASKING = Request(theme="counter", words="議会の答弁の書き方を知りたい。")


async def offered(by: Viewer, **more: object) -> UUID:
    given = {"themes": ["counter", "cost"], "experience": "3つの町で窓口を直した。"} | more
    return (await operations.offer_mentoring(offer=Offer.model_validate(given), by=by)).id


async def test_the_name_comes_with_the_acceptance(world: World, trained: Class) -> None:
    offer = await offered(trained.member)
    read = repr(await mentor_offers(theme="cost", by=world.matsuyama))
    assert "髙橋" not in read and str(trained.member.member) not in read
    id = (await operations.ask_mentor(offer=offer, request=ASKING, by=world.matsuyama)).id
    assert "議会の答弁" in (await latest_notices(by=trained.member))[0].body
    asked = await mentoring_page(id=id, by=world.matsuyama)
    assert (asked.mentor_name, asked.member) == ("", None)
    assert (await mentoring_page(id=id, by=trained.member)).member == trained.member.member
    with pytest.raises(Conflict):
        await operations.ask_mentor(offer=offer, request=ASKING, by=world.matsuyama)
    with pytest.raises(NotAllowed):
        await operations.accept_mentoring(id=id, move=Move(version=1), by=world.matsuyama)
    await operations.accept_mentoring(id=id, move=Move(version=1), by=trained.member)
    assert (await mentoring_page(id=id, by=world.matsuyama)).mentor_name == "髙橋 仮名"
    with pytest.raises(Conflict):
        await operations.end_mentoring(id=id, move=Move(version=1), by=world.matsuyama)
    await operations.end_mentoring(id=id, move=Move(version=2), by=world.matsuyama)
    assert [row.state for row in await mentorings(by=trained.member)] == ["ended"]
    assert await mentorings(by=trained.stranger) == []
    with pytest.raises(NotFound):
        await mentoring_page(id=id, by=world.hiroshima)


async def test_until_the_acceptance_the_askers_own_journal_names_nobody(
    world: World, trained: Class, visit: Visit
) -> None:
    offer = await offered(trained.member)
    id = (await operations.ask_mentor(offer=offer, request=ASKING, by=world.sera)).id
    await operations.take_back_request(id=id, move=Move(version=1), by=world.sera)
    assert await own_journal("sera", visit) >= {
        ("ask_mentor", str(id), None), ("take_back_mentoring", str(id), None),
    }  # fmt: skip


async def test_only_a_side_reaches_who_is_behind_it(world: World, trained: Class) -> None:
    offer = await offered(trained.member)
    id = (await operations.ask_mentor(offer=offer, request=ASKING, by=world.sera)).id
    async with reading(world.sera):
        assert await mentor_asked(mentoring=id, by=world.sera) == trained.member.member
    async with reading(world.ehime):
        with pytest.raises(NotFound):
            await mentor_asked(mentoring=id, by=world.ehime)
        with pytest.raises(NotFound):
            await mentor_who_offers(offer=uuid4(), by=world.ehime)


async def test_a_refusal_says_why_and_tells_no_name(world: World, trained: Class) -> None:
    id = (await operations.ask_mentor(offer=await offered(trained.member), request=ASKING, by=trained.stranger)).id
    with pytest.raises(RuleBroken):
        await operations.decline_mentoring(id=id, move=Move(version=1), by=trained.member)
    await operations.decline_mentoring(id=id, move=Move(version=1, reason="忙しいため"), by=trained.member)
    seen = await mentoring_page(id=id, by=trained.stranger)
    assert (seen.state, seen.reason, seen.mentor_name) == ("declined", "忙しいため", "")
    assert (await latest_notices(by=trained.stranger))[0].body == "忙しいため"


async def test_who_rests_is_not_asked_and_nobody_asks_themselves(world: World, trained: Class) -> None:
    offer = await offered(trained.member)
    with pytest.raises(RuleBroken):
        await operations.ask_mentor(offer=offer, request=ASKING, by=trained.member)
    await offered(trained.member, version=1, resting=True)
    assert (await mentor_offers(by=world.sera))[0] == []
    with pytest.raises(NotFound):
        await operations.ask_mentor(offer=offer, request=ASKING, by=world.sera)
    with pytest.raises(Conflict):
        await offered(trained.member, version=1)
    with pytest.raises(NotAllowed):
        await offered(world.sera)


async def test_both_doors(world: World, trained: Class, visit: Visit) -> None:
    person, sera = await visit("learner"), await visit("sera")
    refused = await person.post("/mentors/offer", {"experience": "書いた経験"})
    assert refused.status_code == 422 and "書いた経験" in refused.text
    assert (await person.post("/mentors/offer", {"themes": "counter", "experience": "経験"})).status_code == 303
    (offer,) = (await sera.get("/api/v1/mentors")).json()["offers"]
    assert set(offer) == {"id", "themes", "experience"}
    wrong = await sera.post(f"/mentors/{offer['id']}/requests", {"words": "教えてください。"})
    assert wrong.status_code == 422 and "教えてください。" in wrong.text
    made = await sera.post(f"/mentors/{offer['id']}/requests", {"theme": "counter", "words": "教えて。"})
    path = made.headers["location"]
    assert "引き受ける" in (await person.get(path)).text and "取り下げる" in (await sera.get(path)).text
    assert (await person.post(f"{path}/refusal", {"version": "1"})).status_code == 422
    assert (await person.post(f"{path}/acceptance", {"version": "1"})).status_code == 303
    assert "髙橋 仮名" in (await sera.get(path)).text
    assert (await sera.post(f"{path}/end", {"version": "1"})).status_code == 409
    assert (await sera.send(f"{path}/end", {"version": 2})).status_code == 201
    assert (await person.get("/mentors")).status_code == 200
