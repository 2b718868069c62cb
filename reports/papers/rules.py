"""What papers there are, how they are numbered, and how law is written on them."""

import re
from enum import StrEnum
from typing import Final
from uuid import UUID

from foundation.text.wareki import fiscal_year_name


class Kind(StrEnum):
    """A kind of paper; each has numbers of its own."""

    JIREI = "jirei"
    ISHOKUJO = "ishokujo"
    ORDER = "order"
    AGREEMENT = "agreement"
    JOB_DESCRIPTION = "job_description"
    CERTIFICATE = "registration_certificate"
    CARDS = "business_cards"
    INVOICE = "settlement_invoice"
    DISPATCH_REQUEST = "dispatch_request"
    DISPATCH_REPLY = "dispatch_reply"
    POSTING_NOTICE = "posting_notice"
    CONDITIONS = "working_conditions"
    SUPPORT_PLAN = "support_plan"
    USE_REPORT = "use_report"
    HANDOVER = "handover"
    COST_STATEMENT = "cost_statement"
    CONFLICT_CONFIRMATION = "conflict_confirmation"
    CONFLICT_EVIDENCE = "conflict_evidence"


TITLES: Final = {
    Kind.JIREI: "辞令", Kind.ISHOKUJO: "委嘱状", Kind.ORDER: "辞令（異動）", Kind.AGREEMENT: "協定書",
    Kind.JOB_DESCRIPTION: "職務記述書", Kind.CERTIFICATE: "登録証", Kind.CARDS: "名刺",
    Kind.INVOICE: "負担金精算書",
    Kind.DISPATCH_REQUEST: "派遣要請書", Kind.DISPATCH_REPLY: "回答書", Kind.POSTING_NOTICE: "配属通知",
    Kind.CONDITIONS: "勤務条件表", Kind.SUPPORT_PLAN: "支援計画書", Kind.USE_REPORT: "活用報告書",
    Kind.HANDOVER: "引継書",
    Kind.COST_STATEMENT: "負担金計算書", Kind.CONFLICT_CONFIRMATION: "利益相反確認書",
    Kind.CONFLICT_EVIDENCE: "利益相反の記録",
}  # fmt: skip
SERIES: Final = {
    Kind.JIREI: "辞令", Kind.ISHOKUJO: "委嘱", Kind.ORDER: "異動", Kind.AGREEMENT: "協定",
    Kind.JOB_DESCRIPTION: "職務記述書", Kind.CERTIFICATE: "登録証", Kind.CARDS: "名刺",
    Kind.INVOICE: "精算",
    Kind.DISPATCH_REQUEST: "派遣要請", Kind.DISPATCH_REPLY: "派遣回答", Kind.POSTING_NOTICE: "配属",
    Kind.CONDITIONS: "勤務条件", Kind.SUPPORT_PLAN: "支援計画", Kind.USE_REPORT: "活用報告",
    Kind.HANDOVER: "引継",
    Kind.COST_STATEMENT: "負担金", Kind.CONFLICT_CONFIRMATION: "利益相反確認",
    Kind.CONFLICT_EVIDENCE: "利益相反記録",
}  # fmt: skip
"""What stands before 第n号."""

_ASSIGNMENT, _REGISTRATION = ("配属", "/assignments"), ("登録", "/accelerators")
PLACES: Final = {
    Kind.JIREI: ("任用", "/appointments"), Kind.ISHOKUJO: ("任用", "/appointments"),
    Kind.AGREEMENT: ("協定", "/agreements"), Kind.JOB_DESCRIPTION: ("職務記述書の画面", "/job-descriptions"),
    Kind.CERTIFICATE: _REGISTRATION, Kind.CARDS: _REGISTRATION,
    Kind.DISPATCH_REQUEST: _ASSIGNMENT, Kind.DISPATCH_REPLY: _ASSIGNMENT, Kind.POSTING_NOTICE: _ASSIGNMENT,
    Kind.CONDITIONS: ("任用", "/appointments"), Kind.SUPPORT_PLAN: _ASSIGNMENT, Kind.USE_REPORT: _ASSIGNMENT,
    Kind.HANDOVER: _ASSIGNMENT, Kind.COST_STATEMENT: ("協定", "/agreements"),
    Kind.CONFLICT_CONFIRMATION: ("提案", "/proposals"), Kind.CONFLICT_EVIDENCE: ("人材", "/members"),
}  # fmt: skip
"""Where the thing is shown that a paper tells of, and what a link calls it; a decision and a share have no page."""

DEEDS: Final = {
    "renew": "任期を{last}まで更新する",
    "change": "{title}とし、任期を{last}までとする",
    "suspend": "休職を命ずる",
    "resume": "復職を命ずる",
    "retire": "退職を承認する",
    "dismiss": "その職を解く",
}
"""What an order says by the decision it carries out; `last` is the last day in kanji."""

_KANJI_DIGITS = "〇一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"))
_ARABIC = re.compile(r"[0-9０-９]+")


def number_text(*, kind: Kind, fiscal_year: int, number: int) -> str:
    """`令和8年度 辞令第101号`, the number of a paper among those of its issuer."""
    return f"{fiscal_year_name(fiscal_year)} {SERIES[kind]}第{number}号"


def kanji_number(number: int) -> str:
    """A number from 0 to 9999 as law writes it: 252 is `二百五十二`."""
    if not 0 <= number <= 9999:
        raise ValueError("from 0 to 9999")
    if number == 0:
        return _KANJI_DIGITS[0]
    text = ""
    for unit, sign in _UNITS:
        count, number = divmod(number, unit)
        text += ("" if count == 1 else _KANJI_DIGITS[count]) + sign if count else ""
    return text + (_KANJI_DIGITS[number] if number else "")


def in_kanji(text: str) -> str:
    """`地方自治法第252条の17` as `地方自治法第二百五十二条の十七`."""
    return _ARABIC.sub(lambda found: kanji_number(int(found[0])) if int(found[0]) <= 9999 else found[0], text)


def head_of(body_name: str, kind: str) -> str:
    """Who signs for a body: `広島県知事`, `世羅町長`, for others their representative.

    A 広域連合 has a 長 (地方自治法第291条の5), a 一部事務組合 a 管理者 (第287条第1項第6号).
    """
    ends = {"prefecture": "知事", "municipality": "長", "union": "長" if body_name.endswith("広域連合") else "管理者"}
    return body_name + ends[kind] if kind in ends else f"{body_name}　代表者"


def place_of(kind: Kind, subject: UUID) -> tuple[str, str] | None:
    """What a paper tells of: what it is called, and the address of its page; None where it has none."""
    if kind not in PLACES:
        return None
    name, place = PLACES[kind]
    return name, f"{place}/{subject}"


def share_percent(per_million: int) -> str:
    """A share in millionths as per cent, exact: 333,334 is `33.3334%`."""
    whole, rest = divmod(per_million, 10_000)
    return f"{whole}.{rest:04}".rstrip("0").rstrip(".") + "%"


def listed(names: list[str]) -> str:
    """`広島県、世羅町及び神石高原町`, as an agreement names its bodies."""
    return names[0] if len(names) == 1 else f"{'、'.join(names[:-1])}及び{names[-1]}"
