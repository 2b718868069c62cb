"""Which ID tokens and logout tokens are believed: every negative of `design/security.md` that a token can carry."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any

import pytest
from joserfc.jwk import KeySet

from auth.providers.rules import Disbelieved, Expected
from auth.providers.tokens import LOGOUT_EVENT, believed_id_token, believed_logout_token
from tests.auth.providers.making import CLIENT, EC, FOREIGN, ISSUER, KEYS, NONCE, NOW, RSA, claims, signed, unsigned

EXPECTED = Expected(issuer=ISSUER, client_id=CLIENT, algorithms=frozenset({"RS256", "ES256"}), nonce=NONCE)
STRICT = Expected(
    ISSUER, CLIENT, frozenset({"RS256"}), NONCE, acr=frozenset({"aal3"}), authenticated_within=timedelta(minutes=2)
)
SECOND = timedelta(seconds=1)


def later(**by: float) -> int:
    return int((NOW + timedelta(**by)).timestamp())


def with_public_key_as_secret() -> str:
    """The old trick: the provider's public key, which everybody has, as a symmetric one."""
    head_and_body = unsigned(claims(), alg="HS256", kid="rsa-1").rstrip(".")
    digest = hmac.digest(RSA.as_pem(private=False), head_and_body.encode(), "sha256")
    return f"{head_and_body}.{urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def half_hash(access_token: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(access_token.encode()).digest()[:16]).rstrip(b"=").decode()


def refusal(token: object, expected: Expected = EXPECTED, keys: KeySet = KEYS) -> str:
    """Why it is not believed."""
    with pytest.raises(Disbelieved) as doubt:
        believed_id_token(token, keys=keys, expected=expected, now=NOW)
    return doubt.value.reason


def test_a_good_token_is_believed_with_either_key() -> None:
    for token in (signed(claims()), signed(claims(), key=EC, alg="ES256")):
        assert believed_id_token(token, keys=KEYS, expected=EXPECTED, now=NOW)["sub"] == "person-1"


HEADERS: dict[str, tuple[str, str]] = {
    "alg none": (unsigned(claims()), "alg"),
    "alg None": (unsigned(claims(), alg="None"), "alg"),
    "no signature": (unsigned(claims(), alg="RS256", kid="rsa-1"), "signature"),
    "HS256 with the public key": (with_public_key_as_secret(), "alg"),
    "algorithm not configured": (signed(claims(), alg="PS256"), "alg"),
    "another kind of key": (signed(claims(), key=EC, alg="ES256", kid="rsa-1"), "unknown_kid"),
    "embedded jwk": (signed(claims(), key=FOREIGN, jwk=FOREIGN.as_dict(private=False)), "embedded_key"),
    "jku": (signed(claims(), jku="https://evil.example/keys"), "embedded_key"),
    "x5u": (signed(claims(), x5u="https://evil.example/cert"), "embedded_key"),
    "unknown crit": (signed(claims(), crit=["exp"], exp=1), "crit"),
    "unencoded payload": (unsigned(claims(), alg="RS256", b64=False), "crit"),
    "unknown kid": (signed(claims(), kid="rsa-9"), "unknown_kid"),
    "no kid where two could fit": (signed(claims(), key=FOREIGN, kid=None), "signature"),
    "bad signature": (signed(claims(), key=FOREIGN), "signature"),
    "logout token's type": (signed(claims(), typ="logout+jwt"), "typ"),
    "access token's type": (signed(claims(), typ="at+jwt"), "typ"),
}


@pytest.mark.parametrize("case", HEADERS)
def test_headers_and_signatures(case: str) -> None:
    token, reason = HEADERS[case]
    assert refusal(token) == reason


@pytest.mark.parametrize(
    "token",
    [None, "", "a.b", "a.b.c.d", ".", "..", {"payload": "x", "signatures": []}, '{"payload":"x","signature":"y"}',
     "é.é.é", signed(["no", "object"]), signed("text"), "x" * 20_000, "bnVsbA..", "!!.!!.!!"],
)  # fmt: skip
def test_what_is_no_token(token: object) -> None:
    assert refusal(token) in {"form", "alg"}


