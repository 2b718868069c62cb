"""Announcing an event, changing it, taking and giving back a seat, noting who came, sharing papers."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from auth.inbox.operations import tell_body, tell_member
from auth.journal.operations import record
from auth.organisations.queries import bodies_of_kind
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from foundation.files.store import clean_name, store_file
from training.events.access import READING_KINDS, may_host
from training.events.queries import event_page, event_row
from training.events.rules import MOST_FILES
from training.events.schemas import Attendance, Cancellation, EventPage, EventRow, EventText
from training.events.tables import Event, EventFile, EventSeat

STALE: Final = (
    "この催しは、ほかの人が先に変えました。書いた内容は画面に残っています。"
    "最新の内容を確かめてから、もう一度送ってください。"
)
OVER: Final = "この催しは終わっています。申し込みは変わっていません。"


async def announce_event(*, new: EventText, by: Viewer) -> Done:
    """Announce an event to the whole network. Raises `RuleBroken` for a day that is over."""
    require(by, Right.HOST_EVENT)
    async with unit_of_work(by) as work:
        _check_day(new, work.today)
        id = work.new_id()
        fields = new.model_dump(exclude={"version"})
        await Event.insert(Event(id=id, owner=by.organisation, created_at=work.now, **fields))
        await record(by=by, verb="announce_event", noun="event", subject=id, after={"name": new.name})
        return Done(id)


async def change_event(*, id: UUID, text: EventText, by: Viewer) -> Done:
    """Change what is still to come; whoever has a seat is told of another day, hour or place.

    Raises `Conflict` after another's change, `RuleBroken` below the seats taken, or where it is over or called off.
    """
    async with unit_of_work(by) as work:
        held = await event_page(id=id, by=by)
        row = held.event
        if refusal := may_host(by, row):
            raise NotAllowed(refusal)
        _check_still_to_come(row, work.today)
        _check_day(text, work.today)
        if text.places < row.taken:
            raise RuleBroken(f"もう{row.taken}人が申し込んでいます。定員はそれより多くしてください。", field="places")
        changes: dict[Any, Any] = {getattr(Event, name): value for name, value in text.model_dump().items()}
        await _write(row, text.version, changes)
        await record(by=by, verb="change_event", noun="event", subject=id, before={"name": row.name},
                     after={"name": text.name})  # fmt: skip
        if (row.held_on, row.begins_at, row.place) != (text.held_on, text.begins_at, text.place):
            when = f"{text.held_on:%Y年%-m月%-d日} {text.begins_at:%H:%M}　{text.place}"
            await _tell_all(held, f"changed-{text.version}", f"「{text.name}」の日時か場所が変わりました", when, by=by)
        return Done(id, text.version + 1)


async def cancel_event(*, id: UUID, cancellation: Cancellation, by: Viewer) -> Done:
    """It does not take place: everybody with a seat is told why."""
    async with unit_of_work(by) as work:
        held = await event_page(id=id, by=by)
        if refusal := may_host(by, held.event):
            raise NotAllowed(refusal)
        _check_still_to_come(held.event, work.today)
        await _write(held.event, held.event.version, {Event.cancelled_because: cancellation.reason})
        await record(by=by, verb="cancel_event", noun="event", subject=id, after={"reason": cancellation.reason})
        await _tell_all(held, "cancelled", f"「{held.event.name}」は中止になりました", cancellation.reason, by=by)
        return Done(id, held.event.version + 1)


async def take_seat(*, event: UUID, by: Viewer) -> Done:
    """Take a place, as a person of a pool or for one's body; the host reads the name."""
    require(by, Right.JOIN_NETWORK)
    async with unit_of_work(by) as work:
        held = await event_row(id=event, by=by)
        if held.cancelled_because:
            raise RuleBroken("この催しは中止になりました。申し込みは受け付けていません。")
        if held.held_on < work.today:
            raise RuleBroken(OVER)
        id = work.new_id()
        await EventSeat.insert(
            EventSeat(id=id, event=event, owner=held.owner, account=by.account, organisation=by.organisation,
                      member=by.member if by.organisation is None else None, name=by.account_name, taken_at=work.now)
        )  # fmt: skip
        await record(by=by, verb="take_seat", noun="event", subject=event, person=by.member)
        return Done(event)


