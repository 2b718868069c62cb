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
    },
    transitions=(
        transition("approve", "drafted", "approved", right=Right.APPROVE, label="この任用を決裁する"),
        transition("begin", "approved", "in_force", right=Right.PROPOSE, label="発令する"),
        transition("end", "approved in_force suspended", "ended", right=Right.PROPOSE, label="任用を終える"),
    ),
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


def _months(count: int) -> str:
    years, months = divmod(count, 12)
    return f"{years}年" if not months else f"{count}か月"
