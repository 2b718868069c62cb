"""Invitations by mail, roles given and ended, what a prefecture may do for its towns."""

import re
from asyncio import to_thread
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from auth.accounts.operations import NewAccount, open_account
from auth.accounts.passwords import matches
from auth.organisations.operations import link_bodies, register_union
from auth.permissions.rules import Role
from auth.signin.operations import sign_in
from auth.signin.queries import viewer_of_session
from auth.staff import operations
from auth.staff.queries import holder, staff_of_body
from auth.staff.schemas import Acceptance, Decision, NewInvitation, Review, RoleChange
from auth.staff.tasks import deliver_invitation
from auth.viewer import Viewer
from foundation.database.clock import Clock, clock_set_to, current_clock
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import NotAllowed, NotFound, RuleBroken
from foundation.notifications.post import Post
from foundation.text.ids import uuid7
from tests.at_once import at_once
from tests.auth.second_factor import prepared
from tests.browser import Visit
from tests.world import SERA, SINCE, World, viewer_of

pytestmark = pytest.mark.database

URL = "https://dxpool.example"
LINK = re.compile(r"https://dxpool\.example(/invitations/\S+)")
CHOSEN = "a password only this person knows"


async def invited(by: Viewer, *, role: Role = Role.CLERK, body: object = None) -> str:
    """Invite somebody; the secret of the link in their letter."""
    new = NewInvitation.model_validate(
        {"display_name": "新任 架空", "address": "shinnin@example.jp", "role": role, "organisation": body}
    )
    done = await operations.invite(new=new, url=URL, by=by)
    async with reading(by) as work:
        letter = await work.connection.fetchval("select body from mail_outbox where notice = $1", done.id)
    found = LINK.search(letter)
    assert found is not None
    return found[1].rpartition("/")[2]


async def holding_of(name: str, by: Viewer) -> UUID:
    return next(one for one in (await staff_of_body(by=by)).holders if one.display_name == name).holding


async def test_an_invited_person_chooses_a_password_and_works_at_once(world: World, visit: Visit) -> None:
    secret = await invited(world.sera)
    browser = await visit()
    page = await browser.get(f"/invitations/{secret}")
    assert "世羅町からの招待" in page.text and "担当" in page.text
    short = {"login": "shinnin", "password": "short", "again": "short"}
    refused = await browser.post(f"/invitations/{secret}", short)
    assert refused.status_code == 422 and "12" in refused.text
    chosen = {"login": "shinnin", "password": CHOSEN, "again": CHOSEN}
    assert (await browser.post(f"/invitations/{secret}", chosen)).status_code == 303
    who = (await browser.get("/api/v1/session")).json()
    assert (who["role"], who["organisation_name"]) == ("clerk", "世羅町")
    assert (await browser.get(f"/invitations/{secret}")).status_code == 404, "the link works once"
    token = await sign_in(login="Shinnin", password=CHOSEN, old_token=None)
    assert (await viewer_of_session(token)).role == "clerk"


async def test_the_worker_mails_the_link_once(world: World, tmp_path: Path) -> None:
    new = NewInvitation(display_name="新任 架空", address="shinnin@example.jp", role=Role.READER)
    done = await operations.invite(new=new, url=URL, by=world.sera)
    post = Post(folder=tmp_path, sender="no-reply@dxpool.example", public_url=URL)
    for _ in range(2):
        await deliver_invitation(invitation=str(done.id), organisation=str(world.sera.organisation), post=post)
    assert [place.suffix for place in await to_thread(lambda: list(tmp_path.iterdir()))] == [".eml"]


async def test_a_link_ends_after_a_week_and_when_it_is_taken_back(world: World, visit: Visit) -> None:
    old, withdrawn = await invited(world.sera), await invited(world.sera)
    waiting = (await staff_of_body(by=world.sera)).invited
    await operations.withdraw_invitation(id=waiting[0].id, by=world.sera)
    browser = await visit()
    assert (await browser.get(f"/invitations/{withdrawn}")).status_code == 404
    later = current_clock().now() + timedelta(days=8)
    with clock_set_to(Clock(now=lambda: later, new_id=uuid7)):
        assert (await browser.get(f"/invitations/{old}")).status_code == 404
    with pytest.raises(NotFound):
        await operations.withdraw_invitation(id=waiting[1].id, by=world.jinseki)