async def give_back_seat(*, event: UUID, by: Viewer) -> Done:
    """Give the place back before the day is over. Raises `NotFound` without a seat."""
    require(by, Right.JOIN_NETWORK)
    async with unit_of_work(by) as work:
        held = await event_page(id=event, by=by)
        if held.mine is None:
            raise NotFound
        if held.event.held_on < work.today or held.mine.came is not None:
            raise RuleBroken(OVER)
        await EventSeat.delete().where((EventSeat.id == held.mine.id) & (EventSeat.account == by.account))
        await record(by=by, verb="give_back_seat", noun="event", subject=event, person=by.member)
        return Done(event)


async def note_attendance(*, event: UUID, attendance: Attendance, by: Viewer) -> Done:
    """Write down who came, from the day on; may be corrected. Raises `NotFound` for another event's seat."""
    async with unit_of_work(by) as work:
        held = await event_page(id=event, by=by)
        if refusal := may_host(by, held.event):
            raise NotAllowed(refusal)
        if work.today < held.event.held_on:
            raise RuleBroken("出席を書けるのは、当日からです。まだ何も書いていません。")
        if set(attendance.came) - {seat.id for seat in held.seats}:
            raise NotFound
        of_event = (EventSeat.event == event) & (EventSeat.owner == by.organisation)
        await EventSeat.update({EventSeat.came: False}).where(of_event)
        if attendance.came:
            await EventSeat.update({EventSeat.came: True}).where(of_event & EventSeat.id.is_in(attendance.came))
        await record(by=by, verb="note_attendance", noun="event", subject=event, after={"came": len(attendance.came)})
        return Done(event)


async def share_paper(*, event: UUID, filename: str, content: bytes, by: Viewer) -> Done:
    """Put a paper beside the event, for public bodies and whoever has a seat."""
    async with unit_of_work(by) as work:
        await _hosted(event, by)
        if await EventFile.count().where(EventFile.event == event) >= MOST_FILES:
            raise RuleBroken(f"資料は{MOST_FILES}個までです。まとめてから添えてください。", field="file")
        readers = [body.id for kind in READING_KINDS for body in await bodies_of_kind(kind, by=by)]
        file = await store_file(name=filename, content=content, readers=readers, by=by)
        id, name = work.new_id(), clean_name(filename)
        await EventFile.insert(
            EventFile(id=id, event=event, owner=by.organisation, file=file, name=name, created_at=work.now)
        )
        await record(by=by, verb="share_paper", noun="event", subject=event, after={"file": name})
        return Done(id)


async def _hosted(id: UUID, by: Viewer) -> EventRow:
    row = await event_row(id=id, by=by)
    if refusal := may_host(by, row):
        raise NotAllowed(refusal)
    return row


def _check_day(text: EventText, today: date) -> None:
    if text.held_on < today:
        raise RuleBroken("日は、きょうか、きょうより後にしてください。", field="held_on")


def _check_still_to_come(row: EventRow, today: date) -> None:
    if row.cancelled_because:
        raise RuleBroken("この催しは、もう中止になっています。")
    if row.held_on < today:
        raise RuleBroken("この催しは、もう終わっています。何も変えていません。")


async def _write(row: EventRow, seen: int, changes: dict[Any, Any]) -> None:
    same = (Event.id == row.id) & (Event.version == seen)
    if not await Event.update(changes | {Event.version: seen + 1}).where(same).returning(Event.id):
        raise Conflict(STALE)


async def _tell_all(held: EventPage, what: str, subject: str, body: str, *, by: Viewer) -> None:
    """Each person of a pool, and each body once, however many of its people have a seat."""
    rows = await EventSeat.select(EventSeat.organisation, EventSeat.member).where(
        (EventSeat.event == held.event.id) & (EventSeat.owner == by.organisation)
    )
    told, link = f"event-{held.event.id}-{what}", f"/events/{held.event.id}"
    for member in sorted({row["member"] for row in rows if row["member"]}):
        await tell_member(member=member, key=f"{told}-{member}", subject=subject, body=body, link=link, by=by)
    for body_of in sorted({row["organisation"] for row in rows if not row["member"]}):
        await tell_body(organisation=body_of, right=Right.JOIN_NETWORK, key=f"{told}-{body_of}", subject=subject,
                        body=body, link=link, by=by)  # fmt: skip
