"""The same request twice has one effect (`decisions.md` 15).

The key is kept by account, with a hash of the request and the id and version of what came of it, in the transaction
that did the work. A replay updates `seen_at`: a replay that writes nothing could acknowledge a commit that a failover
then loses.
"""

import hashlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from foundation.database.context import Context
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import RuleBroken

KEY = re.compile(r"[!-~]{1,200}")
OTHER_REQUEST = "同じ番号の別の送信がすでに届いています。何も変えていません。画面を開き直してから送ってください。"

CLAIM = """
insert into idempotency_key (account, key, verb, request, seen_at) values ($1, $2, $3, $4, $5)
on conflict (account, key) do update set seen_at = excluded.seen_at
returning verb, request, result, version, (xmax = 0) as fresh
"""


@dataclass(frozen=True, slots=True)
class Done:
    """What an operation made or changed: its id and, where it has one, its version."""

    id: UUID
    version: int = 1


@dataclass(frozen=True, slots=True)
class Told:
    """Something with a secret that is told this once: empty where the same request had been answered before."""

    id: UUID
    secret: str


@dataclass(frozen=True, slots=True)
class Keyed:
    """A client's key and the request it stands for."""

    key: str
    verb: str
    body: bytes

    def __post_init__(self) -> None:
        """Refuse a key that could not be kept."""
        if not KEY.fullmatch(self.key):
            raise RuleBroken("送信の番号（Idempotency-Key）は、半角の英数字と記号で200文字までにしてください。")

    @property
    def request(self) -> bytes:
        """The request's sha256."""
        return hashlib.sha256(self.body).digest()


async def once(by: Context, keyed: Keyed | None, act: Callable[[], Awaitable[Done]]) -> Done:
    """Run `act` in one unit of work, or hand back what an earlier request with this key came to.

    Raises `RuleBroken` where the key was used for another request.
    """
    if keyed is None or by.account is None:
        return await act()
    async with unit_of_work(by) as work:
        earlier = await _claim(work, by.account, keyed)
        if earlier is not None:
            return earlier
        done = await act()
        await work.connection.execute(
            "update idempotency_key set result = $3, version = $4 where account = $1 and key = $2",
            by.account, keyed.key, done.id, done.version,
        )  # fmt: skip
        return done


async def told_once(by: Context, keyed: Keyed | None, act: Callable[[], Awaitable[Told]]) -> Told:
    """As `once`, for what hands out a secret: a replay names the thing and no secret."""
    told: list[Told] = []

    async def acted() -> Done:
        told.append(await act())
        return Done(told[0].id)

    done = await once(by, keyed, acted)
    return told[0] if told else Told(done.id, "")


async def _claim(work: Work, account: UUID, keyed: Keyed) -> Done | None:
    row = await work.connection.fetchrow(CLAIM, account, keyed.key, keyed.verb, keyed.request, work.now)
    assert row is not None
    if row["fresh"]:
        return None
    if (row["verb"], row["request"]) != (keyed.verb, keyed.request):
        raise RuleBroken(OTHER_REQUEST)
    return Done(row["result"], row["version"])