async def test_a_prefecture_invites_the_manager_of_its_town_and_nobody_else(world: World) -> None:
    secret = await invited(world.hiroshima, role=Role.MANAGER, body=world.jinseki.organisation)
    acceptance = Acceptance(login="newmanager", password=CHOSEN, again=CHOSEN)
    account, _ = await operations.accept(secret=secret, acceptance=acceptance, by=Viewer.public())
    assert (await viewer_of(account)).organisation == world.jinseki.organisation
    with pytest.raises(RuleBroken):
        await invited(world.hiroshima, role=Role.CLERK, body=world.jinseki.organisation)
    with pytest.raises(NotFound):
        await invited(world.hiroshima, role=Role.MANAGER, body=world.matsuyama.organisation)
    with pytest.raises(NotFound):
        await invited(world.sera, role=Role.MANAGER, body=world.jinseki.organisation)


async def test_whoever_keeps_a_pool_has_no_say_in_who_works_for_its_towns(world: World) -> None:
    body = (await register_union(name="架空広域連合", kana="かくう", by=world.hiroshima)).id
    first = NewAccount(login="rengo", display_name="連合 架空", password=CHOSEN)
    system = Viewer.system(body, kind="union")
    account = (await open_account(first, role=Role.MANAGER, by=system)).id
    await link_bodies(parent=body, child=SERA, kind="framework", start=SINCE, by=system)
    rengo = await viewer_of(account)
    assert SERA in rengo.reach, "the control: it does reach the town"
    with pytest.raises(NotFound):
        await invited(rengo, role=Role.MANAGER, body=SERA)
    with pytest.raises(NotAllowed):
        await operations.send_invitation(organisation=SERA, address="kage@example.jp", display_name="影武 架空",
                                         role=Role.MANAGER, url=URL, by=rengo)  # fmt: skip


async def test_a_role_taken_away_is_gone_at_the_next_request(world: World, visit: Visit) -> None:
    secret = await invited(world.sera)
    acceptance = Acceptance(login="shinnin", password=CHOSEN, again=CHOSEN)
    await operations.accept(secret=secret, acceptance=acceptance, by=Viewer.public())
    token = await sign_in(login="shinnin", password=CHOSEN, old_token=None)
    held = await holding_of("新任 架空", world.sera)
    await operations.change_role(id=held, change=RoleChange(role=Role.READER), by=world.sera)
    assert (await viewer_of_session(token)).role == "reader"
    held = await holding_of("新任 架空", world.sera)
    await operations.end_role(id=held, by=world.sera)
    assert not (await viewer_of_session(token)).signed_in


async def test_a_body_keeps_a_manager(world: World) -> None:
    held = await holding_of("情報 担当", world.sera)
    with pytest.raises(RuleBroken):
        await operations.end_role(id=held, by=world.sera)
    with pytest.raises(RuleBroken):
        await operations.change_role(id=held, change=RoleChange(role=Role.CLERK), by=world.sera)


async def test_a_reader_and_a_neighbour_change_nothing(world: World) -> None:
    held = await holding_of("野宮 架空", world.hiroshima)
    with pytest.raises(NotAllowed):
        await operations.end_role(id=held, by=world.hiroshima_reader)
    with pytest.raises(NotFound):
        await operations.end_role(id=held, by=world.ehime)


async def test_the_year_s_review(world: World) -> None:
    held = await holding_of("野宮 架空", world.hiroshima)
    assert (await holder(id=held, by=world.hiroshima)).due, "held for more than a year"
    await operations.review_role(id=held, review=Review(kept=True), by=world.hiroshima)
    reviewed = await holder(id=held, by=world.hiroshima)
    assert not reviewed.due and reviewed.reviewed_on is not None


