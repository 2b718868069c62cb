"""Signing in through a provider: the two ways that succeed, where they lead, what the session may do."""

import re
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from joserfc.jwk import RSAKey

from auth.accounts.operations import NewAccount, open_account
from auth.emergencies.operations import ask_for_emergency, decide_emergency
from auth.emergencies.schemas import EmergencyAsked, EmergencyDecision
from auth.permissions.rules import Role
from auth.providers.operations import change_provider, register_provider
from auth.providers.schemas import ProviderChange
from auth.signin.openid import end_by_front
from auth.staff.operations import invite
from auth.staff.queries import staff_of_body
from auth.staff.schemas import NewInvitation
from auth.viewer import Viewer
from foundation.database.clock import Clock, clock_set_to
from foundation.database.unit_of_work import reading
from foundation.text.ids import uuid7
from tests.auth.openid.story import WAY, Story, link, registered
from tests.auth.providers.evil import provider
from tests.world import HIROSHIMA, MATSUYAMA, SERA, World, viewer_of

pytestmark = pytest.mark.database


async def test_there_and_back(story: Story) -> None:
    answer = await story.sign_in()
    assert (answer.status_code, answer.headers["location"]) == (303, "/needs")
    assert await story.who() == "manager"
    assert (await story.browser.get("/identity-providers")).status_code == 200, "freshly proven by auth_time"


async def test_a_key_rotated_in_the_middle_and_a_clock_two_minutes_off_succeed(story: Story) -> None:
    assert (await story.sign_in()).status_code == 303
    await story.browser.post("/sign-out")
    address = await story.leave()
    fresh = RSAKey.generate_key(2048, {"kid": "rsa-2"})
    story.evil.keys, story.evil.signing = [fresh], fresh
    now = int(time.time()) + 180
    story.evil.more = {"iat": now, "exp": now + 300}
    with clock_set_to(Clock(now=lambda: datetime.now(UTC) + timedelta(minutes=1), new_id=uuid7)):
        assert (await story.come_back(address)).status_code == 303
    assert await story.who() == "manager"


async def test_next_leads_nowhere_else_and_a_forged_host_changes_nothing(story: Story) -> None:
    address = await story.leave(f"/sign-in/providers/{story.id}?next=https://evil.example/")
    assert (await story.come_back(address)).headers["location"] == "/"
    await story.browser.post("/sign-out")
    path = f"/sign-in/providers/{story.id}"
    forged = await story.browser.get(path, headers={"host": "evil.example", "x-forwarded-host": "evil.example"})
    returning = parse_qs(urlsplit(forged.headers["location"]).query)["redirect_uri"][0]
    assert returning == f"http://127.0.0.1:80{path}/return"


async def test_a_session_set_beforehand_is_not_taken_over(story: Story) -> None:
    story.browser.client.cookies.set("session", "chosen-by-somebody-else", domain="testserver.local")
    answer = await story.sign_in()
    assert "chosen-by-somebody-else" not in answer.headers["set-cookie"]
    assert await story.who() == "manager"


async def test_a_session_through_a_provider_stands_for_its_body_alone(story: Story, world: World) -> None:
    await story.sign_in()
    answer = await story.browser.post("/acting-body", {"organisation": str(world.hiroshima.organisation)})
    assert answer.status_code == 403


async def test_through_a_provider_one_acts_in_an_emergency_and_comes_back(story: Story, world: World) -> None:
    first = NewAccount(login="daini", display_name="第二 架空", password="a password nobody uses here")
    second = await viewer_of((await open_account(first, role=Role.MANAGER, by=Viewer.system(HIROSHIMA))).id)
    with provider("/hall/") as hall:
        id = (await register_provider(new=registered(hall), way=WAY, by=world.hiroshima)).id
        await link(id, world.hiroshima.account, hall.subject)
        official = Story(hall, id, world.hiroshima, story.browser)
        assert (await official.sign_in()).status_code == 303

        async def acting_for(body: UUID) -> tuple[int, str]:
            status = (await story.browser.post("/acting-body", {"organisation": str(body)})).status_code
            return status, (await story.browser.get("/api/v1/session")).json()["organisation_name"]

        assert await acting_for(SERA) == (403, "広島県")
        asked = EmergencyAsked(organisation=SERA, reason="町の管理者が入院したため。")
        emergency = (await ask_for_emergency(asked=asked, by=world.hiroshima)).id
        await decide_emergency(id=emergency, decision=EmergencyDecision(granted=True), by=second)
        assert await acting_for(SERA) == (303, "世羅町")
        assert await acting_for(MATSUYAMA) == (403, "世羅町")
        assert await acting_for(HIROSHIMA) == (303, "広島県")
        assert await acting_for(SERA) == (303, "世羅町")
        await end_by_front(provider=id, issuer=hall.issuer, session="their-session")
        assert await official.who() == "public", "the provider ends it there as well"


