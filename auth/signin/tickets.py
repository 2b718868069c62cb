"""Between a right password and the code that follows: who it is, encrypted, for five minutes."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from foundation.database.clock import current_clock
from foundation.errors import RuleBroken
from foundation.vault.box import VAULT, NotOurs

LASTS: Final = timedelta(minutes=5)
PURPOSE: Final = "second step"
OLD: Final = "時間がたったため、はじめからサインインし直してください。"


class _Ticket(msgspec.Struct, frozen=True):
    account: UUID
    at: datetime


def ticket_for(account: UUID) -> str:
    """A ticket for somebody whose password was right."""
    ticket = _Ticket(account, current_clock().now())
    return urlsafe_b64encode(VAULT.keep(msgspec.json.encode(ticket), purpose=PURPOSE)).decode()


def account_of(ticket: str) -> UUID:
    """Whose it is. Raises `RuleBroken` where it is not ours or too old."""
    try:
        kept = VAULT.read(urlsafe_b64decode(ticket.encode()), purpose=PURPOSE)
        found = msgspec.json.decode(kept, type=_Ticket)
    except (NotOurs, msgspec.DecodeError, ValueError) as error:
        raise RuleBroken(OLD) from error
    if current_clock().now() - found.at > LASTS:
        raise RuleBroken(OLD)
    return found.account
