"""What a provider may say that is not believed: refused, journalled with its reason, no session."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from joserfc.jwk import RSAKey

from auth.providers.directory import DIRECTORY
from auth.providers.operations import change_provider
from auth.providers.queries import own_provider
from auth.providers.schemas import ProviderChange
from auth.providers.tokens import LOGOUT_EVENT
from tests.auth.openid.story import Story, registered
from tests.auth.providers.making import EC, FOREIGN, signed, unsigned

pytestmark = pytest.mark.database


def changed(**other: Any) -> dict[str, Any]:
    """A provider that signs other claims; a value None leaves the claim out."""
    return {"make": lambda told, key: signed({k: v for k, v in (told | other).items() if v is not None}, key=key)}


def told_otherwise(**other: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """An answer with other members."""
    return lambda told: told | other


LIES: dict[str, tuple[dict[str, Any], str]] = {
    "alg none": ({"make": lambda told, _: unsigned(told)}, "alg"),
    "algorithm not configured": ({"make": lambda told, _: signed(told, key=EC, alg="ES256")}, "alg"),
    "an algorithm that is no word": ({"make": lambda told, _: unsigned(told, alg=[])}, "alg"),
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
    "token endpoint that is no address": ({"spoil_discovery": told_otherwise(token_endpoint="https://[")},
                                          "provider_address"),
    "sign-in page with a header of its own": (
        {"spoil_discovery": told_otherwise(authorization_endpoint="https://evil.example/\r\nset-cookie: session=x")},
        "provider_address",
    ),
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


async def test_acr_and_userinfo(story: Story) -> None:
    found = await own_provider(id=story.id, by=story.by)
    change = ProviderChange.model_validate(
        registered(story.evil).model_dump() | {"acr": "aal3", "claims_from": "userinfo", "version": found.version}
    )
    await change_provider(id=story.id, change=change, by=story.by)
    assert await story.refused(await story.sign_in()) == "acr"
    story.evil.more = {"acr": ["aal3"]}
    assert await story.refused(await story.sign_in()) == "acr", "a list is no word"
    story.evil.more = {"acr": "aal3"}
    story.evil.spoil_userinfo = told_otherwise(sub="somebody else")
    assert await story.refused(await story.sign_in()) == "userinfo_sub"
    story.evil.spoil_userinfo = told_otherwise()
    assert (await story.sign_in()).status_code == 303
