"""The life of a settlement, and how a year's costs come to each body's share. Money is whole yen, with tax."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from auth.permissions.lifecycle import Lifecycle, transition
from auth.permissions.rules import Right
from foundation.errors import RuleBroken
from matching.agreements.rules import Bearer, Mix, divided, weights_of


class CostKind(StrEnum):
    """What the money was spent on."""

    PAY = "pay"
    CONTRACT = "contract"
    TRAVEL = "travel"
    HIRING = "hiring"
    TRAINING = "training"
    OTHER = "other"


COST_KINDS: Final = {
    CostKind.PAY: "報酬・給与",
    CostKind.CONTRACT: "業務委託",
    CostKind.TRAVEL: "旅費",
    CostKind.HIRING: "採用の経費",
    CostKind.TRAINING: "研修",
    CostKind.OTHER: "その他",
}
LIFE: Final = Lifecycle(
    noun="精算",
    words={"draft": "準備中", "told": "通知済み", "agreed": "同意済み", "closed": "締め"},
    transitions=(
        transition("enter", "draft", "draft", right=Right.SETTLE, label="費用を書き足す"),
        transition("strike", "draft", "draft", right=Right.SETTLE, label="費用を消す"),
        transition("pay", "draft", "draft", right=Right.SETTLE, label="支払われた額を書く"),
        transition("tell", "draft", "told", right=Right.SETTLE, label="負担額を通知する"),
        transition("recall", "told", "draft", right=Right.SETTLE, label="通知を取り消して直す", needs_reason=True),
        transition("agree", "told", "told", right=Right.APPROVE, label="この負担額に同意する"),
        transition("settle", "told", "agreed", right=Right.APPROVE, label="全団体の同意がそろう"),
        transition("close", "agreed", "closed", right=Right.SETTLE, label="この年度を締める"),
        transition("correct", "closed", "closed", right=Right.SETTLE, label="訂正の精算をつくる", needs_reason=True),
    ),
)
"""`settle` follows from the last body's agreement. `correct` leaves the closed one as it is: the correction is
another, which names it."""

NO_DAYS: Final = (
    "日数割がありますが、町が確認した支援の日数がこの年度にありません。何も変えていません。"
    "支援の記録を町に確認してもらうか、費用を確かめてください。"
)
NO_PEOPLE: Final = "人口割がありますが、人口が記録されていない団体があります。何も変えていません。"


@dataclass(frozen=True, slots=True)
class Measured:
    """What a body's share follows from: the half-days it confirmed in the year, its inhabitants as agreed."""

    half_days: int
    inhabitants: int | None


def shares_of(total: int, mix: Mix, bodies: Mapping[UUID, Measured]) -> dict[UUID, int]:
    """Body -> yen; the parts sum to `total` exactly, what is left over goes to the largest remainders.

    Raises `RuleBroken` where a rule with a part has nothing to divide by.
    """
    bearers = {body: Bearer(one.half_days, one.inhabitants) for body, one in bodies.items()}
    if mix.population and any(one.inhabitants is None for one in bodies.values()):
        raise RuleBroken(NO_PEOPLE)
    if mix.use and not any(one.half_days for one in bodies.values()):
        raise RuleBroken(NO_DAYS)
    return divided(weights_of(mix, bearers), whole=total)
