"""Histories of operations on three assignments of one person, as drawn. What must hold afterwards: `sound_lives`."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from hypothesis import strategies as st

from auth.viewer import Viewer
from foundation.errors import Refusal
from matching.appointments.operations import decide_appointment
from matching.appointments.queries import appointment_row
from matching.appointments.schemas import Decision
from matching.assignments.absences import cover_absence, end_absence, note_absence
from matching.assignments.extending import ask_extension, decide_extension
from matching.assignments.life import absences_open, assignment_page
from matching.assignments.operations import end_assignment
from matching.assignments.queries import assignments
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
