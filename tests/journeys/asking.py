"""A town asks on a telephone; the prefecture hears it and says whom it looks for."""

from datetime import date, timedelta
from uuid import UUID

from foundation.text.dates import add_months, fiscal_year, fiscal_year_period
from tests.journeys.walker import Walker


def ask(town: Walker, trouble: str) -> str:
    """What it is about, one sentence, by when; returns the need's id."""
    town.open("/needs/new")
    town.tick("themes", "counter")
    town.write("story", trouble)
    town.choose("urgency", "three_months")
    town.press("相談を送る")
    return town.id_in_address()


def hear(hall: Walker, need: str, *, today: date, findings: str) -> None:
    """The visit is noted, and that somebody shall come."""
    hall.open(f"/needs/{need}")
    hall.unfold("聞き取りを記録する")
    hall.write_day("heard_on", today.isoformat())
    hall.choose("means", "visit")
    hall.write("findings", findings)
    hall.press("聞き取りを記録する")
    hall.choose("triage", "hands_on")
    hall.press("進め方を決める")


def say_whom(hall: Walker, *, today: date, skill: UUID | None = None) -> None:
    """A service designer for two days a month until the fiscal year in three months is over; not yet sent."""
    last = fiscal_year_period(fiscal_year(add_months(today, 3)))[1] - timedelta(days=1)
    hall.choose("role", "service_designer")
    hall.write("half_days", "2")
    hall.write("on_site_half_days", "1")
    hall.write_day("first_day", today.isoformat())
    hall.write_day("last_day", last.isoformat())
    hall.choose("form", "joint_hire")
    if skill is not None:
        hall.choose("skill_1", str(skill))
