"""The life of a national registration through both doors."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from auth.inbox.queries import latest_notices
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.accelerators import operations
from registry.accelerators.queries import (
    findings_of,
    in_force,
    people_by_body,
    recommendable,
    registration,
    registrations,
)
from registry.accelerators.reference import checks_of
from registry.accelerators.rules import number_of, usual_last_day
from registry.accelerators.schemas import Recommendation, Term
from tests.browser import Visit
from tests.registry.people import designer, signed_in
from tests.world import World

pytestmark = pytest.mark.database

TERM = Term(first_day=date(2026, 1, 1), last_day=date(2099, 3, 31))


async def recommended(world: World, **who: Any) -> UUID:
    """A member of Hiroshima's pool, recommended."""
    member = await designer(by=world.hiroshima, **who)
    wanted = Recommendation(member=member, pledge=True, name_consent=True)
    return (await operations.recommend(recommendation=wanted, by=world.hiroshima)).id


async def registered(world: World, **who: Any) -> UUID:
    """The same, registered."""
    id = await recommended(world, **who)
    await operations.check(id=id, by=world.ministry)
    await operations.register(id=id, term=TERM, by=world.ministry)
    return id


async def test_from_recommendation_to_a_number(world: World) -> None:
    id = await recommended(world)
    assert (await latest_notices(by=world.ministry))[0].link == f"/accelerators/{id}"
    await operations.check(id=id, by=world.ministry)
    rules = {check.rule for check in checks_of("default-2024")}
    assert set(await findings_of(registration=id, by=world.hiroshima)) == rules
    await operations.register(id=id, term=TERM, by=world.ministry)
    row = await registration(id=id, by=world.hiroshima)
    assert row.state == "registered" and row.number is not None and row.number.endswith("-0001")
    assert people_by_body(await in_force(by=world.ministry)) == {world.hiroshima.organisation: 1}


async def test_the_ministry_reads_the_name_of_the_recommended_and_of_nobody_else(world: World) -> None:
    id = await recommended(world, name="推薦 された")
    await designer(by=world.hiroshima, name="推薦 されない")
    rows, _ = await registrations(by=world.ministry)
    assert [(row.id, row.name) for row in rows] == [(id, "推薦 された")]
    for outsider in (world.ehime, world.sera, world.matsuyama):
        with pytest.raises(NotFound):
            await registration(id=id, by=outsider)


async def test_only_ones_own_people_can_be_recommended_and_once(world: World) -> None:
    member = await designer(by=world.hiroshima)
    wanted = Recommendation(member=member, pledge=True, name_consent=True)
    with pytest.raises(NotAllowed):
        await operations.recommend(recommendation=wanted, by=world.ehime)
    await operations.recommend(recommendation=wanted, by=world.hiroshima)
    assert await recommendable(by=world.hiroshima) == {}
    with pytest.raises(Conflict):
        await operations.recommend(recommendation=wanted, by=world.hiroshima)


async def test_the_pool_does_not_register_its_own_people(world: World) -> None:
    id = await recommended(world)
    with pytest.raises(NotAllowed):
        await operations.check(id=id, by=world.hiroshima)


async def test_nothing_is_skipped(world: World) -> None:
    id = await recommended(world)
    with pytest.raises(RuleBroken):
        await operations.register(id=id, term=TERM, by=world.ministry)
    with pytest.raises(RuleBroken):
        await operations.strike_off(id=id, reason="まだ登録していない", by=world.ministry)


async def test_a_suspended_registration_does_not_count_until_it_is_resumed(world: World) -> None:
    id = await registered(world)
    with pytest.raises(RuleBroken):
        await operations.suspend(id=id, reason="", by=world.ministry)
    await operations.suspend(id=id, reason="確認のため", by=world.ministry)
    assert people_by_body(await in_force(by=world.ministry)) == {}
    await operations.resume(id=id, by=world.ministry)
    assert sum(people_by_body(await in_force(by=world.ministry)).values()) == 1


async def test_a_struck_off_person_can_be_recommended_again(world: World) -> None:
    id = await registered(world)
    await operations.strike_off(id=id, reason="本人の申し出", by=world.ministry)
    assert people_by_body(await in_force(by=world.ministry)) == {}
    assert len(await recommendable(by=world.hiroshima)) == 1


async def test_numbers_follow_each_other(world: World) -> None:
    first, second = await registered(world, name="一人目"), await registered(world, name="二人目")
    numbers = [(await registration(id=id, by=world.ministry)).number or "" for id in (first, second)]
    assert [number[-4:] for number in numbers] == ["0001", "0002"]


async def test_the_member_reads_their_own_registration(world: World) -> None:
    id = await recommended(world)
    member = (await registration(id=id, by=world.hiroshima)).member
    nagi = await signed_in(member, by=world.hiroshima)
    assert (await registration(id=id, by=nagi)).name == "灰谷 凪"


def test_a_number_names_its_fiscal_year() -> None:
    assert number_of(date(2027, 3, 31), 7) == "R8-0007"
    assert number_of(date(2027, 4, 1), 7) == "R9-0007"
    assert usual_last_day(date(2026, 11, 20)) == date(2029, 11, 19)


async def test_pages_anonymous_outsider_invalid_valid(world: World, visit: Visit) -> None:
    nobody, hiroshima, ministry, sera = (
        await visit(),
        await visit("hiroshima"),
        await visit("ministry"),
        await visit("sera"),
    )
    member = await designer(by=world.hiroshima)
    assert (await nobody.get("/accelerators")).status_code == 303
    assert (await sera.get("/accelerators")).status_code == 403
    refused = await hiroshima.post("/accelerators", {"member": str(member), "pledge": "1"})
    assert refused.status_code == 422 and "名称を使う同意を確かめる" in refused.text and "checked" in refused.text
    sent = await hiroshima.post("/accelerators", {"member": str(member), "pledge": "1", "name_consent": "1"})
    path = sent.headers["location"]
    assert (await hiroshima.post(f"{path}/check")).status_code == 403
    assert (await ministry.post(f"{path}/check")).headers["location"] == path
    wrong = {"first_day_year": "2026", "first_day_month": "2", "first_day_day": "30"}
    again = await ministry.post(f"{path}/registration", wrong)
    assert again.status_code == 422 and 'value="30"' in again.text
    term = {"first_day": "2026-11-20", "last_day": "2029-11-19"}
    assert (await ministry.send(f"{path}/registration", term)).status_code == 201
    shown = await ministry.get(path)
    assert "-0001" in shown.text and "停止する" in shown.text and "登録証をつくる" in shown.text
    lists = [(await ministry.get(f"/accelerators?state=registered{more}")).text for more in ("", "&chosen=all")]
    assert [" checked" in one for one in lists] == [False, True]
    assert (await ministry.get(f"/api/v1{path}")).json()["registration"]["state"] == "registered"
    assert "-0001" in (await ministry.get("/accelerators")).text
