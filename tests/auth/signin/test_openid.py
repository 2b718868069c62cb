"""Signing in through a provider: the two ways that succeed, and everything that must not."""

import re
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pytest
from joserfc.jwk import RSAKey
from litestar import Litestar
from pydantic import SecretStr

from app import create_app
from auth.permissions.rules import Role
from auth.providers.asking import Way
from auth.providers.directory import DIRECTORY, KEYS_FOR
from auth.providers.operations import change_provider, register_provider
from auth.providers.queries import own_provider
from auth.providers.schemas import NewProvider, ProviderChange
from auth.providers.tokens import LOGOUT_EVENT
from auth.staff.operations import invite
from auth.staff.queries import staff_of_body
from auth.staff.schemas import NewInvitation
from auth.viewer import Viewer
from foundation.database.clock import Clock, clock_set_to
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.text.ids import uuid7
from settings import Settings
from tests.auth.providers.evil import SECRET, Evil, provider
from tests.auth.providers.making import EC, FOREIGN, claims, signed, unsigned
from tests.browser import Browser, Visit
from tests.world import World

pytestmark = pytest.mark.database

WAY = Way(plain_http=True)
LAST_REFUSAL = "select purpose from journal where verb = 'sign_in_refused' order by at desc, id desc limit 1"


@pytest.fixture
def application(world: World) -> Litestar:
    """The application, allowed to ask a provider on this machine."""
    return create_app(Settings(secret=SecretStr("only for tests"), plain_http_providers=True, port=80))


@dataclass
class Story:
    """The official of 世羅町, linked to a provider of the town."""

    evil: Evil
    id: UUID
    by: Viewer
    browser: Browser

    async def leave(self, path: str = "") -> str:
        """Out: the provider's address."""
        answer = await self.browser.get(path or f"/sign-in/providers/{self.id}?next=/needs")
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"])

    async def come_back(self, address: str, **told: str | None) -> Any:
        """Back, with what the provider's redirect would carry; None leaves a parameter out."""
        question = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        carried = {"state": question["state"], "iss": self.evil.issuer} | told
        if "code" not in carried:
            carried["code"] = self.evil.authorize(address)
        query = {name: value for name, value in carried.items() if value is not None}
        return await self.browser.get(urlsplit(question["redirect_uri"]).path, params=query)

    async def sign_in(self, **told: str | None) -> Any:
        """There and back."""
        return await self.come_back(await self.leave(), **told)

    async def who(self) -> str:
        """Whom the session stands for."""
        return str((await self.browser.get("/api/v1/session")).json()["role"])

    async def refused(self, answer: Any) -> str:
        """The reason in the journal of the town; that there is no session and no mistake of ours."""
        assert 400 <= answer.status_code < 500, answer.status_code
        assert await self.who() == "public"
        async with reading(self.by) as work:
            return str(await work.connection.fetchval(LAST_REFUSAL))


def registered(evil: Evil, **other: Any) -> NewProvider:
    """The provider as the town's manager registers it."""
    told: dict[str, Any] = {
        "name": "架空町職員ID", "issuer": evil.issuer, "client_id": "dxpool", "token_auth": "client_secret_basic",
        "algorithms": ["RS256"], "secret": SECRET, "is_open": True,
    }  # fmt: skip
    return NewProvider.model_validate(told | other)


async def link(id: UUID, account: UUID | None, subject: str) -> None:
    """As accepting an invitation does."""
    async with unit_of_work(Viewer.public()) as work:
        await work.connection.execute("select link_person($1, $2, $3, $4, $5)", uuid4(), account, id, subject, work.now)


@pytest.fixture
async def story(world: World, visit: Visit) -> AsyncIterator[Story]:
    """A provider whose issuer ends with a slash, registered and linked."""
    with provider("/realm/") as evil:
        id = (await register_provider(new=registered(evil), way=WAY, by=world.sera)).id
        await link(id, world.sera.account, "person-1")
        yield Story(evil, id, world.sera, await visit())


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


def changed(**other: Any) -> dict[str, Any]:
    """A provider that signs other claims; a value None leaves the claim out."""
    return {"make": lambda told, key: signed({k: v for k, v in (told | other).items() if v is not None}, key=key)}


