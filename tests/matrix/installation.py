"""The installation that the matrix asks: its secret, and a real key and real badges of it. Of text at random, checking
a badge would only ever say that it cannot be read."""

from datetime import date
from functools import cache
from typing import Final

from joserfc.jwk import RSAKey
from msgspec.json import encode
from pydantic import SecretStr

from foundation.vault.box import Vault
from registry.municipalities.loading import MINISTRY
from settings import Settings
from tests.matrix.families import Family
from training.credentials.badge import Achievement, Issuer, credential_of, key_address, sign
from training.credentials.keyring import key_purpose

SETTINGS: Final = Settings(secret=SecretStr("only for tests"))


@cache
def signing() -> RSAKey:
    """The one key of every family."""
    return RSAKey.generate_key(2048)


def key_id(family: Family) -> str:
    """What the family's copy of the key is called."""
    return f"key_of_{family.name}"


def public_key(_: Family) -> str:
    """The published half."""
    return encode(signing().as_dict(private=False)).decode()


def kept_key(family: Family) -> bytes:
    """The private half, as the installation's vault keeps it."""
    vault = Vault()
    vault.open_with(SETTINGS.vault_keys())
    return vault.keep(encode(signing().as_dict(private=True)), purpose=key_purpose(key_id(family)))


def signed_badge(family: Family) -> str:
    """A badge that would show where its words leak."""
    words, base = family.canary("badge.signed.0"), SETTINGS.own_url
    achievement = Achievement(
        id=family.id("registration"), kind="registration", name=words, description=words, narrative=words,
        valid_from=date(2026, 4, 1), valid_until=None,
    )  # fmt: skip
    credential = credential_of(
        achievement, Issuer(base, MINISTRY, "国"), id=family.id("badge"), place=family.number, holder=words, salt="00",
    )  # fmt: skip
    return sign(credential, key=signing(), address=key_address(base, key_id(family)))
