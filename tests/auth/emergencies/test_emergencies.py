"""Acting as manager in an emergency: two people, a reason, an hour, the body told, and over by itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from auth.accounts.operations import NewAccount, open_account
from auth.clients.operations import register_client
from auth.clients.schemas import NewClient
from auth.emergencies import operations
from auth.emergencies.queries import emergencies
from auth.emergencies.rules import LASTS, WAITS
from auth.emergencies.schemas import EmergencyAsked, EmergencyDecision
from auth.organisations.operations import link_bodies
from auth.permissions.rules import Right, Role
from auth.signin.queries import viewer_acting
from auth.staff import operations as staff
from auth.staff.queries import staff_of_body
from auth.staff.schemas import NewInvitation, RoleChange
from auth.viewer import Reach, Viewer
from foundation.database.clock import Clock, clock_set_to
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from foundation.text.ids import body_id, uuid7
from tests.at_once import at_once
from tests.browser import Visit
from tests.world import EHIME, HIROSHIMA, JINSEKI, MATSUYAMA, PASSWORD, SERA, SINCE, World, viewer_of

pytestmark = pytest.mark.database

KUMANO = body_id("343072")
REASON = "管理者が入院し、期限のある承認ができないため。"
ASKED = EmergencyAsked(organisation=SERA, reason=REASON)
GRANTED = EmergencyDecision(granted=True)
NOTICES = "select subject, body from notice where organisation = $1 and needed_right = 'keep_staff'"


async def colleague(role: Role = Role.MANAGER, login: str = "second") -> Viewer:
    """Another person of the prefecture."""
    account = NewAccount(login=login, display_name="二宮 架空", password=PASSWORD)
    done = await open_account(account, role=role, by=Viewer.system(HIROSHIMA, kind="prefecture"))
    return await viewer_of(done.id)


async def in_town(who: Viewer) -> str | None:
    """The role that the person has in the town now."""
    assert who.account is not None
    async with unit_of_work(Viewer.public()) as work:
        found = await viewer_acting(work, who.account, SERA)
    return found.role if found is not None else None


def ago(time: timedelta) -> Clock:
    return Clock(now=lambda: datetime.now(UTC) - time, new_id=uuid7)


async def opened(first: Viewer, second: Viewer) -> UUID:
    """Asked by one and granted by the other."""
    id = (await operations.ask_for_emergency(asked=ASKED, by=first)).id
    await operations.decide_emergency(id=id, decision=GRANTED, by=second)
    return id


async def clerk_for_an_hour(world: World) -> UUID:
    """The account of a clerk of the prefecture who is manager in it for the hour."""
    clerk = await colleague(Role.CLERK, "clerk")
    id = (await operations.ask_for_emergency(asked=EmergencyAsked(reason=REASON), by=clerk)).id
    await operations.decide_emergency(id=id, decision=GRANTED, by=world.hiroshima)
    assert clerk.account is not None
    return clerk.account


async def test_one_that_the_list_shows_no_more_can_still_be_decided(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auth.emergencies.queries.SHOWN", 1)
    second = await colleague()
    first = (await operations.ask_for_emergency(asked=ASKED, by=world.hiroshima)).id
    elsewhere = EmergencyAsked(organisation=JINSEKI, reason=REASON)
    later = (await operations.ask_for_emergency(asked=elsewhere, by=world.hiroshima)).id
    assert [one.id for one in (await emergencies(by=second)).requests] == [later]
    await operations.decide_emergency(id=first, decision=GRANTED, by=second)
    assert await in_town(world.hiroshima) == "manager"


async def test_two_people_an_hour_and_the_town_is_told(world: World, visit: Visit) -> None:
    second = await colleague()
    id = (await operations.ask_for_emergency(asked=ASKED, by=world.hiroshima)).id
    assert await in_town(world.hiroshima) is None, "asking opens nothing"
    with pytest.raises(NotAllowed):
        await operations.decide_emergency(id=id, decision=GRANTED, by=world.hiroshima)
    await operations.decide_emergency(id=id, decision=GRANTED, by=second)
    assert await in_town(world.hiroshima) == "manager"
    assert await in_town(second) is None, "one person, not two"
    async with reading(world.sera) as work:
        [notice] = await work.connection.fetch(NOTICES, SERA)
    assert REASON in notice["body"] and "二宮 架空" in notice["body"]
    browser = await visit("hiroshima")
    assert (await browser.post("/acting-body", {"organisation": str(SERA)})).status_code == 303
    assert (await browser.get("/api/v1/session")).json()["organisation_name"] == "世羅町"
    assert "田所 架空" in (await (await visit("sera")).get("/journal")).text, "named in the town's own journal"
    await operations.end_emergency(id=id, by=world.sera)
    assert (await browser.get("/api/v1/session")).json()["role"] == "public", "over at the next request"


async def test_the_hour_ends_by_itself(world: World) -> None:
    with clock_set_to(ago(timedelta(days=1))):
        second = await colleague()
    with clock_set_to(ago(LASTS - timedelta(minutes=5))):
        await opened(world.hiroshima, second)
    assert await in_town(world.hiroshima) == "manager", "the control: five minutes before its end"
    with clock_set_to(ago(LASTS + timedelta(seconds=1))):
        over = await opened(second, world.hiroshima)
    assert await in_town(second) is None
    [one] = [one for one in (await emergencies(by=second)).requests if one.id == over]
    assert one.granted and not one.running


async def test_asked_twice_at_once_one_request_waits(world: World) -> None:
    ends = await at_once(*(operations.ask_for_emergency(asked=ASKED, by=world.hiroshima) for _ in range(4)))
    assert sorted(type(end).__name__ for end in ends) == ["Done", *["RuleBroken"] * 3]


async def test_the_hour_is_over_when_its_holder_works_no_more_for_who_sent_them(world: World) -> None:
    second = await colleague()
    await opened(second, world.hiroshima)
    assert await in_town(second) == "manager", "the control"
    [held] = [one.holding for one in (await staff_of_body(by=world.hiroshima)).holders if one.account == second.account]
    await staff.end_role(id=held, by=world.hiroshima)
    assert await in_town(second) is None


async def test_row_security_alone_keeps_the_hour_within_a_prefecture(world: World) -> None:
    async def asked(sender: UUID, body: UUID) -> bool:
        by = replace(world.hiroshima, organisation=sender, reach=Reach([sender, body]))
        try:
            async with unit_of_work(by) as work:
                await work.connection.execute(operations.INSERT, uuid7(), body, sender, by.account, REASON, work.now)
        except NotAllowed:
            return False
        return True

    assert await asked(HIROSHIMA, SERA), "the control"
    assert not await asked(HIROSHIMA, MATSUYAMA)
    assert not await asked(EHIME, SERA)


async def test_whom_it_does_not_concern(world: World) -> None:
    second = await colleague()
    with pytest.raises(NotFound):
        await operations.ask_for_emergency(asked=asked_of(world.matsuyama), by=world.hiroshima)
    with pytest.raises(NotFound):
        await operations.ask_for_emergency(asked=ASKED, by=world.jinseki)
    with pytest.raises(NotAllowed):
        await operations.ask_for_emergency(asked=ASKED, by=world.hiroshima_reader)
    clerk = await colleague(Role.CLERK, "clerk")
    with pytest.raises(NotFound):
        await operations.ask_for_emergency(asked=ASKED, by=clerk)
    id = (await operations.ask_for_emergency(asked=ASKED, by=world.hiroshima)).id
    with pytest.raises(RuleBroken):
        await operations.ask_for_emergency(asked=ASKED, by=world.hiroshima)
    for nobody in (world.ehime, world.sera):
        with pytest.raises(NotFound):
            await operations.decide_emergency(id=id, decision=GRANTED, by=nobody)
    with pytest.raises(NotAllowed):
        await operations.decide_emergency(id=id, decision=GRANTED, by=clerk)
    with pytest.raises(NotAllowed):
        await operations.end_emergency(id=id, by=second)


async def test_a_refused_and_an_old_request_open_nothing(world: World) -> None:
    second = await colleague()
    id = (await operations.ask_for_emergency(asked=ASKED, by=world.hiroshima)).id
    await operations.decide_emergency(id=id, decision=EmergencyDecision(granted=False), by=second)
    with pytest.raises(Conflict):
        await operations.decide_emergency(id=id, decision=GRANTED, by=second)
    with clock_set_to(ago(WAITS + timedelta(minutes=1))):
        old = (await operations.ask_for_emergency(asked=ASKED, by=world.hiroshima)).id
    with pytest.raises(Conflict):
        await operations.decide_emergency(id=old, decision=GRANTED, by=second)
    assert await in_town(world.hiroshima) is None


async def test_in_one_s_own_body_a_clerk_becomes_manager_for_the_hour(world: World) -> None:
    clerk = await clerk_for_an_hour(world)
    async with unit_of_work(Viewer.public()) as work:
        here = await viewer_acting(work, clerk, HIROSHIMA)
        anywhere = await viewer_acting(work, clerk, None)
    assert here is not None and anywhere is not None
    assert (here.role, anywhere.role) == ("manager", "clerk"), "only where it was granted"


async def test_the_hour_makes_no_lasting_role_where_somebody_else_could(world: World) -> None:
    clerk = await clerk_for_an_hour(world)
    async with unit_of_work(Viewer.public()) as work:
        here = await viewer_acting(work, clerk, HIROSHIMA)
    assert here is not None and here.role == "manager"
    [own] = [one.holding for one in (await staff_of_body(by=here)).holders if one.account == clerk]
    for town in (None, SERA):
        new = NewInvitation(display_name="影武 架空", address="kage@example.jp", role=Role.MANAGER, organisation=town)
        with pytest.raises(NotAllowed, match="60分だけ"):
            await staff.invite(new=new, url="https://dxpool.example", by=here)
    with pytest.raises(NotAllowed, match="60分だけ"):
        await staff.change_role(id=own, change=RoleChange(role=Role.MANAGER), by=here)
    with pytest.raises(NotAllowed, match="60分だけ"):
        await register_client(new=NewClient(name="架空", scopes=[Right.READ_NEEDS]), by=here)
    assert (await viewer_of(clerk)).role == "clerk"


async def test_in_a_body_without_a_manager_the_hour_makes_the_next_one(world: World) -> None:
    await link_bodies(parent=HIROSHIMA, child=KUMANO, kind="framework", start=SINCE, by=Viewer.system(HIROSHIMA))
    second = await colleague()
    assert world.hiroshima.account is not None
    first = await viewer_of(world.hiroshima.account)
    asked = EmergencyAsked(organisation=KUMANO, reason=REASON)
    id = (await operations.ask_for_emergency(asked=asked, by=first)).id
    await operations.decide_emergency(id=id, decision=GRANTED, by=second)
    async with unit_of_work(Viewer.public()) as work:
        there = await viewer_acting(work, world.hiroshima.account, KUMANO)
    assert there is not None
    new = NewInvitation(display_name="新任 架空", address="shinnin@example.jp", role=Role.MANAGER)
    await staff.invite(new=new, url="https://dxpool.example", by=there)


async def test_the_page_for_both(world: World, visit: Visit) -> None:
    await colleague()
    first, second = await visit("hiroshima"), await visit("second")
    empty = await first.post("/emergency-access", {"organisation": str(SERA), "reason": ""})
    assert empty.status_code == 422
    assert (await first.post("/emergency-access", {"organisation": str(SERA), "reason": REASON})).status_code == 303
    [one] = (await first.get("/api/v1/emergency-access")).json()["requests"]
    own, other = (await first.get("/emergency-access")).text, (await second.get("/emergency-access")).text
    assert "認める（60分）" not in own and "認める（60分）" in other and REASON in other
    path = f"/emergency-access/{one['id']}"
    assert (await first.post(f"{path}/decision", {"granted": "true"})).status_code == 403
    assert (await second.post(f"{path}/decision", {"granted": "true"})).status_code == 303
    assert "世羅町として操作する" in (await first.get("/emergency-access")).text
    assert (await first.post(f"{path}/end")).status_code == 303
    assert (await first.post(f"{path}/end")).status_code == 409


def asked_of(viewer: Viewer) -> EmergencyAsked:
    return ASKED.model_copy(update={"organisation": viewer.organisation})
