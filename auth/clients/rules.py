"""What a client may be given, how long what it gets lasts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from auth.permissions.rules import RIGHTS_OF_BODY, RIGHTS_OF_ROLE, Right

TOKEN_LASTS: Final = timedelta(minutes=10)
KEY_LASTS: Final = timedelta(days=30)
"""So long a key signs; the one before it stays published."""
OVERLAPS: Final = {0: "すぐに使えなくする", 24: "1日のあいだ、両方使える", 168: "1週間のあいだ、両方使える"}
"""Hours that the old secret works beside a new one."""
USUAL_CALLS: Final = 60
TOKENS_AT_MOST: Final = 60
"""That one client may ask for from one address within a quarter of an hour: others do not lock it out."""
SCOPES: Final = tuple(sorted(RIGHTS_OF_ROLE["client"] - {Right.OPEN}, key=list(Right).index))
"""The rights that a client may hold: a scope is a right, and opens what its policy rows say."""


def scopes_of(kind: str) -> list[Right]:
    """The scopes that a body of this kind has to give."""
    return [right for right in SCOPES if right in RIGHTS_OF_BODY[kind]]


def seconds_left(now: datetime) -> int:
    """Until the minute that is counted ends."""
    return 60 - now.second


def granted(asked: str | None, scopes: Sequence[str]) -> str:
    """The scopes of a token: those asked for, with spaces between, that the client holds; without a question all."""
    wanted = set(asked.split()) if asked else set(scopes)
    return " ".join(scope for scope in scopes if scope in wanted)
