"""The catalogue, and each published number, as they leave this noun."""

from datetime import date, datetime

from msgspec import Struct


class Published(Struct, frozen=True):
    """The content of a data set that stands: since which day, its hash, how many rows."""

    name: str
    ending: str
    day: date
    sha256: str
    rows: int
    made_at: datetime


class Entry(Struct, frozen=True):
    """A data set in the catalogue. `files`: the latest content by ending; empty before the first night."""

    name: str
    title: str
    about: str
    source: str
    licence: str
    files: list[Published]


class Number(Struct, frozen=True):
    """One published number: what it counts, of which day, its value (None: withheld) and the hash to replay it by."""

    figure: str
    name: str
    unit: str
    dimension: str
    day: date
    value: int | None
    definition: str
    hash: str