async def test_a_new_way_in_replaces_the_password_and_ends_sessions(world: World, visit: Visit) -> None:
    reader = await visit("hiroshima_reader")
    held = await holding_of("野宮 架空", world.hiroshima)
    done = await operations.send_new_way_in(id=held, url=URL, by=world.hiroshima)
    async with reading(world.hiroshima) as work:
        letter = await work.connection.fetchval("select body from mail_outbox where notice = $1", done.id)
    found = LINK.search(letter)
    assert found is not None
    other = await visit()
    assert (await other.post(found[1], {"password": CHOSEN, "again": CHOSEN})).status_code == 303
    assert (await reader.get("/api/v1/session")).json()["role"] == "public"
    async with unit_of_work(Viewer.public()) as work:
        row = await work.connection.fetchrow("select password_hash from account_for('hiroshima_reader')")
    assert matches(CHOSEN, row["password_hash"])


async def test_a_new_way_in_does_not_pass_by_the_second_factor(world: World, visit: Visit) -> None:
    await prepared(await visit("hiroshima_reader"))
    done = await operations.send_new_way_in(
        id=await holding_of("野宮 架空", world.hiroshima), url=URL, by=world.hiroshima
    )
    async with reading(world.hiroshima) as work:
        found = LINK.search(await work.connection.fetchval("select body from mail_outbox where notice = $1", done.id))
    assert found is not None
    other = await visit()
    sent = await other.post(found[1], {"password": CHOSEN, "again": CHOSEN})
    assert (sent.status_code, sent.headers["location"]) == (303, "/sign-in")
    assert "新しいパスワードでサインイン" in (await other.get("/sign-in")).text
    assert (await other.get("/api/v1/session")).json()["role"] == "public"
    asked = await other.post("/session", {"login": "hiroshima_reader", "password": CHOSEN})
    assert asked.status_code == 200 and 'name="ticket"' in asked.text, "the new password, then the code"


async def test_of_two_new_ways_in_only_the_later_opens(world: World, visit: Visit) -> None:
    held = await holding_of("野宮 架空", world.hiroshima)
    links = []
    for _ in range(2):
        done = await operations.send_new_way_in(id=held, url=URL, by=world.hiroshima)
        async with reading(world.hiroshima) as work:
            letter = await work.connection.fetchval("select body from mail_outbox where notice = $1", done.id)
        links += LINK.findall(letter)
    browser = await visit()
    assert [(await browser.get(link)).status_code for link in links] == [404, 200]


async def test_a_role_asked_for_by_a_group_waits_for_a_manager(world: World) -> None:
    async with unit_of_work(Viewer.public()) as work:
        reader = world.hiroshima_reader
        ask = ("select ask_for_role($1, $2, $3, 'hr', $4)", uuid7(), reader.organisation, reader.account, work.now)
        assert await work.connection.fetchval(*ask)
    waiting = (await staff_of_body(by=world.hiroshima)).asked
    assert [one.role for one in waiting] == ["hr"]
    with pytest.raises(NotFound):
        await operations.decide_request(id=waiting[0].id, decision=Decision(granted=True), by=world.ehime)
    await operations.decide_request(id=waiting[0].id, decision=Decision(granted=True), by=world.hiroshima)
    assert reader.account is not None
    assert (await viewer_of(reader.account)).role == "hr"


async def test_a_group_does_not_take_the_last_manager_away(world: World) -> None:
    async with unit_of_work(Viewer.public()) as work:
        last = world.sera
        ask = ("select ask_for_role($1, $2, $3, 'clerk', $4)", uuid7(), last.organisation, last.account, work.now)
        assert await work.connection.fetchval(*ask)
    [waiting] = (await staff_of_body(by=last)).asked
    with pytest.raises(RuleBroken, match="管理者が一人もいなくなる"):
        await operations.decide_request(id=waiting.id, decision=Decision(granted=True), by=last)


async def test_of_two_managers_who_end_each_other_at_once_one_stays(world: World) -> None:
    secret = await invited(world.sera, role=Role.MANAGER)
    chosen = Acceptance(login="shinnin", password=CHOSEN, again=CHOSEN)
    second, _ = await operations.accept(secret=secret, acceptance=chosen, by=Viewer.public())
    both = (await viewer_of(second), world.sera)
    assert world.sera.account is not None
    held = {one.account: one.holding for one in (await staff_of_body(by=world.sera)).holders}
    results = await at_once(
        *(
            operations.end_role(id=held[other], by=by)
            for by, other in zip(both, (world.sera.account, second), strict=True)
        )
    )
    assert [type(result) for result in results if isinstance(result, Exception)] == [RuleBroken]
