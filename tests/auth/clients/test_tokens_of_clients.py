"""Access tokens: where they come from, what is refused, and that no cookie counts beside one."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import asyncpg
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from auth.clients.rules import KEY_LASTS, TOKENS_AT_MOST
from auth.clients.tokens import ALGORITHM, TYPE
from foundation.database.clock import Clock, clock_set_to
from foundation.database.embedded import Server
from foundation.text.ids import uuid7
from tests.auth.clients.calling import TOKEN, System, registered
from tests.auth.providers.making import unsigned
from tests.browser import Visit
from tests.world import World

pytestmark = pytest.mark.database


async def test_a_stranger_checks_a_token_with_the_published_keys(world: World, visit: Visit) -> None:
    system = await registered(world.sera, await visit())
    client = system.browser.client
    told = (await client.get("/.well-known/oauth-authorization-server")).json()
    assert told["token_endpoint"].endswith(TOKEN) and "read_needs" in told["scopes_supported"]
    token = await system.token(scope="read_needs unknown")
    keys = (await client.get("/api/v1/oauth/keys")).json()
    assert all("d" not in key for key in keys["keys"]), "no private half"
    read = jwt.decode(token, KeySet.import_key_set(keys), algorithms=[ALGORITHM])
    assert (read.header["typ"], read.claims["iss"]) == (TYPE, told["issuer"])
    assert (read.claims["scope"], read.claims["sub"]) == ("read_needs", str(system.issued.id))
    assert read.claims["exp"] - read.claims["iat"] == 600


async def test_refusals_of_the_token_s_door_are_those_of_the_standard(world: World, visit: Visit) -> None:
    system = await registered(world.sera, await visit())
    post = system.browser.client.post
    id, right = str(system.issued.id), system.issued.secret
    asked = {"grant_type": "client_credentials", "client_id": id, "client_secret": right}
    assert (await post(TOKEN, data=asked)).status_code == 200, "the secret in the form, as the control"
    wrong = {
        "invalid_client": [asked | {"client_secret": "x"}, asked | {"client_id": str(uuid4())},
                           asked | {"client_id": "x' or 1=1"}, {"grant_type": "client_credentials"}],
        "unsupported_grant_type": [asked | {"grant_type": "password"}, {}],
    }  # fmt: skip
    for error, forms in wrong.items():
        for form in forms:
            answer = await post(TOKEN, data=form)
            assert (answer.json()["error"], answer.status_code // 100) == (error, 4), form
    garbled = await post(TOKEN, data={"grant_type": "client_credentials"}, headers={"authorization": "Basic /////w=="})
    assert garbled.json()["error"] == "invalid_client"


async def test_a_token_that_is_not_ours_opens_nothing(world: World, visit: Visit) -> None:
    system = await registered(world.sera, await visit())
    good = await system.token()
    header, body, signature = good.split(".")
    foreign, now = ECKey.generate_key("P-256", {"kid": "foreign"}), int(datetime.now(UTC).timestamp())
    claims = {"iss": "http://127.0.0.1:8000", "aud": "http://127.0.0.1:8000/api/v1", "scope": "read_needs",
              "sub": str(system.issued.id), "iat": now, "exp": now + 600}  # fmt: skip
    lies = {
        "no token": "", "no JWT": "x.y.z", "cut": f"{header}.{body}.", "alg none": unsigned(claims),
        "other signature": f"{header}.{body}.{signature[::-1]}",
        "foreign key": jwt.encode({"alg": ALGORITHM, "typ": TYPE, "kid": "foreign"}, claims, foreign),
        "foreign key under our name": jwt.encode(
            {"alg": ALGORITHM, "typ": TYPE, "kid": (await system.browser.client.get("/api/v1/oauth/keys"))
             .json()["keys"][0]["kid"]}, claims, foreign),
    }  # fmt: skip
    for name, lie in lies.items():
        assert (name, (await system.call("/needs", token=lie)).status_code) == (name, 401)
    assert (await system.call("/needs", token=good)).status_code == 200


async def test_no_cookie_counts_beside_a_token_and_no_token_at_a_page(world: World, visit: Visit) -> None:
    signed_in = await visit("hiroshima")
    system = System((await registered(world.sera, signed_in)).issued, signed_in)
    token = await system.token()
    who = await system.call("/session", token=token)
    assert (who.json()["role"], who.json()["organisation_name"]) == ("client", "世羅町")
    assert "set-cookie" not in who.headers
    assert (await system.call("/session", token="x")).status_code == 401, "a bad token does not fall back on the cookie"
    page = await (await visit()).get("/needs", headers={"authorization": f"Bearer {token}"})
    assert page.headers["location"] == "/sign-in?next=/needs", "pages are for people"
    foreign = {"origin": "https://evil.example"}
    made = await system.call("/needs", token=token, body={"draft": str(uuid4()), "story": "困る。"}, **foreign)
    assert made.status_code == 201, "a program has no page, no origin and no token of a form"


def standing_at(moment: datetime) -> Clock:
    """A clock that stands still."""
    return Clock(now=lambda: moment, new_id=uuid7)


async def test_keys_are_rotated_and_the_one_before_stays_published(world: World, visit: Visit) -> None:
    system = await registered(world.sera, await visit(), calls_a_minute=6000)
    await system.token()
    for months in (1, 2, 3):
        later = datetime.now(UTC) + months * (KEY_LASTS + timedelta(seconds=1))
        with clock_set_to(standing_at(later)):
            token = await system.token()
            assert (await system.call("/needs", token=token)).status_code == 200
    assert len((await system.browser.client.get("/api/v1/oauth/keys")).json()["keys"]) == 2


async def test_one_client_asks_for_so_many_tokens_and_no_more(world: World, visit: Visit) -> None:
    system = await registered(world.sera, await visit())
    wrong = {"grant_type": "client_credentials", "client_id": str(system.issued.id), "client_secret": "x"}
    statuses = [(await system.browser.client.post(TOKEN, data=wrong)).status_code for _ in range(TOKENS_AT_MOST + 1)]
    assert set(statuses[:-1]) == {401} and statuses[-1] == 429
    invented = [{**wrong, "client_id": str(uuid4())} for _ in range(TOKENS_AT_MOST + 1)]
    statuses = [(await system.browser.client.post(TOKEN, data=one)).status_code for one in invented]
    assert 429 not in statuses[:-1] and statuses[-1] == 429, "clients that are not there are counted together"


async def test_a_key_that_cannot_be_read_any_more_gives_way_to_a_new_one(
    server: Server, database: str, world: World, visit: Visit
) -> None:
    system = await registered(world.sera, await visit())
    await system.token()
    owner = await asyncpg.connect(server.dsn("owner", database))
    await owner.execute("update api_signing_key set kept = 'of another secret'")
    await owner.close()
    assert (await system.call("/needs", token=await system.token())).status_code == 200


async def test_a_scope_that_the_client_does_not_hold_is_refused_in_the_standards_word(
    world: World, visit: Visit
) -> None:
    system = await registered(world.sera, await visit())
    asked = {"grant_type": "client_credentials", "client_id": str(system.issued.id), "scope": "no_such_scope",
             "client_secret": system.issued.secret}  # fmt: skip
    answer = await system.browser.client.post(TOKEN, data=asked)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")
