"""The 44 kinds of systems bought jointly and how many prefectures do (Cabinet Secretariat, February 2024)."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

SOURCE: Final = "内閣官房「自治体の情報システムの共同調達に関する調査」（2024年2月）"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of system; `prefectures`: how many bought it jointly when they were asked."""

    number: int
    name: str
    prefectures: int


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind, in the survey's order."""
    text = files("registry.joint_procurements").joinpath("reference", "types.csv").read_text("utf-8")
    return tuple(
        Kind(int(row["no"]), row["system_type"], int(row["prefectures"])) for row in csv.DictReader(text.splitlines())
    )


def kind_called(number: int) -> str:
    """The name of a kind."""
    return next(kind.name for kind in kinds() if kind.number == number)
