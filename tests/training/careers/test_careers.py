"""After the term: own words alone, others without a name, and the name by the person's own consent."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.consents.queries import wording_on
from registry.disclosures.queries import disclosed
from tests.browser import Visit
from tests.matching.employment import on
from tests.registry.people import designer, signed_in
from tests.training.conftest import Class, own_journal
from tests.world import World
from training.careers import operations
from training.careers.persons import person_contacted, person_who_wishes
from training.careers.queries import contact_page, contacts, own_wish, wishes
from training.careers.schemas import Move, NewContact, Wish

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

TODAY, UNTIL = date(2026, 11, 20), date(2026, 12, 20)
ASKING = NewContact(words="県の職員の募集を案内したい。", until=UNTIL)


async def said(by: Viewer, **more: object) -> UUID:
    given = {"step": "civil_servant", "regions": ["34", "38"], "open_to_contact": True} | more
    return (await operations.say_wish(wish=Wish.model_validate(given), by=by)).id


async def test_others_read_the_wish_without_a_name_and_only_where_it_is_open(world: World, trained: Class) -> None:
    person = await signed_in(await designer(by=world.hiroshima), by=world.hiroshima)
    await said(person, open_to_contact=False)
    assert [(row.who, row.member) for row in (await wishes(by=world.hiroshima))[0]] == [("灰谷 凪", person.member)]
    assert (await wishes(by=world.ehime))[0] == [] and (await wishes(by=world.sera))[0] == []
    await said(person, version=1)
    (row,) = (await wishes(step="civil_servant", by=world.ehime))[0]
    assert (row.who, row.member, row.regions) == ("", None, ["34", "38"])
    assert (await wishes(by=world.sera))[0] == [] and (await wishes(by=trained.stranger))[0] == []
    with pytest.raises(Conflict):
        await said(person, version=1)
    with pytest.raises(NotAllowed):
        await said(world.hiroshima)


async def test_the_name_is_open_from_the_consent_until_the_day_that_was_asked(world: World, trained: Class) -> None:
    person, hall = trained.member, world.ehime
    with on(TODAY):
        wish = await said(person)
        with pytest.raises(RuleBroken):
            await operations.ask_to_contact(wish=wish, new=NewContact(words="長く", until=date(2090, 1, 1)), by=hall)
        id = (await operations.ask_to_contact(wish=wish, new=ASKING, by=hall)).id
        with pytest.raises(Conflict):
            await operations.ask_to_contact(wish=wish, new=ASKING, by=hall)
        assert person.member is not None and await disclosed(ids=[person.member], by=hall) == {}
        assert (await contact_page(id=id, by=hall)).member is None
        for by in (hall, world.hiroshima):
            with pytest.raises((NotAllowed, NotFound)):
                await operations.accept_contact(id=id, move=Move(version=1, wording=1), by=by)
        with pytest.raises(Conflict):
            await operations.accept_contact(id=id, move=Move(version=1, wording=99), by=person)
        wording = (await wording_on(TODAY)).number
        await operations.accept_contact(id=id, move=Move(version=1, wording=wording), by=person)
        (basis,) = (await disclosed(ids=[person.member], by=hall))[person.member]
        assert (basis.purpose, basis.last_day) == ("連絡をとるため", UNTIL)
        told = await contact_page(id=id, by=hall)
        assert (told.who, told.member) == ("髙橋 仮名", person.member)
    with on(date(2026, 12, 21)):
        told = await contact_page(id=id, by=hall)
        assert (told.who, told.member) == ("", None)


async def test_until_the_consent_the_askers_own_journal_names_nobody(
    world: World, trained: Class, visit: Visit
) -> None:
    with on(TODAY):
        wish = await said(trained.member)
        id = (await operations.ask_to_contact(wish=wish, new=ASKING, by=world.ehime)).id
        await operations.take_back_contact(id=id, move=Move(version=1), by=world.ehime)
    journal = await own_journal("ehime", visit)
    assert {("ask_to_contact", str(id), None), ("take_back_contact", str(id), None)} <= journal
    assert str(trained.member.member) not in repr(journal)


async def test_only_a_side_reaches_who_is_behind_it(world: World, trained: Class) -> None:
    with on(TODAY):
        wish = await said(trained.member)
        contact = (await operations.ask_to_contact(wish=wish, new=ASKING, by=world.ehime)).id
    async with reading(world.ehime):
        assert await person_who_wishes(wish=wish, by=world.ehime) == trained.member.member
        assert await person_contacted(contact=contact, by=world.ehime) == trained.member.member
    for by in (world.sera, trained.stranger):
        async with reading(by):
            with pytest.raises(NotFound):
                await person_who_wishes(wish=wish, by=by)
            with pytest.raises(NotFound):
                await person_contacted(contact=contact, by=by)


async def test_a_day_that_is_over_is_not_consented_to(world: World, trained: Class) -> None:
    with on(TODAY):
        wish = await said(trained.member)
        id = (await operations.ask_to_contact(wish=wish, new=ASKING, by=world.ehime)).id
    with on(UNTIL + timedelta(days=1)):
        move = Move(version=1, wording=(await wording_on(TODAY)).number)
        with pytest.raises(RuleBroken, match="日を過ぎています"):
            await operations.accept_contact(id=id, move=move, by=trained.member)


async def test_who_is_closed_is_not_asked_and_a_refusal_opens_nothing(world: World, trained: Class) -> None:
    with on(TODAY):
        wish = await said(trained.member)
        id = (await operations.ask_to_contact(wish=wish, new=ASKING, by=world.ehime)).id
        await operations.decline_contact(id=id, move=Move(version=1), by=trained.member)
        assert [(row.state, row.who) for row in await contacts(by=world.ehime)] == [("declined", "")]
        await said(trained.member, version=1, open_to_contact=False)
        with pytest.raises(NotFound):
            await operations.ask_to_contact(wish=wish, new=ASKING, by=world.ehime)
        mine = await own_wish(by=trained.member)
        assert mine is not None and mine.version == 2


async def test_both_doors(world: World, trained: Class, visit: Visit) -> None:
    person, hall, sera = await visit("learner"), await visit("ehime"), await visit("sera")
    assert (await person.post("/careers/wish", {"regions": "34"})).status_code == 422
    given = {"step": "stay", "open_to_contact": "1"}
    assert (await person.post("/careers/wish", given)).status_code == 303
    assert (await person.post("/careers/wish", given | {"version": "7"})).status_code == 409
    assert "まだ希望" not in (await hall.get("/careers")).text and (await sera.get("/careers")).status_code == 200
    wish = (await hall.get("/api/v1/careers")).json()["wishes"][0]["id"]
    refused = await hall.post(f"/careers/{wish}/contacts", {"words": "案内したい。"})
    assert refused.status_code == 422 and "案内したい。" in refused.text
    until = {"until_year": "2099", "until_month": "1", "until_day": "1"}
    assert (await hall.post(f"/careers/{wish}/contacts", {"words": "案内したい。", **until})).status_code == 422
    made = await hall.send(f"/careers/{wish}/contacts", {"words": "案内", "until": str(TODAY.replace(year=2020))})
    assert made.status_code == 422
    assert (await sera.send(f"/careers/{wish}/contacts", {"words": "案内", "until": "2026-12-01"})).status_code == 403
