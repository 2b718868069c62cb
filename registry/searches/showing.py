"""What a list shows: lines of cells, the same for the page, for CSV and for XLSX."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from foundation.text.dates import add_months, first_of_month, today_jst
from foundation.text.tabular import Cell
from foundation.text.wareki import day_with_weekday
from registry.members.rules import EXPERIENCE, MONTHS_SHOWN
from registry.members.schemas import CardSkill, PersonFound
from registry.needs.schemas import NeedFound
from registry.searches.rules import CHOICES, ListName, by_code

SKILLS_ON_PAGE: Final = 3
PEOPLE: Final = CHOICES[ListName.MEMBERS]
ROLE: Final = PEOPLE["role"].__getitem__
NEEDS: Final = CHOICES[ListName.NEEDS]
BANDS: Final = {code: words.removeprefix("経験 ") for code, words in by_code(EXPERIENCE).items()}


class Column(Struct, frozen=True):
    """A column's heading; `number`: its cells are numbers; `spoken`: words for readers only, after the heading."""

    words: str
    number: bool = False
    spoken: str = ""


class Line(Struct, frozen=True):
    """A row: its address, its title, the cells after it."""

    href: str
    title: str
    cells: list[Cell]


class Lines(Struct, frozen=True):
    """A list as it is shown."""

    columns: list[Column]
    rows: list[Line]

    @property
    def numbers(self) -> list[bool]:
        """Of each cell after the title, whether its column holds numbers."""
        return [column.number for column in self.columns[1:]]

    def table(self) -> tuple[list[str], list[list[Cell]]]:
        """Headings and rows for a file."""
        return [column.words for column in self.columns], [[row.title, *row.cells] for row in self.rows]


def people_lines(people: Sequence[PersonFound], *, today: date, named: bool, whole: bool = False) -> Lines:
    """People as a table: by name for their pool, else the card. `whole`: every skill, for a file."""
    first = first_of_month(today)
    months = [add_months(first, n) for n in range(MONTHS_SHOWN)]
    columns = [Column("氏名" if named else "人材"), Column("役割"), Column("できること")]
    columns += [] if named else [Column("経験"), Column("都道府県"), Column("場所")]
    columns += [Column(f"{month.month}月", number=True, spoken="の残り日数") for month in months]
    columns += [Column("状態")] if named else []
    return Lines(columns, [_person(row, months, named=named, whole=whole) for row in people])


def need_lines(needs: Sequence[NeedFound], *, with_towns: bool) -> Lines:
    """Needs as a table."""
    columns = [Column("相談"), *([Column("市区町村")] if with_towns else []), Column("何のこと"), Column("いつまでに"),
               Column("役割"), Column("月の日数", number=True), Column("状態"), Column("動いた日")]  # fmt: skip
    return Lines(columns, [_need(row, with_towns=with_towns) for row in needs])


def _person(row: PersonFound, months: Sequence[date], *, named: bool, whole: bool) -> Line:
    card = row.card
    cells: list[Cell] = ["、".join(map(ROLE, card.roles)) or "—", _skills(card.skills, whole=whole)]
    if not named:
        places = [words for code, words in PEOPLE["place"].items() if getattr(card, code)]
        cells += [BANDS.get(card.experience_band or "", "—"), card.prefecture or "—", "・".join(places) or "—"]
    left = card.remaining
    cells += [left[month] / 2 if month in left else None for month in months]
    if named:
        cells.append(PEOPLE["state"][row.state])
    return Line(f"/members/{card.id}", row.name or f"カード {str(card.id)[-6:]}", cells)


def _skills(held: Sequence[CardSkill], *, whole: bool) -> str:
    shown = held if whole else held[:SKILLS_ON_PAGE]
    names = "、".join(f"{skill.name} {skill.level}" if skill.level else f"{skill.name}（未確認）" for skill in shown)
    return names + (f" ほか{len(held) - len(shown)}" if len(held) > len(shown) else "") or "—"


def _state(row: NeedFound) -> str:
    agreed = row.agreed_from
    return f"決まりました・{day_with_weekday(agreed)}から" if agreed else NEEDS["state"][row.state]


def _need(row: NeedFound, *, with_towns: bool) -> Line:
    days = row.half_days or row.wished_half_days
    cells: list[Cell] = [row.municipality_name] if with_towns else []
    cells += [
        "、".join(NEEDS["theme"][theme] for theme in row.themes) or "—",
        NEEDS["urgency"][row.urgency] if row.urgency else "—",
        NEEDS["role"][row.role] if row.role else "—",
        days / 2 if days else None, _state(row), today_jst(row.changed_at),
    ]  # fmt: skip
    draft = "/edit" if row.state == "draft" else ""
    return Line(f"/needs/{row.id}{draft}", row.title or "（まだ書いていません）", cells)
