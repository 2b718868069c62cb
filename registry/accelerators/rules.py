"""The life of a registration (`domain.md`, Lifecycles), its default rules and its number.

The official outline is not public: the rules below are the default of `decisions.md` 22, shown as 未確認.
"""

from datetime import date
from typing import Final

from auth.permissions.lifecycle import Lifecycle, transition
from auth.permissions.rules import Right
from foundation.text.dates import add_months, fiscal_year
from foundation.text.wareki import era_year

LIFE: Final = Lifecycle(
    noun="登録",
    words={
        "candidate": "候補",
        "recommended": "推薦済み",
        "checked": "確認済み",
        "registered": "登録",
        "in_use": "名称を使用中",
        "suspended": "停止中",
        "struck_off": "抹消",
    },
    transitions=(
        transition("recommend", "candidate", "recommended", right=Right.RECOMMEND, label="国に推薦する"),
        transition("check", "recommended", "checked", right=Right.REGISTER, label="推薦を確認する"),
        transition("register", "checked", "registered", right=Right.REGISTER, label="登録する"),
        transition("use_name", "registered", "in_use", right=Right.REGISTER, label="名称の使用を始める"),
        transition("suspend", "registered in_use", "suspended", right=Right.REGISTER, label="停止する",
                   needs_reason=True),
        transition("resume", "suspended", "registered", right=Right.REGISTER, label="停止を解く"),
        transition("strike_off", "registered in_use suspended", "struck_off", right=Right.REGISTER, label="抹消する",
                   needs_reason=True),
    ),
)  # fmt: skip

IN_FORCE: Final = ("registered", "in_use")
"""States that count toward the national target."""

TARGET: Final = 500
"""The national target of registrations (MIC, 自治体DXアクセラレータ)."""

RULES: Final = {
    "pool_member": "推薦の日に、人材プールに入っている",
    "recommendation": "都道府県などの推薦がある",
    "pledge": "本人の誓約がある",
    "name_consent": "名称を使うことに本人が同意している",
    "no_suspension": "停止中の登録がない",
}
FOUND_BY_POOL: Final = ("pool_member", "recommendation", "pledge", "name_consent")
"""Rules that the recommending body answers for; the ministry finds the rest."""

TERM_MONTHS: Final = 36
"""How long a registration lasts where nothing else is said; 未確認."""


def number_of(day: date, place: int) -> str:
    """`R8-0001`: the first registration of the fiscal year 令和8."""
    _, year = era_year(date(fiscal_year(day), 5, 1))
    return f"R{year}-{place:04}"


def usual_last_day(first: date) -> date:
    """The last day of a registration that begins on `first`."""
    return date.fromordinal(add_months(first, TERM_MONTHS).toordinal() - 1)
