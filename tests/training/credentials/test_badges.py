"""Badges, read as a stranger reads them: PyJWT against the published key, and the required fields of the standard."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from gzip import decompress
from typing import Any
from uuid import UUID

import jsonschema_rs
import jwt
import pytest
from joserfc import jws
from joserfc.jwk import RSAKey

from foundation.vault.box import VAULT
from tests.browser import Browser, Visit
from tests.training.conftest import Class, session_of, study
from tests.world import World
from training.credentials.operations import rotate_key
from training.credentials.queries import badge, badges, claimable
from training.credentials.rules import Finding, finding_of
from training.enrolments import marking, operations
from training.enrolments.schemas import Attendance, NewRequirement, Results

pytestmark = pytest.mark.database

TEXT = {"type": "string", "minLength": 1}
REQUIRED: dict[str, Any] = {
    "type": "object",
    "required": ["@context", "id", "type", "issuer", "validFrom", "credentialSubject", "credentialStatus"],
    "properties": {
        "@context": {"type": "array", "minItems": 2,
                     "prefixItems": [{"const": "https://www.w3.org/ns/credentials/v2"}]},
        "type": {"type": "array", "contains": {"const": "OpenBadgeCredential"}},
        "issuer": {"type": "object", "required": ["id", "type", "name"], "properties": {"name": TEXT}},
        "credentialSubject": {
            "type": "object", "required": ["type", "achievement", "identifier"],
            "properties": {"achievement": {
                "type": "object", "required": ["id", "type", "name", "description", "criteria"],
                "properties": {"name": TEXT, "description": TEXT, "criteria": {"required": ["narrative"]}},
            }},
        },
    },
}  # fmt: skip
"""Fields that Open Badges 3.0 requires of an OpenBadgeCredential (B.1.1 to B.1.5), written down from the standard."""


async def completed(trained: Class, world: World) -> None:
    """The member completes the course on the assembly."""
    assert trained.member.member
    new = NewRequirement(member=trained.member.member, course="assembly", required_for="仕事のため")
    id = (await operations.require_training(new=new, by=world.hiroshima)).id
    session = await session_of(trained.school)
    await operations.take_place(id=id, session=session, by=trained.member)
    await marking.note_attendance(session=session, attendance=Attendance(attended=[id]), by=trained.school)
    await study(id, by=trained.member)
    await marking.note_results(session=session, results=Results(completed=[id]), by=trained.school)


async def made(trained: Class, learner: Browser) -> UUID:
    [row] = await claimable(by=trained.member)
    done = await learner.post("/credentials", {"kind": row.kind, "subject": str(row.subject)})
    return UUID(done.headers["location"].rpartition("/")[2])


async def published(browser: Browser, token: str) -> Any:
    """The key a stranger finds for a badge in the published set."""
    keys = (await browser.get("/credentials/jwks")).json()["keys"]
    return jwt.PyJWK(next(key for key in keys if key["kid"] == jwt.get_unverified_header(token)["kid"])).key


async def found(browser: Browser, text: str) -> str:
    answer = await browser.send("/credentials/check", {"badge": text})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["finding"])


async def test_a_stranger_verifies_a_badge_and_a_changed_byte_fails(world: World, trained: Class, visit: Visit) -> None:
    await completed(trained, world)
    learner, stranger = await visit("learner"), await visit()
    id = await made(trained, learner)
    token = (await learner.get(f"/credentials/{id}/file/jwt")).text
    claims = jwt.decode(token, await published(stranger, token), algorithms=["RS256"])
    assert jsonschema_rs.is_valid(REQUIRED, claims)
    assert "髙橋" not in json.dumps(claims, ensure_ascii=False)
    assert await found(stranger, token) == Finding.VALID
    assert await found(stranger, (await learner.get(f"/credentials/{id}/file/json")).text) == Finding.VALID
    head, body, signature = token.split(".")
    changed = ".".join((head, body[:-6] + ("A" if body[-6] != "A" else "B") + body[-5:], signature))
    with pytest.raises(jwt.InvalidTokenError):
        jwt.decode(changed, await published(stranger, token), algorithms=["RS256"])
    assert await found(stranger, changed) == Finding.CHANGED
    assert await found(stranger, "ただの文字") == Finding.UNREADABLE


async def test_a_revoked_badge_says_so_here_and_in_the_published_list(
    world: World, trained: Class, visit: Visit
) -> None:
    await completed(trained, world)
    learner, school, stranger = await visit("learner"), await visit("school"), await visit()
    id = await made(trained, learner)
    token = (await badge(id=id, by=trained.member)).signed
    refused = await school.post(f"/credentials/{id}/revocation", {"version": "1"})
    assert refused.status_code == 422
    revoked = await school.post(f"/credentials/{id}/revocation", {"version": "1", "reason": "記録の誤り"})
    assert revoked.status_code == 303
    assert await found(stranger, token) == Finding.REVOKED
    place = int(jwt.decode(token, options={"verify_signature": False})["credentialStatus"][0]["statusListIndex"])
    listed = (await stranger.get("/credentials/status/revocation")).text
    claims = jwt.decode(listed, await published(stranger, listed), algorithms=["RS256"])
    encoded = claims["credentialSubject"]["encodedList"].removeprefix("u")
    bits = decompress(urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
    assert bits[place // 8] >> (7 - place % 8) & 1 and sum(bits).bit_count() == 1
    page = await stranger.post("/credentials/check", {"badge": token})
    assert "取り消されています" in page.text


async def test_a_badge_is_its_holders_until_they_share_it(world: World, trained: Class, visit: Visit) -> None:
    await completed(trained, world)
    learner, stranger = await visit("learner"), await visit()
    id = await made(trained, learner)
    for outsider in (stranger, await visit("stranger"), await visit("hiroshima")):
        assert (await outsider.get(f"/credentials/{id}")).status_code == 404
    assert (await learner.post(f"/credentials/{id}/sharing", {"version": "1", "shared": "1"})).status_code == 303
    assert "研修修了：議会対応" in (await stranger.get(f"/credentials/{id}")).text
    stale = await learner.post(f"/credentials/{id}/sharing", {"version": "1"})
    assert stale.status_code == 409
    assert await badges(by=trained.stranger) == []


async def test_after_a_new_key_earlier_badges_stay_valid(world: World, trained: Class, visit: Visit) -> None:
    await completed(trained, world)
    learner, stranger = await visit("learner"), await visit()
    token = (await badge(id=await made(trained, learner), by=trained.member)).signed
    await rotate_key(by=world.ministry)
    assert len((await stranger.get("/credentials/jwks")).json()["keys"]) == 2
    assert await found(stranger, token) == Finding.VALID


async def test_what_is_no_badge_of_ours_is_told_so(world: World, trained: Class, visit: Visit) -> None:
    """Least of all a failure: headers of the wrong shape, a foreign key, another thing that our key signed."""
    await completed(trained, world)
    learner, stranger = await visit("learner"), await visit()
    await made(trained, learner)
    foreign = jws.serialize_compact({"alg": "RS256", "kid": "elsewhere"}, b"{}", RSAKey.generate_key(2048))
    misshapen = urlsafe_b64encode(b'{"alg": "RS256", "kid": ["a list"]}').decode().rstrip("=") + ".e30.e30"
    listed = (await stranger.get("/credentials/status/revocation")).text
    assert await found(stranger, foreign) == Finding.NOT_OURS
    assert await found(stranger, misshapen) == Finding.NOT_OURS
    assert await found(stranger, listed) == Finding.UNREADABLE


async def test_under_another_secret_nothing_is_signed_and_a_new_key_mends_it(
    world: World, trained: Class, visit: Visit
) -> None:
    await completed(trained, world)
    learner, stranger = await visit("learner"), await visit()
    [row] = await claimable(by=trained.member)
    asked = {"kind": row.kind, "subject": str(row.subject)}
    VAULT.open_with(["an earlier secret"])
    await rotate_key(by=world.ministry)
    VAULT.open_with(["only for tests"])
    refused = await learner.post("/credentials", asked)
    assert refused.status_code == 503 and "鍵を開けられません" in refused.text
    assert (await stranger.get("/credentials/status/revocation")).status_code == 503
    await rotate_key(by=world.ministry)
    assert (await learner.post("/credentials", asked)).status_code == 303


def test_revocation_weighs_most_and_the_last_day_counts() -> None:
    day = date(2026, 4, 1)
    assert finding_of(revoked=True, suspended=True, valid_until=None, today=day) is Finding.REVOKED
    assert finding_of(revoked=False, suspended=True, valid_until=None, today=day) is Finding.SUSPENDED
    assert finding_of(revoked=False, suspended=False, valid_until=day, today=day) is Finding.VALID
