"""How the engine's numbers and codes read in Japanese."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from foundation.text.wareki import wareki_year
from matching.fit.facts import Month, Role

ROLE_NAMES = {
    Role.PRODUCER: "プロデューサー",
    Role.PROJECT_MANAGER: "プロジェクトマネージャー",
    Role.SERVICE_DESIGNER: "サービスデザイナー",
    Role.ENGINEER: "エンジニア",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Names of what the facts hold only as ids and codes; an id without a name is shown in general words."""

    skills: Mapping[UUID, str] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)

    def skill(self, skill: UUID) -> str:
        """The skill's Japanese name."""
        return self.skills.get(skill, "スキル")

    def form_list(self, forms: frozenset[str]) -> str:
        """Names of forms of appointment, in code order."""
        return "・".join(self.forms.get(form, form) for form in sorted(forms))


def in_days(tenths: int) -> str:
    """24 -> 「2.4日」, 20 -> 「2日」."""
    whole, tenth = divmod(tenths, 10)
    return f"{whole}.{tenth}日" if tenth else f"{whole}日"


def in_months(months: Sequence[Month]) -> str:
    """((2027, 2), (2027, 3)) -> 「2月・3月」; the year is said only when there are several."""
    several = len({year for year, _ in months}) > 1
    return "・".join(f"{_year(year, month)}{month}月" if several else f"{month}月" for year, month in months)


def span_words(months: Sequence[Month]) -> str:
    """Months that follow each other: December to February 「12月〜翌2月」, to a later year 「12月〜令和10年3月」."""
    (first_year, first), (last_year, last) = months[0], months[-1]
    if len(months) == 1:
        return f"{first}月"
    later = {0: "", 1: "翌"}.get(last_year - first_year, _year(last_year, last))
    return f"{first}月〜{later}{last}月"


def _year(year: int, month: int) -> str:
    return wareki_year(date(year, month, 1))
