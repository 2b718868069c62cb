"""A cost as it comes in, and the year's calculation as it goes out."""

from typing import Annotated, Final
from uuid import UUID

from msgspec import Struct
from pydantic import Field, model_validator

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine
from matching.funding.estimating import Estimate
from matching.funding.rules import CostKind, Measure

MOST_YEN: Final = 100_000_000_000


class NewCost(Shape):
    """A cost of a fiscal year, yen with tax. `whose` tells people apart within the year, without their names."""

    fiscal_year: Annotated[Number, Field(ge=2015, le=2100)]
    measure: Measure
    reference: Annotated[str, OneLine(100)]
    whose: Annotated[str, OneLine(20)]
    cost_kind: CostKind
    amount: Annotated[Number, Field(ge=1, le=MOST_YEN)]
    subsidies: Annotated[Number, Field(ge=0, le=MOST_YEN)] = 0
    assumes_subsidy: bool = False

    @model_validator(mode="after")
    def _sensible(self) -> "NewCost":
        if self.subsidies > self.amount:
            raise ValueError("ほかの補助が、経費より大きくなっています。")
        if self.assumes_subsidy and self.measure is not Measure.CIO_AIDE:
            raise ValueError("県の補助を差し引けるのは、CIO補佐官等の任用だけです。")
        return self


class CostRow(Struct, frozen=True):
    """A cost in the list of its year. `origin`: the record it was counted from, None: typed by hand."""

    id: UUID
    fiscal_year: int
    measure: Measure
    reference: str
    whose: str
    cost_kind: CostKind
    amount: int
    subsidies: int
    assumes_subsidy: bool
    origin: UUID | None


class YearPage(Struct, frozen=True):
    """A body's costs of a fiscal year, and what each measure would come to (試算)."""

    fiscal_year: int
    years: list[int]
    costs: list[CostRow]
    estimates: list[Estimate]
