"""The words to build from, shipped as CSV: duties with dates of effect and source, the usual words of each role."""

import csv
import functools
from datetime import date
from importlib.resources import files
from typing import Final

from msgspec import Struct

FOR_EVER: Final = date.max


class Duty(Struct, frozen=True):
    """A duty of the vocabulary, in force from `start` until the day before `until`."""

    code: str
    name: str
    gloss: str
    roles: tuple[str, ...]
    start: date
    until: date
    source: str


class Template(Struct, frozen=True):
    """What a job description of a role usually says; lists are one item a line."""

    role: str
    title: str
    duties: tuple[str, ...]
    goals: str
    authority: str
    reports_to: str


@functools.cache
def _all_duties() -> tuple[Duty, ...]:
    return tuple(
        Duty(row["code"], row["name"], row["gloss"], tuple(row["roles"].split()), date.fromisoformat(row["from"]),
             date.fromisoformat(row["until"]) if row["until"] else FOR_EVER, row["source"])
        for row in _rows("duties.csv")
    )  # fmt: skip


def duties_in_force(*, on: date) -> dict[str, Duty]:
    """Code -> duty, for a day."""
    return {duty.code: duty for duty in _all_duties() if duty.start <= on < duty.until}


@functools.cache
def templates() -> dict[str, Template]:
    """Role -> what its job description usually says."""
    return {
        row["role"]: Template(
            row["role"], row["title"], tuple(row["duties"].split()), row["goals"].replace("|", "\n"),
            row["authority"].replace("|", "\n"), row["reports_to"],
        )
        for row in _rows("templates.csv")
    }  # fmt: skip


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files(__name__).joinpath(name).read_text(encoding="utf-8").splitlines()))
