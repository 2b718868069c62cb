"""The fiscal measures and their words (`domain.md`, Fiscal measures; 総務省 特別交付税・普通交付税措置).

Every amount is a trial calculation (試算). Rates are dated data in `rates`.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final


class Measure(StrEnum):
    """What pays. A and B, C and E of `domain.md`; D is subtracted from A's costs first."""

    CIO_AIDE = "cio_aide"
    SUPPORTING_STAFF_SPECIAL = "supporting_staff_special"
    SUPPORTING_STAFF_ORDINARY = "supporting_staff_ordinary"
    LEADER_TRAINING = "leader_training"
    PREFECTURAL_SUBSIDY = "prefectural_subsidy"
    REGIONAL_COMPANY_STAFF = "regional_company_staff"


class CostKind(StrEnum):
    """What the money was spent on."""

    PAY = "pay"
    CONTRACT = "contract"
    HIRING = "hiring"
    TRAINING = "training"
    COURSE = "course"
    EXAMINATION = "examination"


MEASURES: Final = {
    Measure.CIO_AIDE: "CIO補佐官等の任用（特別交付税）",
    Measure.SUPPORTING_STAFF_SPECIAL: "市町村を支援する人材（特別交付税）",
    Measure.SUPPORTING_STAFF_ORDINARY: "市町村を支援する人材（普通交付税）",
    Measure.LEADER_TRAINING: "DX推進リーダーの育成（特別交付税）",
    Measure.PREFECTURAL_SUBSIDY: "県の補助",
    Measure.REGIONAL_COMPANY_STAFF: "地域活性化起業人（特別交付税）",
}
COST_KINDS: Final = {
    CostKind.PAY: "報酬・給与",
    CostKind.CONTRACT: "業務委託",
    CostKind.HIRING: "採用の経費",
    CostKind.TRAINING: "研修",
    CostKind.COURSE: "民間の講座",
    CostKind.EXAMINATION: "専門試験の受験料",
}
MEASURES_OF_BODY: Final = {
    "municipality": (Measure.CIO_AIDE, Measure.REGIONAL_COMPANY_STAFF, Measure.LEADER_TRAINING),
    "prefecture": (
        Measure.SUPPORTING_STAFF_SPECIAL, Measure.SUPPORTING_STAFF_ORDINARY, Measure.LEADER_TRAINING,
    ),
}  # fmt: skip
"""What a kind of body may count costs under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A measure in the fiscal years `first_year` to `last_year`, both in it.

    `rate` None: not confirmed. `ceiling`: yen for each person and year. `persons`: how many count at most.
    """

    measure: Measure
    first_year: int
    last_year: int
    rate: Fraction | None
    ceiling: int | None
    persons: int | None
    costs: frozenset[CostKind]
    source: str
    unconfirmed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One cost of a fiscal year, in yen with tax. `whose` tells people apart without naming them.

    `subsidies`: other money received for it. `assumes_subsidy`: the prefecture's own subsidy is subtracted as well.
    """

    measure: Measure
    reference: str
    whose: str
    kind: CostKind
    amount: int
    subsidies: int = 0
    assumes_subsidy: bool = False
