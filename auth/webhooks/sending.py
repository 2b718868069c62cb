"""Sending one delivery: the name is looked up once, the address checked, and the connection made to that very address.

No redirect is followed and nothing of the answer is read but its status: whoever registers a webhook learns nothing of
this installation's own network.
"""

import asyncio
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import httpx

from auth.webhooks.rules import is_target, safe_address

SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Road:
    """How deliveries leave this installation. `to_this_machine` lets tests receive them here without TLS."""

    proxy: str = ""
    to_this_machine: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The receiver's status; None with one word where no answer came."""

    status: int | None
    failure: str = ""

    @property
    def delivered(self) -> bool:
        """Whether the receiver took it."""
        return self.status is not None and httpx.codes.is_success(self.status)


async def send(url: str, *, body: bytes, headers: Mapping[str, str], road: Road) -> Outcome:
    """Post the body. Never raises for what the other side does, or where it turns out to be."""
    if not is_target(url, to_this_machine=road.to_this_machine):
        return Outcome(None, "address")
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        async with asyncio.timeout(SECONDS):
            found = await _looked_up(host)
            address = safe_address(found, to_this_machine=road.to_this_machine)
            if address is None:
                return Outcome(None, "private_address")
            return Outcome(await _post(httpx.URL(url), address, body=body, headers=headers, road=road))
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError, UnicodeError) as error:
        return Outcome(None, type(error).__name__)


async def _looked_up(host: str) -> list[str]:
    rows = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(row[4][0]) for row in rows]


async def _post(url: httpx.URL, address: str, *, body: bytes, headers: Mapping[str, str], road: Road) -> int:
    """To the address, in the name of the host: its certificate is checked as if it had been asked by name."""
    named = {"host": url.netloc.decode("ascii"), "content-type": "application/json", **headers}
    client = httpx.AsyncClient(proxy=road.proxy or None, trust_env=False, follow_redirects=False, timeout=SECONDS)
    async with client, client.stream(
        "POST", url.copy_with(host=address), content=body, headers=named, extensions={"sni_hostname": url.host}
    ) as answer:  # fmt: skip
        return answer.status_code