async def test_what_gives_access_wants_a_fresh_proof(story: Story) -> None:
    story.evil.more = {"auth_time": int(time.time()) - 3600}
    await story.sign_in()
    stale = await story.browser.get("/identity-providers")
    assert (stale.status_code, stale.headers["location"]) == (303, "/sign-in/again?next=/identity-providers")
    ledger = await story.browser.get("/support/days.csv")
    assert ledger.headers["location"] == "/sign-in/again?next=/support/days.csv", "names leave with it"
    asked = await story.browser.get("/members/export/csv", params={"words": "窓口 &?#", "role": "pm"})
    [led] = parse_qs(urlsplit(asked.headers["location"]).query)["next"]
    assert urlsplit(led).path == "/members/export/csv"
    assert parse_qs(urlsplit(led).query) == {"words": ["窓口 &?#"], "role": ["pm"]}, "what was asked is not widened"
    assert "架空町職員ID" in (await story.browser.get("/sign-in/again")).text
    again = f"/sign-in/again/{story.id}?next=/identity-providers"
    refused = await story.come_back(await story.leave(again))
    assert refused.status_code == 403, "the provider did not ask the person anew"
    story.evil.more = {}
    address = await story.leave(again)
    assert {"max_age": ["0"], "prompt": ["login"]}.items() <= parse_qs(urlsplit(address).query).items()
    assert (await story.come_back(address)).headers["location"] == "/identity-providers"
    assert (await story.browser.get("/identity-providers")).status_code == 200


async def test_groups_speak_for_roles_and_a_manager_decides(story: Story) -> None:
    change = {"groups_claim": "groups", "group_roles": "tantou=clerk\nkanri=manager", "version": 1}
    told = registered(story.evil).model_dump() | change
    await change_provider(id=story.id, change=ProviderChange.model_validate(told), by=story.by)
    story.evil.more = {"groups": ["kanri"]}
    assert (await story.sign_in()).status_code == 303
    await story.browser.post("/sign-out")
    story.evil.more = {"groups": ["tantou"]}
    assert (await story.sign_in()).status_code == 303
    assert await story.who() == "manager", "a provider alone changes no role"
    assert [one.role for one in (await staff_of_body(by=story.by)).asked] == ["clerk"]
    await story.browser.post("/sign-out")
    story.evil.more = {"groups": ["another"]}
    assert await story.refused(await story.sign_in()) == "no_group"


async def test_an_invitation_links_whoever_the_provider_names(story: Story) -> None:
    new = NewInvitation(display_name="新任 架空", address="shinnin@example.jp", role=Role.CLERK)
    done = await invite(new=new, url="http://testserver", by=story.by)
    async with reading(story.by) as work:
        letter = await work.connection.fetchval("select body from mail_outbox where notice = $1", done.id)
    found = re.search(r"http://testserver(/invitations/\S+)", letter)
    assert found is not None
    path = found[1]
    assert "架空町職員ID" in (await story.browser.get(path)).text
    story.evil.subject = "person-9"
    address = await story.leave(f"{path}/providers/{story.id}")
    assert (await story.come_back(address)).status_code == 303
    assert await story.who() == "clerk"
    await story.browser.post("/sign-out")
    assert (await story.sign_in()).status_code == 303, "linked from now on"
    assert (await story.browser.get(path)).status_code == 404, "once"
