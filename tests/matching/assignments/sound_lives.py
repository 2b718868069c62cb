"""What must hold of the database after any history of assignments; read past row security, told in words."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import asyncpg

from foundation.text.dates import add_months
from matching.assignments.rules import ABSENT, LIFE
from tests.matching.employment import FIRST

ENDS: Final = {"suspend": "suspended", "resume": "in_force", "retire": "ended", "dismiss": "dismissed"}
"""Where a decision leaves an appointment; an end of its term may follow."""
OVER: Final = ("ended", "dismissed")
HORIZON: Final = 240
"""Days over which sums are taken; everything drawn lies in them."""
POSTS: Final = """
select p.*, f.article, f.longest_months, f.ends_with_fiscal_year, f.code
from appointment p left join appointment_form f on f.code = p.form and f.during @> lower(p.during)
"""

Row = Mapping[str, Any]


async def broken(administrator: "asyncpg.Connection[Any]") -> list[str]:
    """What does not hold, in words; read past row security."""
    bookings = await administrator.fetch(
        "select member, municipality, subject, during, half_days from capacity_booking"
    )
    offers = await administrator.fetch("select member, during, half_days from capacity_offer")
    work = {row["id"]: row for row in await administrator.fetch("select * from assignment")}
    posts = {row["id"]: row for row in await administrator.fetch(POSTS)}
    return [
        *_over(bookings, offers), *_overlapping(bookings), *_unbooked(work, bookings),
        *_off_the_table(work, await administrator.fetch("select * from assignment_step order by created_at, id")),
        *_stray_covers(work, bookings, await administrator.fetch("select * from assignment_absence")),
        *_without_lawful_form(posts, work, await administrator.fetch("select * from appointment_step order by id")),
    ]  # fmt: skip


def _days() -> list[date]:
    return [FIRST + timedelta(days=number) for number in range(HORIZON)]


def _on(row: Row, day: date) -> bool:
    during = row["during"]
    return bool(not during.isempty and during.lower <= day and (during.upper is None or day < during.upper))


def _over(bookings: Sequence[Row], offers: Sequence[Row]) -> list[str]:
    return [
        f"{member} is booked beyond the offer on {day}"
        for member in {row["member"] for row in bookings}
        for day in _days()
        if sum(row["half_days"] for row in bookings if row["member"] == member and _on(row, day))
        > sum(row["half_days"] for row in offers if row["member"] == member and _on(row, day))
    ]


def _overlapping(bookings: Sequence[Row]) -> list[str]:
    places = {(row["member"], row["municipality"]) for row in bookings}
    return [
        f"{member} is booked twice for {town} on {day}"
        for member, town in places
        for day in _days()
        if sum(row["member"] == member and row["municipality"] == town and _on(row, day) for row in bookings) > 1
    ]


def _unbooked(work: Mapping[UUID, Row], bookings: Sequence[Row]) -> list[str]:
    """Whatever was begun is booked on each of its days with its half-days, and on no other."""
    return [
        f"the booking of {id} differs from its assignment on {day}"
        for id, row in work.items()
        for day in _days()
        if sum(one["half_days"] for one in bookings if one["subject"] == id and _on(one, day))
        != (row["half_days"] if _on(row, day) else 0)
    ]


def _off_the_table(work: Mapping[UUID, Row], steps: Sequence[Row]) -> list[str]:
    """Each state follows from the steps through the table of transitions."""
    wrong = []
    for id, row in work.items():
        state = "agreed"
        for step in steps:
            if step["assignment"] == id and step["verb"] != "agree":
                transition = LIFE.row(step["verb"], state)
                if transition is None:
                    wrong.append(f"{id}: {step['verb']} is not open in {state}")
                    break
                state = transition.target
        if state != row["state"]:
            wrong.append(f"{id} is {row['state']}, its steps say {state}")
    return wrong


def _stray_covers(work: Mapping[UUID, Row], bookings: Sequence[Row], absences: Sequence[Row]) -> list[str]:
    """Nobody covers outside an absence, and no open absence lies outside its assignment."""
    wrong = []
    for away in absences:
        booked = [row for row in bookings if row["subject"] == away["id"]]
        wrong += [f"{away['id']} books {day} outside its days" for day in _days()
                  if any(_on(row, day) for row in booked) and not _on(away, day)]  # fmt: skip
        if away["state"] in ABSENT:
            about = work[away["assignment"]]
            wrong += [f"{away['id']} is away on {day}, which its assignment has not" for day in _days()
                      if _on(away, day) and not _on(about, day)]  # fmt: skip
        elif away["state"] == "called_off" and booked:
            wrong.append(f"{away['id']} was called off and still books")
    return wrong


def _without_lawful_form(posts: Mapping[UUID, Row], work: Mapping[UUID, Row], steps: Sequence[Row]) -> list[str]:
    """Each appointment has a form of law on its first day, a term within it, a state that its decisions lead to."""
    wrong = []
    for id, post in posts.items():
        first, end = post["during"].lower, post["during"].upper
        if post["code"] is None:
            wrong.append(f"{id} has no form that law knew on {first}")
        elif post["longest_months"] is not None and end > add_months(first, post["longest_months"]):
            wrong.append(f"{id} lasts until {end}, longer than {post['article']} allows")
        decided = [step["verb"] for step in steps if step["appointment"] == id and step["verb"] in ENDS]
        if decided and post["state"] != ENDS[decided[-1]] and post["state"] != "ended":
            wrong.append(f"{id} is {post['state']} after {decided[-1]}")
        wrong += [f"{id} ended, and {row['id']} runs under it" for row in work.values()
                  if row["appointment"] == id and row["state"] == "running" and post["state"] in OVER]  # fmt: skip
        wrong += [f"{row['id']} outlasts its appointment" for row in work.values()
                  if row["appointment"] == id and row["during"].upper > end]  # fmt: skip
    return wrong
