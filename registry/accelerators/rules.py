"""The life of a registration (`domain.md`, Lifecycles), and its number.

What has to be so before a registration is in `reference.py`.
"""

import base64
import hashlib
import re
import unicodedata
from datetime import date
from typing import Final
from uuid import UUID

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
        transition("appoint", "registered", "in_use", right=Right.PROPOSE, label="任用により名称の使用を始める"),
        transition("suspend", "registered in_use", "suspended", right=Right.REGISTER, label="停止する",
                   needs_reason=True),
        transition("resume", "suspended", "registered", right=Right.REGISTER, label="停止を解く"),
        transition("renew", "registered", "registered", right=Right.REGISTER, label="更新する"),
        transition("renew", "in_use", "in_use", right=Right.REGISTER, label="更新する"),
        transition("strike_off", "registered in_use suspended", "struck_off", right=Right.REGISTER, label="抹消する",
                   needs_reason=True),
    ),
)  # fmt: skip

IN_FORCE: Final = ("registered", "in_use")
TODAY: Final = "in_force"
"""What the list is asked for instead of a state: in one of `IN_FORCE`, and today is in the term."""
"""States that count toward the national target."""

TARGET: Final = 500
"""The national target of registrations (MIC, 自治体DXアクセラレータ)."""

MINISTRIES: Final = ("総務省", "デジタル庁")
"""Who registers together: both names stand on the certificate and the card."""

PAPERS: Final = {"registration_certificate": "登録証", "business_cards": "名刺"}
"""What is printed of a registration in force, by the name of the queued paper."""

CODE_LETTERS: Final = 12
STANDINGS: Final = {
    "in_force": "有効です", "not_yet": "まだ始まっていません", "over": "期間が終わっています",
    "suspended": "停止中です", "struck_off": "抹消されています",
}  # fmt: skip
"""What a certificate is worth, for whoever checks it."""

TERM_MONTHS: Final = 36
"""How long a registration lasts where nothing else is said; 未確認."""


def code_of(id: UUID) -> str:
    """The code of a certificate: 60 bits out of an id's hash, twelve letters that nobody mistakes for each other."""
    return base64.b32encode(hashlib.sha256(id.bytes).digest())[:CODE_LETTERS].decode()


def code_typed(text: str) -> str:
    """A code as somebody types it, `abcd-efgh-ijkl`, as it is kept."""
    return re.sub(r"[^A-Z2-7]", "", unicodedata.normalize("NFKC", text).upper())


def code_shown(code: str) -> str:
    """`ABCD-EFGH-IJKL`, as it is printed."""
    return "-".join(code[n : n + 4] for n in range(0, len(code), 4))


def standing_of(state: str, first_day: date, last_day: date, today: date) -> str:
    """What a certificate is worth today: in_force, suspended, struck_off, or over (its term has ended)."""
    if state not in IN_FORCE:
        return state
    if today < first_day:
        return "not_yet"
    return "in_force" if today <= last_day else "over"


def number_of(day: date, place: int) -> str:
    """`R8-0001`: the first registration of the fiscal year 令和8."""
    _, year = era_year(date(fiscal_year(day), 5, 1))
    return f"R{year}-{place:04}"


def usual_last_day(first: date) -> date:
    """The last day of a registration that begins on `first`."""
    return date.fromordinal(add_months(first, TERM_MONTHS).toordinal() - 1)
