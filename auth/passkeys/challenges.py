"""A challenge on its way to a browser's authenticator and back: encrypted, for one aim, for five minutes."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import msgspec

from auth.passkeys.rules import LASTS, Doubted
from foundation.database.clock import current_clock
from foundation.vault.box import VAULT, NotOurs

PURPOSE: Final = "passkey challenge"
CHALLENGE_BYTES: Final = 32
Aim = Literal["add", "enter"]


class Challenge(msgspec.Struct, frozen=True):
    """What has to be signed, and what for. `account`: only its passkeys will do; None: anybody's."""

    value: bytes
    aim: Aim
    account: UUID | None
    at: datetime


def new_challenge(*, aim: Aim, account: UUID | None) -> Challenge:
    """A challenge that nobody can guess."""
    return Challenge(secrets.token_bytes(CHALLENGE_BYTES), aim, account, current_clock().now())


def ticket_of(challenge: Challenge) -> str:
    """The challenge as the browser carries it."""
    return urlsafe_b64encode(VAULT.keep(msgspec.json.encode(challenge), purpose=PURPOSE)).decode()


def challenge_of(ticket: str, *, aim: Aim) -> Challenge:
    """The challenge again. Raises `Doubted` where it is not ours, too old, or for something else."""
    try:
        kept = VAULT.read(urlsafe_b64decode(ticket.encode()), purpose=PURPOSE)
        found = msgspec.json.decode(kept, type=Challenge)
    except (NotOurs, msgspec.DecodeError, ValueError) as error:
        raise Doubted("challenge_foreign") from error
    if current_clock().now() - found.at > LASTS:
        raise Doubted("challenge_old")
    if found.aim != aim:
        raise Doubted("challenge_for_another_aim")
    return found
