"""What comes in when a password was forgotten."""

from msgspec import Struct
from pydantic import BaseModel

from foundation.text.text_type import Line


class Forgotten(BaseModel):
    """Whose password was forgotten: the name that they sign in with."""

    login: Line


class Resetting(Struct, frozen=True):
    """Whose password a link sets."""

    login: str
