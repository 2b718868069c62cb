"""From the code that a browser brought back to a proven person: the token endpoint, the ID token, userinfo."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from typing import Any, Final
from urllib.parse import quote

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey, import_key

from auth.providers.asking import Way, get_json, post_form
from auth.providers.directory import DIRECTORY
from auth.providers.rules import ClaimsFrom, Disbelieved, Expected, Proven, Standing, TokenAuth
from auth.providers.schemas import Provider
from auth.providers.tokens import Claims, believed_id_token
from foundation.database.clock import current_clock
from foundation.errors import Unavailable

ASSERTION: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTED_FOR: Final = timedelta(minutes=2)
MOST_GROUPS: Final = 500
LONGEST_TOKEN: Final = 16 * 1024
SERVER_REFUSES_US: Final = frozenset({"invalid_client", "unauthorized_client"})


async def person_proven(
    provider: Provider, *, secret: str, code: str, verifier: str, redirect_uri: str, expected: Expected, way: Way
) -> Proven:
    """Who the code stands for. Raises `Disbelieved`, and `Unavailable` where the provider does not answer."""
    grant = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri, "code_verifier": verifier}
    tokens = await _tokens(provider, secret, grant, way)
    access_token = tokens.get("access_token")
    expected = replace(expected, access_token=access_token if isinstance(access_token, str) else None)

    def believe(keys: KeySet) -> Claims:
        return believed_id_token(tokens.get("id_token"), keys=keys, expected=expected, now=current_clock().now())

    claims = await DIRECTORY.with_keys(provider.issuer, way, believe)
    told = claims
    if provider.claims_from == ClaimsFrom.USERINFO:
        told = await _userinfo(provider, access_token, claims["sub"], way)
    return Proven(
        subject=claims["sub"], at=_authenticated_at(claims), session=_session(claims),
        groups=_groups(told, provider.groups_claim), standing=_standing(tokens, Standing()),
    )  # fmt: skip


async def asked_again(provider: Provider, *, secret: str, subject: str, standing: Standing, way: Way) -> Proven:
    """What the provider says by now of somebody who came through it: by userinfo, or by a fresh ID token.

    Raises `Disbelieved` where it gives nothing for them any more (OpenID Connect Core, section 12), `Unavailable`.
    """
    claims: Claims = {"sub": subject}
    if standing.refresh_token:
        tokens = await _tokens(
            provider, secret, {"grant_type": "refresh_token", "refresh_token": standing.refresh_token}, way
        )
        standing = _standing(tokens, standing)
        claims = await _refreshed_claims(provider, tokens, way)
    told = claims
    if provider.claims_from == ClaimsFrom.USERINFO:
        told = await _userinfo(provider, standing.access_token, subject, way)
    if told.get("sub") != subject:
        raise Disbelieved("another_person")
    return Proven(subject, None, None, _groups(told, provider.groups_claim), standing)


async def _refreshed_claims(provider: Provider, tokens: Mapping[str, Any], way: Way) -> Claims:
    if provider.claims_from == ClaimsFrom.USERINFO:
        return {}
    expected = Expected(provider.issuer, provider.client_id, frozenset(provider.algorithms), nonce=None,
                        access_token=_text(tokens, "access_token"))  # fmt: skip
    return await DIRECTORY.with_keys(
        provider.issuer, way,
        lambda keys: believed_id_token(tokens.get("id_token"), keys=keys, expected=expected, now=current_clock().now()),
    )  # fmt: skip


def _standing(tokens: Mapping[str, Any], before: Standing) -> Standing:
    return Standing(_text(tokens, "access_token"), _text(tokens, "refresh_token") or before.refresh_token)


def _text(tokens: Mapping[str, Any], name: str) -> str:
    found = tokens.get(name)
    return found if isinstance(found, str) and found.isascii() and len(found) <= LONGEST_TOKEN else ""


def usable_key(pem: str) -> bool:
    """Whether this is a private key we can sign with."""
    try:
        return _private_key(pem).is_private
    except (JoseError, ValueError, TypeError):
        return False


async def _tokens(provider: Provider, secret: str, grant: dict[str, str], way: Way) -> Mapping[str, Any]:
    endpoint = (await DIRECTORY.metadata(provider.issuer, way)).token
    fields, headers = proof_of_client(provider, secret, endpoint)
    answer = await post_form(way, endpoint, {**grant, **fields}, headers=headers)
    if answer.status == 200:
        return answer.content
    if answer.content.get("error") in SERVER_REFUSES_US:
        raise Disbelieved("client_refused")
    raise Disbelieved("code")


def proof_of_client(provider: Provider, secret: str, endpoint: str) -> tuple[dict[str, str], dict[str, str]]:
    """Fields and headers that prove who we are at the token endpoint (RFC 6749, 2.3.1; RFC 7523)."""
    if provider.token_auth == TokenAuth.BASIC:
        pair = f"{quote(provider.client_id, safe='')}:{quote(secret, safe='')}"
        return {}, {"authorization": f"Basic {b64encode(pair.encode()).decode()}"}
    if provider.token_auth == TokenAuth.POST:
        return {"client_id": provider.client_id, "client_secret": secret}, {}
    return {
        "client_id": provider.client_id,
        "client_assertion_type": ASSERTION,
        "client_assertion": _assertion(provider, secret, endpoint),
    }, {}


def _assertion(provider: Provider, pem: str, endpoint: str) -> str:
    try:
        key = _private_key(pem)
    except (JoseError, ValueError, TypeError) as error:
        raise Unavailable("認証の窓口の鍵が読めません。所属の管理者に知らせてください。") from error
    now = current_clock().now()
    claims = {
        "iss": provider.client_id, "sub": provider.client_id, "aud": endpoint, "jti": token_urlsafe(24),
        "iat": int(now.timestamp()), "exp": int((now + ASSERTED_FOR).timestamp()),
    }  # fmt: skip
    algorithm = {"RSA": "RS256", "EC": "ES256", "OKP": "EdDSA"}[key.key_type]
    return jwt.encode({"alg": algorithm, "kid": key.thumbprint()}, claims, key, algorithms=[algorithm])


def _private_key(pem: str) -> RSAKey | ECKey | OKPKey:
    for kind in ("RSA", "EC", "OKP"):
        try:
            key = import_key(pem, kind)
        except (JoseError, ValueError, TypeError):
            continue
        if isinstance(key, RSAKey | ECKey | OKPKey):
            return key
    raise ValueError("no key of a known kind")


async def _userinfo(provider: Provider, access_token: object, subject: str, way: Way) -> Mapping[str, Any]:
    """What userinfo tells; it has to speak of the same subject (OpenID Connect Core, section 5.3.2)."""
    address = (await DIRECTORY.metadata(provider.issuer, way)).userinfo
    if not address or not isinstance(access_token, str) or not access_token.isascii():
        raise Disbelieved("userinfo")
    told = await get_json(way, address, bearer=access_token)
    if told.get("sub") != subject:
        raise Disbelieved("userinfo_sub")
    return told


def _authenticated_at(claims: Claims) -> datetime | None:
    told = claims.get("auth_time")
    if isinstance(told, bool) or not isinstance(told, int | float):
        return None
    try:
        return datetime.fromtimestamp(told, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise Disbelieved("auth_time") from error


def _session(claims: Claims) -> str | None:
    told = claims.get("sid")
    return told if isinstance(told, str) and told.isprintable() else None


def _groups(told: Mapping[str, Any], claim: str) -> tuple[str, ...]:
    found = told.get(claim) if claim else None
    return tuple(one for one in found[:MOST_GROUPS] if isinstance(one, str)) if isinstance(found, list) else ()
