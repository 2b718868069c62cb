"""The sixty people of the three pools; every name is invented."""

import csv
from importlib.resources import files

from foundation.database.columns import Period
from foundation.text.dates import add_months, first_of_month
from foundation.text.ids import body_id
from registry.capacity.operations import offer_days
from registry.capacity.rules import AppointmentForm
from registry.members.operations import register_member
from registry.members.schemas import NewMember
from reports.demo.cast import COMPANY, DEMO_MEMBERS, HIROSHIMA, Cast, Person
from reports.demo.requests import skill_id
from reports.demo.timeline import Timeline


async def fill_pools(cast: Cast, timeline: Timeline) -> list[Person]:
    """Register everybody with their pool and let them offer their days for the coming year and a half."""
    people = []
    text = files("reports.demo").joinpath("world", "people.csv").read_text("utf-8")
    for position, row in enumerate(csv.DictReader(text.splitlines())):
        timeline.days_ago(560 - position * 4)
        people.append(await _register(row, position, cast, timeline))
    for person in people:
        if person.name in DEMO_MEMBERS:
            await cast.member(person)
    return people


async def _register(row: dict[str, str], position: int, cast: Cast, timeline: Timeline) -> Person:
    hall = cast.bodies[row["pool"]]
    id = (await register_member(new=_new_member(row, position, cast), by=hall)).id
    start = first_of_month(timeline.today)
    period = Period(start, add_months(first_of_month(timeline.as_of), 30))
    await offer_days(member=id, pool=body_id(row["pool"]), period=period, half_days=int(row["half_days"]), by=hall)
    return Person(id, row["pool"], row["name"], tuple(row["roles"].split()), int(row["half_days"]),
                  int(row["max_municipalities"]))  # fmt: skip


def _new_member(row: dict[str, str], position: int, cast: Cast) -> NewMember:
    held = [skill.split(":") for skill in row["skills"].split()]
    employed = row["pool"] == HIROSHIMA and position % 4 == 1
    return NewMember.model_validate(
        {
            "name": row["name"], "kana": row["kana"], "roles": row["roles"].split(),
            "skills": [{"skill": skill_id(code), "level": int(level), "verified": int(level) > 2}
                       for code, level in held],
            "experience_band": row["experience_band"], "prefecture": body_id(row["pool"]),
            "base": body_id(row["base"]), "on_site": True, "remote": row["remote"] == "yes",
            "forms": [AppointmentForm.JOINT_HIRE, AppointmentForm.SPECIAL_PART_TIME, AppointmentForm.CONTRACT],
            "travel_limit_minutes": row["travel_minutes"], "max_municipalities": row["max_municipalities"],
            "day_rate_yen": row["day_rate_yen"], "email": f"person{position + 1:02}@example.jp",
            "employer": cast.company.organisation if employed else None,
            "employer_name": COMPANY[0] if employed else "",
            "external_key": f"{row['pool'][:2]}-{position + 1:03}",
        }
    )  # fmt: skip
