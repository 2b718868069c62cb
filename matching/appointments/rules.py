"""The life of an appointment (`domain.md`, Lifecycles), and the lawful term of a form."""

from datetime import date
from enum import StrEnum
from typing import Final

from msgspec import Struct

from auth.permissions.lifecycle import Lifecycle, transition
from auth.permissions.rules import Right
from foundation.text.dates import add_months, fiscal_year, fiscal_year_period


class AppointedBy(StrEnum):
    """Who appoints under a form: the body that keeps the pool alone, or each body for itself."""

    POOL_OWNER = "pool_owner"
    EACH_BODY = "each_body"


PAPERS: Final = {"jirei": "辞令", "ishokujo": "委嘱状", "contract": "契約書"}
PRINTED: Final = frozenset({"jirei", "ishokujo"})
"""The papers this service prints; a contract is made by the body's own contract office."""

LIFE: Final = Lifecycle(
    noun="任用",
    words={
        "drafted": "案",
        "approved": "決裁済み",
        "in_force": "発令中",
        "suspended": "休職中",
        "ended": "満了",
        "dismissed": "解職",
        "called_off": "取りやめ",
    },
    transitions=(
        transition("approve", "drafted", "approved", right=Right.APPROVE, label="この任用を決裁する"),
        transition("call_off", "drafted", "called_off", right=Right.PROPOSE, label="任用の案を取りやめる"),
        transition("begin", "approved", "in_force", right=Right.PROPOSE, label="発令する"),
        transition("renew", "in_force", "in_force", right=Right.APPROVE, label="任期を更新する", needs_reason=True),
        transition("change", "approved", "approved", right=Right.APPROVE, label="内容を変える", needs_reason=True),
        transition("change", "in_force", "in_force", right=Right.APPROVE, label="内容を変える", needs_reason=True),
        transition("suspend", "in_force", "suspended", right=Right.APPROVE, label="休職とする", needs_reason=True),
        transition("resume", "suspended", "in_force", right=Right.APPROVE, label="復職とする", needs_reason=True),
        transition("retire", "in_force suspended", "ended", right=Right.APPROVE, label="退職を認める",
                   needs_reason=True),
        transition("dismiss", "approved in_force suspended", "dismissed", right=Right.APPROVE, label="解職する",
                   needs_reason=True),
        transition("end", "approved in_force suspended", "ended", right=Right.PROPOSE, label="任用を終える"),
    ),
)  # fmt: skip

DECISIONS: Final = {
    "renew": "任期の更新", "change": "変更", "suspend": "休職", "resume": "復職", "retire": "退職", "dismiss": "解職",
}  # fmt: skip
"""Decisions about an appointment in its life, by verb; each leaves a step and a paper."""

ALIVE: Final = ("drafted", "approved", "in_force", "suspended")
"""States of an appointment that has neither ended nor been called off."""

DUE_DAYS: Final = (30, 60, 90)
"""Days before the last day on which the bodies and the member are told that the term ends."""

SIDE_JOBS: Final = Lifecycle(
    noun="兼業の届け出",
    words={"asked": "判断待ち", "granted": "許可", "refused": "不許可"},
    transitions=(
        transition("grant", "asked", "granted", right=Right.APPROVE, label="許可する"),
        transition("refuse", "asked", "refused", right=Right.APPROVE, label="許可しない", needs_reason=True),
    ),
)
UNCONFIRMED: Final = "未確認"
UNCONFIRMED_BASIS: Final = (
    "この任用形態の根拠規定は、資料で確認できていません（未確認）。決裁の前に、例規の担当に確かめてください。"
)


class FormTerms(Struct, frozen=True):
    """A form of appointment as law has it on a day. Months None: no limit is known, or none is set."""

    code: str
    name: str
    article: str
    appointed_by: str
    paid_by: str
    shortest_months: int | None
    longest_months: int | None
    ends_with_fiscal_year: bool
    paper: str
    source: str
    evaluated_by: str = UNCONFIRMED
    side_job: str = "unknown"
    side_job_article: str = UNCONFIRMED

    @property
    def unconfirmed(self) -> bool:
        """Whether the law it stands on was not found."""
        return self.article == UNCONFIRMED


def term_refusal(form: FormTerms, start: date, end: date) -> str | None:
    """None where the form allows the half-open period, else the sentence why not, naming the article.

    Months are counted from date to date: twelve months from 1 April end on 31 March.
    """
    if form.longest_months is not None and end > add_months(start, form.longest_months):
        return (
            f"{form.name}の任期は{_months(form.longest_months)}までです（{form.article}）。終わりの日を早めてください。"
        )
    if form.shortest_months is not None and end < add_months(start, form.shortest_months):
        return f"{form.name}の期間は{_months(form.shortest_months)}からです（{form.article}）。延ばしてください。"
    if form.ends_with_fiscal_year and end > fiscal_year_period(fiscal_year(start))[1]:
        return (
            f"{form.name}の任期は年度末（3月31日）までです（{form.article}）。終わりの日を3月31日までにしてください。"
        )
    return None


def step_refusal(form: FormTerms, verb: str, *, first_day: date, old_end: date, new_end: date) -> str | None:
    """None where the step may give the appointment this end (half-open), else why not, naming rule and article.

    A renewal goes further than before; a decision to retire goes no further. The lawful term counts from the first day.
    """
    if verb == "renew" and new_end <= old_end:
        return "更新のあとの最後の日は、いまの最後の日より後にしてください。"
    if new_end <= first_day:
        return "最後の日は、任用の最初の日から後にしてください。"
    if verb == "retire" and new_end > old_end:
        return "退職の日は、任期の中の日にしてください。"
    refusal = term_refusal(form, first_day, new_end) if new_end > old_end else None
    if refusal and form.ends_with_fiscal_year:
        return f"{refusal}来年度も働いてもらうときは、4月1日からの任用を、新しい提案からつくります。"
    return refusal


def due_stage(last_day: date, *, today: date) -> int | None:
    """90, 60 or 30: the nearest notice that is due so many days before the end; None before and after."""
    left = (last_day - today).days
    return next((days for days in DUE_DAYS if 0 <= left <= days), None)


def side_job_refusal(form: FormTerms) -> str | None:
    """None where permission is to be asked (or nobody knows), else why not, naming the article."""
    if form.side_job == "none":
        return f"{form.name}の兼業に許可はいりません（{form.side_job_article}）。利益相反の申告だけをしてください。"
    return None


def side_job_words(form: FormTerms) -> str:
    """What the form says of side jobs, in a line with its article."""
    words = {"none": "許可はいりません", "permission": "任命権者の許可がいります"}.get(
        form.side_job, "取り扱いは条文を確かめてください"
    )
    return f"{words}（{form.side_job_article}）"


def _months(count: int) -> str:
    years, months = divmod(count, 12)
    return f"{years}年" if not months else f"{count}か月"
