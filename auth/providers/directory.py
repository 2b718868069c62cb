"""What providers publish about themselves, asked once in a while: addresses for an hour, keys for minutes.

An unknown key is asked after at most once a minute: whoever sends tokens with invented keys makes no traffic.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from joserfc.errors import JoseError
from joserfc.jwk import KeySet, import_key

from auth.providers.asking import Way, get_json, is_address
from auth.providers.rules import Disbelieved, UnknownKey
from foundation.database.clock import current_clock

ADDRESSES_FOR: Final = timedelta(hours=1)
KEYS_EVERY: Final = timedelta(minutes=1)
KEYS_FOR: Final = timedelta(minutes=5)
"""So soon a key that the provider has withdrawn is worthless here."""
MOST_KEYS: Final = 50
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What we use of a provider's discovery document (OpenID Connect Discovery 1.0, section 3; RFC 9207)."""

    authorization: str
    token: str
    keys: str
    userinfo: str
    names_issuer: bool
    end_session: str


@dataclass(slots=True)
class _Known:
    value: Any
    at: datetime


class Directory:
    """The addresses and keys of providers by issuer; one for the process."""

    def __init__(self) -> None:
        self._metadata: dict[str, _Known] = {}
        self._keys: dict[str, _Known] = {}

    def forget(self, issuer: str) -> None:
        """Ask anew the next time: a provider was changed, or is another one at the same address."""
        self._metadata.pop(issuer, None)
        self._keys.pop(issuer, None)

    async def metadata(self, issuer: str, way: Way) -> Metadata:
        """The provider's addresses. Raises `Unavailable`; `Disbelieved` where the document names another issuer."""
        known = self._metadata.get(issuer)
        if known is None or current_clock().now() - known.at > ADDRESSES_FOR:
            document = await get_json(way, f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            known = self._metadata[issuer] = _Known(_read(document, issuer, way), current_clock().now())
        found: Metadata = known.value
        return found

    async def with_keys(self, issuer: str, way: Way, believe: Callable[[KeySet], Result]) -> Result:
        """What `believe` makes of the provider's keys; asked again with fresh ones where a key was unknown to it."""
        try:
            return believe(await self._keys_of(issuer, way, no_older=KEYS_FOR))
        except UnknownKey:
            return believe(await self._keys_of(issuer, way, no_older=KEYS_EVERY))

    async def _keys_of(self, issuer: str, way: Way, *, no_older: timedelta) -> KeySet:
        known = self._keys.get(issuer)
        if known is None or current_clock().now() - known.at > no_older:
            document = await get_json(way, (await self.metadata(issuer, way)).keys)
            known = self._keys[issuer] = _Known(_key_set(document), current_clock().now())
        found: KeySet = known.value
        return found


DIRECTORY: Final = Directory()


def _read(document: Mapping[str, Any], issuer: str, way: Way) -> Metadata:
    if document.get("issuer") != issuer:
        raise Disbelieved("discovery_issuer")

    def address(name: str, *, needed: bool = True) -> str:
        found = document.get(name, "")
        if not isinstance(found, str) or not (is_address(found, way) or (not found and not needed)):
            raise Disbelieved("provider_address")
        return found

    return Metadata(
        authorization=address("authorization_endpoint"), token=address("token_endpoint"), keys=address("jwks_uri"),
        userinfo=address("userinfo_endpoint", needed=False),
        names_issuer=document.get("authorization_response_iss_parameter_supported") is True,
        end_session=address("end_session_endpoint", needed=False),
    )  # fmt: skip


def _key_set(document: Mapping[str, Any]) -> KeySet:
    """The keys that can be read; a provider may publish others beside them."""
    told = document.get("keys")
    if not isinstance(told, list):
        raise Disbelieved("provider_answer")
    keys = []
    for one in told[:MOST_KEYS]:
        try:
            keys.append(import_key(one))
        except (JoseError, ValueError, TypeError, KeyError, AttributeError):
            continue
    return KeySet(keys)