def told_otherwise(**other: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """An answer with other members."""
    return lambda told: told | other


LIES: dict[str, tuple[dict[str, Any], str]] = {
    "alg none": ({"make": lambda told, _: unsigned(told)}, "alg"),
    "algorithm not configured": ({"make": lambda told, _: signed(told, key=EC, alg="ES256")}, "alg"),
    "bad signature": ({"signing": FOREIGN}, "signature"),
    "embedded key": ({"make": lambda told, _: signed(told, key=FOREIGN, jwk=FOREIGN.as_dict(private=False))},
                     "embedded_key"),
    "unknown kid": ({"signing": RSAKey.generate_key(2048, {"kid": "rsa-9"})}, "unknown_kid"),
    "key withdrawn": ({"keys": [EC]}, "unknown_kid"),
    "unsigned JSON form": ({"spoil_tokens": told_otherwise(id_token={"payload": "e30", "signatures": []})}, "form"),
    "no ID token": ({"spoil_tokens": lambda told: {"access_token": "x"}}, "form"),
    "issuer without its slash": ({"make": lambda told, key: signed(told | {"iss": told["iss"].rstrip("/")}, key=key)},
                                 "iss"),
    "another client's token": (changed(aud="another"), "aud"),
    "azp another": (changed(azp="another"), "azp"),
    "missing sub": (changed(sub=None), "sub"),
    "missing iat": (changed(iat=None), "iat"),
    "expired": (changed(exp=1), "exp"),
    "clock 10 minutes off": (changed(iat=int(time.time()) + 600, exp=int(time.time()) + 900), "iat"),
    "nonce missing": (changed(nonce=None), "nonce"),
    "nonce of another sign-in": (changed(nonce="reused"), "nonce"),
    "at_hash wrong": (changed(at_hash="AAAAAAAAAAAAAAAAAAAAAA"), "at_hash"),
    "logout token as ID token": (changed(events={LOGOUT_EVENT: {}}), "logout_token"),
    "somebody nobody linked": ({"subject": "person-2"}, "not_linked"),
    "discovery of another issuer": ({"spoil_discovery": told_otherwise(issuer="https://evil.example/")},
                                    "discovery_issuer"),
    "discovery that is a list": ({"spoil_discovery": lambda _: ["x"]}, "provider_answer"),
    "discovery that is no JSON": ({"spoil_discovery": lambda _: b"<html>"}, "provider_answer"),
    "token endpoint on another scheme": ({"spoil_discovery": told_otherwise(token_endpoint="file:///etc/passwd")},
                                         "provider_address"),
}  # fmt: skip


async def test_lies_of_the_provider_are_refused_and_journalled(story: Story) -> None:
    for name, (lies, reason) in LIES.items():
        honest = {member: getattr(story.evil, member) for member in lies}
        DIRECTORY.forget(story.evil.issuer)
        for member, value in lies.items():
            setattr(story.evil, member, value)
        if "spoil_discovery" in lies:
            answer = await story.browser.get(f"/sign-in/providers/{story.id}")
        else:
            answer = await story.sign_in()
        assert (name, await story.refused(answer)) == (name, reason)
        for member, value in honest.items():
            setattr(story.evil, member, value)
    DIRECTORY.forget(story.evil.issuer)
    assert (await story.sign_in()).status_code == 303, "the control: the same story without a lie"


async def test_state_code_and_issuer_of_the_answer(story: Story, visit: Visit) -> None:
    address = await story.leave()
    assert await story.refused(await story.come_back(address, state=None)) == "state_missing"
    assert await story.refused(await story.come_back(address, state="foreign")) == "state_foreign"
    assert await story.refused(await story.come_back(address, error="server_error")) == "provider_error"
    assert await story.refused(await story.come_back(address)) == "state_replayed", "one use, whatever came of it"
    assert await story.refused(await story.sign_in(iss="https://evil.example/")) == "iss_of_answer"
    assert await story.refused(await story.sign_in(iss=None)) == "iss_of_answer", "the provider promised to name itself"
    assert await story.refused(await story.sign_in(code="invented")) == "code"
    assert await story.refused(await story.sign_in(code=None)) == "code_missing"
    wrong_verifier = await story.leave()
    code = story.evil.authorize(wrong_verifier, code_challenge="of another browser")
    assert await story.refused(await story.come_back(wrong_verifier, code=code)) == "code"
    address, other = await story.leave(), await visit()
    question = parse_qs(urlsplit(address).query)
    carried = {"state": question["state"][0], "iss": story.evil.issuer, "code": story.evil.authorize(address)}
    elsewhere = await other.get(urlsplit(question["redirect_uri"][0]).path, params=carried)
    assert elsewhere.status_code == 403, "a code carried to another browser"
    assert await story.refused(await story.sign_in(state="a" * 5000)) == "state_foreign"


async def test_a_used_code_and_a_used_state_are_worthless(story: Story) -> None:
    address = await story.leave()
    code = story.evil.authorize(address)
    cookie = story.browser.client.cookies["openid"]
    assert (await story.come_back(address, code=code)).status_code == 303
    await story.browser.post("/sign-out")
    story.browser.client.cookies.set("openid", cookie, domain="testserver.local")
    assert await story.refused(await story.come_back(address, code=code)) == "state_replayed"
    assert await story.refused(await story.sign_in(code=code)) == "code"


async def test_the_answer_of_one_provider_does_not_fit_another(story: Story) -> None:
    with provider("/other") as other:
        id = (await register_provider(new=registered(other), way=WAY, by=story.by)).id
        address = await story.leave()
        question = parse_qs(urlsplit(address).query)
        carried = {"state": question["state"][0], "iss": other.issuer, "code": story.evil.authorize(address)}
        answer = await story.browser.get(f"/sign-in/providers/{id}/return", params=carried)
        assert await story.refused(answer) == "mix_up"


async def test_acr_and_userinfo(story: Story) -> None:
    found = await own_provider(id=story.id, by=story.by)
    change = ProviderChange.model_validate(
        registered(story.evil).model_dump() | {"acr": "aal3", "claims_from": "userinfo", "version": found.version}
    )
    await change_provider(id=story.id, change=change, by=story.by)
    assert await story.refused(await story.sign_in()) == "acr"
    story.evil.more = {"acr": "aal3"}
    story.evil.spoil_userinfo = told_otherwise(sub="somebody else")
    assert await story.refused(await story.sign_in()) == "userinfo_sub"
    story.evil.spoil_userinfo = told_otherwise()
    assert (await story.sign_in()).status_code == 303


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


@pytest.mark.parametrize("trouble", [{"status": 503}, {"slow": 30.0}, {"endless": True}], ids=str)
async def test_a_provider_in_trouble_is_a_503_in_five_seconds_and_sessions_live_on(
    story: Story, trouble: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await story.sign_in()).status_code == 303
    monkeypatch.setattr("auth.providers.asking.SECONDS", 0.5)
    DIRECTORY.forget(story.evil.issuer)
    for member, value in trouble.items():
        setattr(story.evil, member, value)
    begun = time.monotonic()
    answer = await story.browser.get(f"/sign-in/providers/{story.id}")
    assert answer.status_code in ((403, 503) if "endless" in trouble else (503,))
    assert time.monotonic() - begun < 5
    story.evil.slow, story.evil.endless = 0, False
    assert await story.who() == "manager"


def logout_token(story: Story, **other: Any) -> str:
    told = claims(datetime.now(UTC), iss=story.evil.issuer, nonce=None, jti=uuid4().hex, events={LOGOUT_EVENT: {}})
    return signed(told | other, typ="logout+jwt")


async def test_the_provider_ends_what_it_began(story: Story, visit: Visit) -> None:
    server, path = await visit(), f"/sign-in/providers/{story.id}/logout"
    await story.sign_in()
    for bad in ("", "x", signed(claims(datetime.now(UTC))), logout_token(story, aud="another")):
        assert (await server.client.post(path, data={"logout_token": bad})).status_code == 400
    assert await story.who() == "manager"
    token = logout_token(story)
    assert (await server.client.post(path, data={"logout_token": token})).status_code == 200
    assert await story.who() == "public"
    assert (await server.client.post(path, data={"logout_token": token})).status_code == 400, "one use"
    await story.sign_in()
    elsewhere = {"iss": "https://evil.example/", "sid": "their-session"}
    await server.get(path, params=elsewhere)
    assert await story.who() == "manager"
    await server.get(path, params={"iss": story.evil.issuer, "sid": "their-session"})
    assert await story.who() == "public"


async def test_a_withdrawn_key_is_worthless_within_minutes(story: Story) -> None:
    assert (await story.sign_in()).status_code == 303
    await story.browser.post("/sign-out")
    story.evil.keys = [EC]
    later = Clock(now=lambda: datetime.now(UTC) + KEYS_FOR + timedelta(seconds=10), new_id=uuid7)
    ahead = int(later.now().timestamp())
    story.evil.more = {"iat": ahead, "exp": ahead + 300}
    with clock_set_to(later):
        assert await story.refused(await story.sign_in()) == "unknown_kid"


async def test_unknown_keys_are_asked_after_once_a_minute(story: Story) -> None:
    story.evil.signing = RSAKey.generate_key(2048, {"kid": "invented"})
    for _ in range(4):
        await story.sign_in()
    assert sum(path.endswith("/keys") for path in story.evil.asked) == 1


async def test_a_session_through_a_provider_stands_for_its_body_alone(story: Story, world: World) -> None:
    await story.sign_in()
    answer = await story.browser.post("/acting-body", {"organisation": str(world.hiroshima.organisation)})
    assert answer.status_code == 403


async def test_what_gives_access_wants_a_fresh_proof(story: Story) -> None:
    story.evil.more = {"auth_time": int(time.time()) - 3600}
    await story.sign_in()
    stale = await story.browser.get("/identity-providers")
    assert (stale.status_code, stale.headers["location"]) == (303, "/sign-in/again?next=/identity-providers")
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
