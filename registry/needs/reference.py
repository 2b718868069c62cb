"""What the product ships about needs: the questions of a hearing, other schemes, the year's budgets.

Dated facts (`decisions.md` 4): a change is a new row, and what was written under the old one is read by it for ever.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the hearing's template, with its hint."""

    code: str
    start: date
    end: date | None
    words: str
    hint: str


CONFIRMED: Final = {"yes": "確認済み", "partly": "一部は未確認", "no": "未確認"}


@dataclass(frozen=True, slots=True)
class Scheme:
    """Another scheme a need may be referred to, as it stands from `start` on. `confirmed`: yes, partly or no."""

    code: str
    start: date
    end: date | None
    name: str
    run_by: str
    conditions: str
    link: str
    source: str
    confirmed: str

    @property
    def confirmed_words(self) -> str:
        """Whether the conditions were checked against their source."""
        return CONFIRMED[self.confirmed]


@dataclass(frozen=True, slots=True)
class Budget:
    """One of the year's budgets: by which month it is asked for, decided and spent from; 1 to 12."""

    code: str
    name: str
    request_month: int
    assembly_month: int
    spend_month: int
    source: str


def questions_on(day: date) -> tuple[Question, ...]:
    """The template in force on a day, in its order."""
    return tuple(row for row in _questions() if row.start <= day and (row.end is None or day < row.end))


def question_words() -> Mapping[str, str]:
    """Code -> words of every question that was ever asked, the latest wording last."""
    return {row.code: row.words for row in _questions()}


def schemes_on(day: date) -> tuple[Scheme, ...]:
    """The schemes known on a day, in their order."""
    return tuple(row for row in _schemes() if row.start <= day and (row.end is None or day < row.end))


def scheme_on(code: str, day: date) -> Scheme | None:
    """A scheme as it stood on a day, None where it did not."""
    return next((row for row in schemes_on(day) if row.code == code), None)


@cache
def budgets() -> tuple[Budget, ...]:
    """The four budgets of a fiscal year."""
    return tuple(
        Budget(row["code"], row["name"], int(row["request_month"]), int(row["assembly_month"]),
               int(row["spend_month"]), row["source"])
        for row in _rows("budget_calendar.csv")
    )  # fmt: skip


@cache
def _questions() -> tuple[Question, ...]:
    return tuple(
        Question(row["code"], date.fromisoformat(row["from"]), _end(row), row["words"], row["hint"])
        for row in _rows("hearing_questions.csv")
    )


@cache
def _schemes() -> tuple[Scheme, ...]:
    return tuple(
        Scheme(row["code"], date.fromisoformat(row["from"]), _end(row), row["name"], row["run_by"], row["conditions"],
               row["link"], row["source"], row["confirmed"])
        for row in _rows("schemes.csv")
    )  # fmt: skip


def _end(row: Mapping[str, str]) -> date | None:
    return date.fromisoformat(row["until"]) if row["until"] else None


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("registry.needs").joinpath("reference", name).read_text("utf-8")
    return iter(list(csv.DictReader(text.splitlines())))
