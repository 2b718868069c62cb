"""What goes out about days, and the shape of an offer coming in."""

from datetime import date
from uuid import UUID

from msgspec import Struct
from pydantic import model_validator

from foundation.database.columns import Period
from foundation.text.field_types import HalfDaysOrNone
from foundation.text.shape import Shape


class DaysOffered(Shape):
    """How many days a month, from which to which day (both included); of them at most so many on site."""

    half_days: HalfDaysOrNone
    first_day: date
    last_day: date
    on_site_half_days: HalfDaysOrNone | None = None

    @model_validator(mode="after")
    def _forward(self) -> "DaysOffered":
        if self.last_day < self.first_day:
            raise ValueError("終わりの日が、始まりの日より前です。")
        if self.on_site_half_days is not None and self.on_site_half_days > self.half_days:
            raise ValueError("来庁の日数は、月の日数までにしてください。")
        return self

    @property
    def period(self) -> Period:
        """The days as a half-open period."""
        return Period.inclusive(self.first_day, self.last_day)


class OfferRow(Struct, frozen=True):
    """An offer: half-days a month, of them so many on site (None: all); `last_day` None where no end is known."""

    id: UUID
    pool: UUID
    first_day: date
    last_day: date | None
    half_days: int
    on_site_half_days: int | None = None


class BookingRow(Struct, frozen=True):
    """A booking: half-days a month for a town, both days included."""

    id: UUID
    municipality: UUID
    subject: UUID
    first_day: date
    last_day: date
    half_days: int
