"""A year's fees as they are counted, and the year as it comes in."""

from typing import Annotated

from msgspec import Struct
from pydantic import Field

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from matching.funding.schemas import CostRow
from training.fees.schemas import FeeRow


class CountedYear(Shape):
    """Whose fees are to be counted."""

    fiscal_year: Annotated[Number, Field(ge=2015, le=2100)]


class ExaminationYear(Struct, frozen=True):
    """A body's fees of a fiscal year.

    `left`: to be counted; `typed`: left as well, but a cost of the same person and amount was typed by hand; `counted`:
    done; `struck`: costs whose fee was taken out afterwards. `refusal` "": the year's rate is known, else why not.
    """

    fiscal_year: int
    left: list[FeeRow]
    typed: list[FeeRow]
    counted: list[FeeRow]
    struck: list[CostRow]
    refusal: str