CLAIMS: dict[str, tuple[dict[str, Any], str]] = {
    "another issuer": ({"iss": "https://evil.example/"}, "iss"),
    "issuer without its slash": ({"iss": ISSUER.rstrip("/")}, "iss"),
    "issuer in capitals": ({"iss": ISSUER.upper()}, "iss"),
    "no issuer": ({"iss": None}, "iss"),
    "another client's token": ({"aud": "another-client"}, "aud"),
    "no audience": ({"aud": None}, "aud"),
    "audience of an odd kind": ({"aud": {"dxpool": 1}}, "aud"),
    "two audiences without azp": ({"aud": [CLIENT, "other"]}, "azp"),
    "authorised party another": ({"azp": "another-client"}, "azp"),
    "missing sub": ({"sub": None}, "sub"),
    "empty sub": ({"sub": ""}, "sub"),
    "sub of an odd kind": ({"sub": 7}, "sub"),
    "sub with NUL": ({"sub": "a\x00b"}, "sub"),
    "sub too long": ({"sub": "a" * 256}, "sub"),
    "missing iat": ({"iat": None}, "iat"),
    "iat a truth": ({"iat": True}, "iat"),
    "iat beyond all calendars": ({"iat": 1e18}, "iat"),
    "clock 10 minutes ahead": ({"iat": later(minutes=10)}, "iat"),
    "clock 10 minutes behind": ({"iat": later(minutes=-10), "exp": later(hours=1)}, "iat"),
    "expired": ({"exp": later(seconds=-121)}, "exp"),
    "missing exp": ({"exp": None}, "exp"),
    "not yet": ({"nbf": later(minutes=10)}, "nbf"),
    "nonce missing": ({"nonce": None}, "nonce"),
    "nonce wrong": ({"nonce": "another"}, "nonce"),
    "nonce of an odd kind": ({"nonce": [NONCE]}, "nonce"),
    "at_hash wrong": ({"at_hash": half_hash("another token")}, "at_hash"),
    "at_hash of an odd kind": ({"at_hash": 1}, "at_hash"),
    "logout token as ID token": ({"events": {LOGOUT_EVENT: {}}}, "logout_token"),
}


@pytest.mark.parametrize("case", CLAIMS)
def test_claims(case: str) -> None:
    told, reason = CLAIMS[case]
    assert refusal(signed(claims(**told))) == reason


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"acr": "aal2", "auth_time": later()}, "acr"),
        ({"auth_time": later()}, "acr"),
        ({"acr": "aal3"}, "auth_time"),
        ({"acr": "aal3", "auth_time": later(minutes=-30)}, "auth_time"),
    ],
)
def test_the_strength_and_the_time_of_the_proof(told: dict[str, Any], reason: str) -> None:
    assert refusal(signed(claims(**told)), STRICT) == reason
    good = signed(claims(acr="aal3", auth_time=later(seconds=-30)))
    assert believed_id_token(good, keys=KEYS, expected=STRICT, now=NOW)


def test_a_clock_120_seconds_off_is_accepted_either_way() -> None:
    for seconds in (120, -120):
        token = signed(claims(NOW + timedelta(seconds=seconds)))
        assert believed_id_token(token, keys=KEYS, expected=EXPECTED, now=NOW)


def test_a_right_at_hash_and_a_named_party_among_two_are_believed() -> None:
    expected = Expected(ISSUER, CLIENT, frozenset({"RS256"}), NONCE, access_token="the access token")
    told = claims(at_hash=half_hash("the access token"), aud=[CLIENT, "api"], azp=CLIENT)
    assert believed_id_token(signed(told), keys=KEYS, expected=expected, now=NOW)


def test_a_single_fitting_key_serves_without_a_kid() -> None:
    alone = KeySet([RSA, EC])
    assert believed_id_token(signed(claims(), kid=None), keys=alone, expected=EXPECTED, now=NOW)
    two = KeySet([RSA, FOREIGN])
    assert refusal(signed(claims(), kid=None), keys=two) == "unknown_kid"


def logout(**other: Any) -> dict[str, Any]:
    return claims(nonce=None, jti="one", events={LOGOUT_EVENT: {}}, **other)


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        (signed(claims()), "events"),
        (signed(logout() | {"nonce": NONCE}), "nonce"),
        (signed({name: value for name, value in logout().items() if name != "jti"}), "jti"),
        (signed(logout(sub=None)), "sub"),
        (signed(logout(), key=FOREIGN), "signature"),
        (signed(logout(aud="another-client")), "aud"),
        (signed(logout(iss="https://evil.example/")), "iss"),
        (signed(logout(iat=later(minutes=-30))), "iat"),
        (unsigned(logout()), "alg"),
    ],
)
def test_logout_tokens_that_are_not_believed(token: str, reason: str) -> None:
    with pytest.raises(Disbelieved) as doubt:
        believed_logout_token(token, keys=KEYS, expected=EXPECTED, now=NOW)
    assert doubt.value.reason == reason


def test_a_logout_token_is_believed_by_subject_or_session() -> None:
    for told in (logout(), logout(sub=None, sid="s1"), logout(exp=None)):
        token = signed(told, typ="logout+jwt")
        assert believed_logout_token(token, keys=KEYS, expected=EXPECTED, now=NOW)["jti"] == "one"
