"""Asking a provider over the network: a few seconds, a bounded answer, no redirects, JSON or nothing.

Never called inside a unit of work: a slow provider would hold a connection of the database.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpx

from auth.providers.rules import Disbelieved, is_issuer
from foundation.errors import Unavailable

SECONDS: Final = 4
MOST_BYTES: Final = 256 * 1024
DOWN: Final = (
    "認証の窓口（IDプロバイダー）に届きませんでした。いまサインインしている人は、そのまま使えます。"
    "少し待ってから、もう一度お試しください。"
)


@dataclass(frozen=True, slots=True)
class Way:
    """How requests leave this installation. `plain_http` allows providers on this very machine without TLS."""

    proxy: str = ""
    plain_http: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A provider's answer: its status and its JSON object."""

    status: int
    content: Mapping[str, Any]


async def get_json(way: Way, address: str, *, bearer: str = "") -> Mapping[str, Any]:
    """The JSON object at an address. Raises `Unavailable`, and `Disbelieved` where it is none."""
    headers = {"authorization": f"Bearer {bearer}"} if bearer else {}
    answer = await _ask(way, "GET", address, headers=headers)
    if answer.status != httpx.codes.OK:
        raise Disbelieved("provider_answer")
    return answer.content


async def post_form(way: Way, address: str, fields: Mapping[str, str], *, headers: Mapping[str, str]) -> Answer:
    """Send a form; a refusal of the provider is an answer as well. Raises `Unavailable` and `Disbelieved`."""
    return await _ask(way, "POST", address, headers=headers, fields=fields)


def is_address(address: str, way: Way) -> bool:
    """Whether a provider may send us there: as an issuer, but with a query where it wants one."""
    before, _, query = address.partition("?")
    return is_issuer(before, plain_http=way.plain_http) and "#" not in query and query.isascii() and query.isprintable()


async def _ask(
    way: Way, method: str, address: str, *, headers: Mapping[str, str], fields: Mapping[str, str] | None = None
) -> Answer:
    if not is_address(address, way):
        raise Disbelieved("provider_address")
    try:
        async with asyncio.timeout(SECONDS):
            status, body = await _exchange(way, method, address, headers=headers, fields=fields)
    except (httpx.HTTPError, TimeoutError, OSError) as error:
        raise Unavailable(DOWN) from error
    except httpx.InvalidURL as error:
        raise Disbelieved("provider_address") from error
    if status >= httpx.codes.INTERNAL_SERVER_ERROR or status == httpx.codes.TOO_MANY_REQUESTS:
        raise Unavailable(DOWN)
    try:
        content = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Disbelieved("provider_answer") from error
    if not isinstance(content, dict):
        raise Disbelieved("provider_answer")
    return Answer(status, content)


async def _exchange(
    way: Way, method: str, address: str, *, headers: Mapping[str, str], fields: Mapping[str, str] | None
) -> tuple[int, bytes]:
    client = httpx.AsyncClient(proxy=way.proxy or None, trust_env=False, follow_redirects=False, timeout=SECONDS)
    given = {"accept": "application/json", "accept-encoding": "identity", **headers}
    async with client, client.stream(method, address, headers=given, data=fields) as answer:
        body = bytearray()
        async for part in answer.aiter_raw():
            body += part
            if len(body) > MOST_BYTES:
                raise Disbelieved("provider_answer")
        return answer.status_code, bytes(body)
