"""What a person reads when a constraint of the database refuses a write.

A noun names its constraints and their sentences once, in its `tables.py`; `app.py` hands them all to `declare`.
"""

import logging
from collections.abc import Mapping

import asyncpg

from foundation.errors import Conflict, NotAllowed, Refusal, RuleBroken, Unavailable

logger = logging.getLogger(__name__)

_sentences: dict[str, str] = {}

UNREAD = "読み取れない値がありました。何も保存していません。入力を確かめてください。"
GENERAL = "同じ内容がすでにあるか、ほかの記録と食い違うため、保存しませんでした。画面を開き直して確かめてください。"

UNREADABLE = (asyncpg.InvalidTextRepresentationError, asyncpg.DatetimeFieldOverflowError,
              asyncpg.InvalidDatetimeFormatError, asyncpg.NumericValueOutOfRangeError)  # fmt: skip

UNSENDABLE = (OverflowError, UnicodeEncodeError)
"""Why the driver refused an argument itself: a number of 20 digits, half a character. Any other reason is ours."""


def declare(sentences: Mapping[str, str]) -> None:
    """Add a noun's sentences: constraint name -> what the person reads."""
    _sentences.update(sentences)


def refusal_for(error: asyncpg.PostgresError) -> Refusal | None:
    """The refusal a person should see, or None where the error is ours."""
    if isinstance(error, asyncpg.RaiseError):
        return Conflict(error.message)
    if isinstance(error, asyncpg.IntegrityConstraintViolationError):
        return Conflict(_sentences.get(error.constraint_name or "", GENERAL))
    if isinstance(error, asyncpg.InsufficientPrivilegeError):
        logger.warning("row security or a privilege refused a write that the application had allowed")
        return NotAllowed("この記録は変えられません。何も保存していません。画面を開き直して確かめてください。")
    if isinstance(error, asyncpg.CharacterNotInRepertoireError | asyncpg.UntranslatableCharacterError):
        return RuleBroken("使えない文字が含まれています。何も保存していません。消してから、もう一度送ってください。")
    if isinstance(error, UNREADABLE) or isinstance(error.__cause__, UNSENDABLE):
        return RuleBroken(UNREAD)
    if isinstance(error, asyncpg.DeadlockDetectedError | asyncpg.SerializationError):
        return Conflict("ほかの人の操作とぶつかったため、保存しませんでした。もう一度、同じ操作をしてください。")
    if isinstance(error, asyncpg.QueryCanceledError | asyncpg.LockNotAvailableError | asyncpg.DiskFullError):
        return Unavailable("処理に時間がかかりすぎたため、何も保存せずにやめました。しばらくしてからお試しください。")
    return None
