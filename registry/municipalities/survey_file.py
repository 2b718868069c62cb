"""The Digital Agency's dashboard file: a row per indicator, a column per municipality, no codes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from foundation.text.search import search_key
from foundation.text.tabular import Table, TableUnreadable
from foundation.text.text_type import digits
from registry.municipalities.reference import Municipality

_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,4})?")
_LEADING_COLUMNS = 2


class Answer(StrEnum):
    """What a municipality answered. A municipality not surveyed is never counted as one that does not."""

    YES = "yes"
    NO = "no"
    NOT_SURVEYED = "not_surveyed"
    NO_ANSWER = "no_answer"


_ANSWERS = {
    "実施": Answer.YES,
    "未実施": Answer.NO,
    "調査無し": Answer.NOT_SURVEYED,
    "調査なし": Answer.NOT_SURVEYED,
    "無回答": Answer.NO_ANSWER,
}


@dataclass(frozen=True)
class Indicator:
    """One row of the file. A municipality (by code6) has either an answer or a number.

    `percent` says that the numbers are percentages (72 for 72 %); otherwise they are counts.
    """

    area: str
    name: str
    answers: Mapping[str, Answer]
    numbers: Mapping[str, Decimal]
    percent: bool

    def count(self, answer: Answer) -> int:
        return sum(given is answer for given in self.answers.values())

    @property
    def surveyed(self) -> int:
        """The denominator of this indicator: municipalities that the survey asked."""
        return len(self.answers) - self.count(Answer.NOT_SURVEYED)

    @property
    def share_of_yes(self) -> Decimal | None:
        """Percent of the surveyed municipalities, to one decimal, halves up; None where none was surveyed."""
        if not self.surveyed:
            return None
        share = Decimal(100 * self.count(Answer.YES)) / self.surveyed
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class BrokenCell:
    """A value that is not imported."""

    row_number: int
    code6: str
    name: str
    reason: str


@dataclass(frozen=True)
class SurveyFile:
    indicators: tuple[Indicator, ...]
    broken: tuple[BrokenCell, ...]


def read_survey(table: Table, *, municipalities: Sequence[Municipality]) -> SurveyFile:
    """Read every indicator; `municipalities` in code order, as the file's columns stand.

    Names repeat (two 府中市), so a column is known by its place only: unless every column carries the name
    expected there, nothing is read and TableUnreadable names the first that departs. Variant characters are
    the same name (檮原町, 梼原町).
    """
    _check_columns(table.header[_LEADING_COLUMNS:], municipalities)
    broken: list[BrokenCell] = []
    indicators = []
    for row_number, cells in table.numbered_rows():
        values = dict(zip(municipalities, cells[_LEADING_COLUMNS:], strict=False))
        indicators.append(_indicator(cells[0].strip(), cells[1].strip(), values))
        broken += [
            BrokenCell(row_number, town.code6, town.name, f"値「{value}」を読み取れません。")
            for town, value in values.items()
            if _answer(value) is None and _number(value) is None
        ]
    return SurveyFile(indicators=tuple(indicators), broken=tuple(broken))


def _check_columns(names: Sequence[str], municipalities: Sequence[Municipality]) -> None:
    for place, (name, town) in enumerate(zip(names, municipalities, strict=False), start=_LEADING_COLUMNS + 1):
        if search_key(name) != search_key(town.name):
            raise TableUnreadable(
                f"{place}列目の見出しは「{name}」ですが、団体コード順では「{town.name}」（{town.code6}）のはずです。"
                "市区町村の列を団体コード順に並べ直してください。"
            )
    if len(names) != len(municipalities):
        raise TableUnreadable(
            f"市区町村の列が{len(names):,}あります。{len(municipalities):,}団体すべての列が必要です。"
        )


def _indicator(area: str, name: str, values: Mapping[Municipality, str]) -> Indicator:
    answers = {town.code6: answer for town, value in values.items() if (answer := _answer(value)) is not None}
    numbers = {town.code6: number for town, value in values.items() if (number := _number(value)) is not None}
    percent = any(_is_percent(value) for value in values.values())
    return Indicator(area=area, name=name, answers=answers, numbers=numbers, percent=percent)


def _answer(value: str) -> Answer | None:
    return _ANSWERS.get(value.strip())


def _number(value: str) -> Decimal | None:
    typed = digits(value).replace("％", "%").strip().removesuffix("%")
    return Decimal(typed) if _NUMBER.fullmatch(typed) else None


def _is_percent(value: str) -> bool:
    return value.strip().endswith(("%", "％"))
