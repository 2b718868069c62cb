"""Histories of operations on three assignments of one person, as drawn; what must hold of the database afterwards."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

import asyncpg
from hypothesis import strategies as st

from auth.viewer import Viewer
from foundation.errors import Refusal
from foundation.text.dates import add_months
from matching.appointments.operations import decide_appointment
from matching.appointments.queries import appointment_row
from matching.appointments.schemas import Decision
from matching.assignments.absences import cover_absence, end_absence, note_absence
from matching.assignments.extending import ask_extension, decide_extension
from matching.assignments.life import absences_open, assignment_page
from matching.assignments.operations import end_assignment
from matching.assignments.queries import assignments
from matching.assignments.rules import ABSENT, LIFE
from matching.assignments.schemas import (
    AbsenceNoted,
    AbsenceOver,
    AssignmentRow,
    CoverChosen,
    Ending,
    ExtensionAsked,
    ExtensionDecision,
)
from matching.assignments.tasks import end_employment
from tests.matching.employment import FIRST, Story, on

VERBS: Final = ("extend", "refuse", "shorten", "away", "cover", "back", "decide", "wait")
DECIDED: Final = ("suspend", "resume", "retire", "dismiss", "renew")
WHY: Final = "架空の理由"
ENDS: Final = {"suspend": "suspended", "resume": "in_force", "retire": "ended", "dismiss": "dismissed"}
"""Where a decision leaves an appointment; an end of its term may follow."""
OVER: Final = ("ended", "dismissed")
HORIZON: Final = 240
"""Days over which sums are taken; everything drawn lies in them."""


class Event(NamedTuple):
    """A verb about one of the towns, so many days after the last event; `length` in days, `half_days` a month."""

    verb: str
    town: int
    pause: int
    length: int
    half_days: int


class Cast(NamedTuple):
    """The story, and two people who could come instead."""

    story: Story
    covers: Sequence[UUID]


histories = st.lists(
    st.builds(Event, st.sampled_from(VERBS), st.integers(0, 2), st.integers(0, 25), st.integers(0, 80),
              st.integers(1, 6)),
    min_size=3, max_size=14,
)  # fmt: skip


POSTS: Final = """
select p.*, f.article, f.longest_months, f.ends_with_fiscal_year, f.code
from appointment p left join appointment_form f on f.code = p.form and f.during @> lower(p.during)
"""


async def live(cast: Cast, events: Iterable[Event]) -> int:
    """Play a history; what is refused is refused whole. Returns how many events were carried out."""
    day, done = FIRST, 0
    for event in events:
        day += timedelta(days=event.pause)
        with on(day), suppress(Refusal):
            await end_employment()
            await PLAYED[event.verb](cast, event, await _assignment(cast, event), day)
            done += 1
    return done


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


Row = Mapping[str, Any]


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


async def _assignment(cast: Cast, event: Event) -> AssignmentRow:
    return (await assignments(by=cast.story.towns[event.town]))[0][0]


async def _ask(cast: Cast, event: Event, one: AssignmentRow, day: date) -> UUID:
    asked = ExtensionAsked(last_day=one.last_day + timedelta(days=event.length), reason=WHY)
    return (await ask_extension(assignment=one.id, asked=asked, by=cast.story.towns[event.town])).id


async def _extend(cast: Cast, event: Event, one: AssignmentRow, day: date) -> None:
    town = cast.story.towns[event.town]
    id = await _ask(cast, event, one, day)
    until = one.last_day + timedelta(days=event.length)
    post = await appointment_row(id=one.appointment, by=town)
    if post.last_day < until:
        renewal = Decision(verb="renew", version=post.version, effective_on=day, reason=WHY, last_day=until)
        await decide_appointment(id=post.id, decision=renewal, by=town)
    try:
        await decide_extension(id=id, decision=ExtensionDecision(verb="approve", version=1), by=cast.story.pool)
    except Refusal:
        await _refuse_asked(one, cast.story.pool)
        raise


async def _refuse(cast: Cast, event: Event, one: AssignmentRow, day: date) -> None:
    await _ask(cast, event, one, day)
    await _refuse_asked(one, cast.story.pool)


async def _refuse_asked(one: AssignmentRow, pool: Viewer) -> None:
    for asked in (await assignment_page(id=one.id, by=pool)).extensions:
        if asked.state == "asked":
            no = ExtensionDecision(verb="refuse", version=asked.version, answer=WHY)
            await decide_extension(id=asked.id, decision=no, by=pool)


async def _shorten(cast: Cast, event: Event, one: AssignmentRow, day: date) -> None:
    ending = Ending(last_day=day + timedelta(days=event.length), reason=WHY, version=one.version)
    await end_assignment(id=one.id, ending=ending, by=cast.story.pool)


async def _away(cast: Cast, event: Event, one: AssignmentRow, day: date) -> None:
    first = day + timedelta(days=event.half_days)
    noted = AbsenceNoted(kind="planned", first_day=first, last_day=first + timedelta(days=event.length // 4))
    await note_absence(assignment=one.id, noted=noted, by=cast.story.member)


async def _cover(cast: Cast, event: Event, one: AssignmentRow, day: date) -> None:
    for absence in await absences_open(by=cast.story.pool, assignment=one.id):
        chosen = CoverChosen(cover=cast.covers[event.length % 2], half_days=event.half_days, version=absence.version)
        await cover_absence(id=absence.id, chosen=chosen, by=cast.story.pool)


async def _back(cast: Cast, event: Event, one: AssignmentRow, day: date) -> None:
    for absence in await absences_open(by=cast.story.pool, assignment=one.id):
        over = AbsenceOver(verb="end" if event.length % 2 else "call_off", version=absence.version,
                           last_day=max(absence.first_day, min(day, absence.last_day)))  # fmt: skip
        await end_absence(id=absence.id, over=over, by=cast.story.pool)


async def _decide(cast: Cast, event: Event, one: AssignmentRow, day: date) -> None:
    town = cast.story.towns[event.town]
    post = await appointment_row(id=one.appointment, by=town)
    verb = DECIDED[event.half_days % len(DECIDED)]
    until = {"last_day": post.last_day + timedelta(days=event.length * 30)} if verb == "renew" else {}
    given = {"verb": verb, "version": post.version, "effective_on": day, "reason": WHY}
    asked = Decision.model_validate(given | until)
    await decide_appointment(id=post.id, decision=asked, by=town)


async def _wait(cast: Cast, event: Event, one: AssignmentRow, day: date) -> None:
    """Time alone passes."""


PLAYED: Final[Mapping[str, Callable[[Cast, Event, AssignmentRow, date], Awaitable[None]]]] = {
    "extend": _extend, "refuse": _refuse, "shorten": _shorten, "away": _away, "cover": _cover, "back": _back,
    "decide": _decide, "wait": _wait,
}  # fmt: skip
