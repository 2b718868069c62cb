"""Events: announcing, seats and their number, who came, papers, cancelling; both doors."""

import base64
from datetime import date, time, timedelta

import pytest

from auth.inbox.queries import latest_notices
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from tests.browser import Visit
from tests.matching.employment import on
from tests.training.conftest import Class
from tests.world import World
from training.events import operations
from training.events.calendar import event_calendar
from training.events.queries import event_page, event_paper, events, own_events
from training.events.schemas import Attendance, Cancellation, EventText

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

DAY = date(2026, 12, 4)
BEFORE = DAY - timedelta(days=10)


def told(**more: object) -> EventText:
    given = {"kind": "study", "name": "窓口の勉強会", "theme": "counter", "programme": "1部 事例", "held_on": DAY,
             "begins_at": time(13, 30), "place": "県庁", "places": 2, "contact": "推進課"}  # fmt: skip
    return EventText.model_validate(given | more)


async def test_seats_end_with_the_places_and_only_the_host_sees_who_comes(world: World, trained: Class) -> None:
    with on(BEFORE):
        id = (await operations.announce_event(new=told(), by=world.hiroshima)).id
        for by in (trained.member, world.matsuyama):
            await operations.take_seat(event=id, by=by)
        with pytest.raises(Conflict, match="満席"):
            await operations.take_seat(event=id, by=world.sera)
        with pytest.raises(Conflict):
            await operations.take_seat(event=id, by=trained.member)
        seen = await event_page(id=id, by=world.sera)
        assert (seen.event.taken, seen.event.free, seen.seats) == (2, 0, [])
        assert {(seat.name, seat.body) for seat in (await event_page(id=id, by=world.hiroshima)).seats} == {
            ("髙橋 仮名", ""), ("松山 架空", "松山市"),
        }  # fmt: skip
        await operations.give_back_seat(event=id, by=trained.member)
        await operations.take_seat(event=id, by=world.sera)
        assert [row.id for row in await own_events(by=world.sera)] == [id]
        with pytest.raises(RuleBroken):
            await operations.change_event(id=id, text=told(places=1, version=1), by=world.hiroshima)
        with pytest.raises(NotAllowed):
            await operations.change_event(id=id, text=told(version=1), by=world.ehime)


async def test_attendance_is_noted_from_the_day_on_and_may_be_corrected(world: World, trained: Class) -> None:
    with on(BEFORE):
        id = (await operations.announce_event(new=told(), by=world.hiroshima)).id
        await operations.take_seat(event=id, by=trained.member)
        mine = (await event_page(id=id, by=trained.member)).mine
        assert mine is not None and mine.came is None
        with pytest.raises(RuleBroken):
            await operations.note_attendance(event=id, attendance=Attendance(came=[mine.id]), by=world.hiroshima)
    with on(DAY):
        with pytest.raises(NotFound):
            await operations.note_attendance(event=id, attendance=Attendance(came=[id]), by=world.hiroshima)
        for came in ([mine.id], []):
            await operations.note_attendance(event=id, attendance=Attendance(came=came), by=world.hiroshima)
            seat = (await event_page(id=id, by=trained.member)).mine
            assert seat is not None and seat.came is bool(came)
        with pytest.raises(RuleBroken):
            await operations.give_back_seat(event=id, by=trained.member)
    with on(DAY + timedelta(days=1)):
        with pytest.raises(RuleBroken):
            await operations.take_seat(event=id, by=world.sera)
        assert [row.id for row in (await events(over=True, by=world.sera))[0]] == [id]


async def test_whoever_has_a_seat_is_told_why_it_does_not_take_place(world: World, trained: Class) -> None:
    with on(BEFORE):
        id = (await operations.announce_event(new=told(), by=world.hiroshima)).id
        await operations.take_seat(event=id, by=trained.member)
        await operations.take_seat(event=id, by=world.matsuyama)
        await operations.cancel_event(id=id, cancellation=Cancellation(reason="講師の都合です。"), by=world.hiroshima)
        for by in (trained.member, world.matsuyama):
            assert "講師の都合です。" in (await latest_notices(by=by))[0].body
        with pytest.raises(RuleBroken):
            await operations.take_seat(event=id, by=world.sera)


async def test_another_place_is_told_once_a_body_and_what_is_over_stays_as_it_was(world: World, trained: Class) -> None:
    with on(BEFORE):
        id = (await operations.announce_event(new=told(), by=world.hiroshima)).id
        for by in (trained.member, world.sera):
            await operations.take_seat(event=id, by=by)
        await operations.change_event(id=id, text=told(version=1, place="町民会館"), by=world.hiroshima)
        await operations.change_event(
            id=id, text=told(version=2, place="町民会館", programme="2部"), by=world.hiroshima
        )
        for by in (trained.member, world.sera):
            assert ["町民会館" in notice.body for notice in await latest_notices(by=by)].count(True) == 1
        with pytest.raises(RuleBroken, match="きょうより後"):
            await operations.change_event(
                id=id, text=told(version=3, held_on=BEFORE - timedelta(days=1)), by=world.hiroshima
            )
    with on(DAY + timedelta(days=1)), pytest.raises(RuleBroken, match="もう終わって"):
        await operations.cancel_event(id=id, cancellation=Cancellation(reason="誤り"), by=world.hiroshima)


async def test_papers_open_for_public_bodies_and_whoever_has_a_seat(world: World, trained: Class) -> None:
    with on(BEFORE):
        id = (await operations.announce_event(new=told(), by=world.hiroshima)).id
        await operations.share_paper(event=id, filename="次第.csv", content=b"a,b\n1,2\n", by=world.hiroshima)
        (file,) = (await event_page(id=id, by=trained.stranger)).files
        with pytest.raises(NotAllowed, match="申し込むと開けます"):
            await event_paper(event=id, file=file.id, by=trained.stranger)
        await operations.take_seat(event=id, by=trained.stranger)
        for by in (trained.stranger, world.matsuyama):
            assert (await event_paper(event=id, file=file.id, by=by)).content == b"a,b\n1,2\n"
        with pytest.raises(NotAllowed):
            await operations.share_paper(event=id, filename="次第.csv", content=b"a,b\n", by=world.ehime)
        entry = (await event_calendar(id=id, by=trained.member)).decode()
        assert "DTSTART:20261204T043000Z" in entry and "SUMMARY:窓口の勉強会" in entry


async def test_both_doors(world: World, visit: Visit) -> None:
    hiroshima, sera, nobody = await visit("hiroshima"), await visit("sera"), await visit()
    fields = {"kind": "forum", "name": "架空フォーラム", "theme": "counter", "programme": "講演", "begins_at": "13:30",
              "held_on_year": "2099", "held_on_month": "5", "held_on_day": "1", "place": "県庁", "places": "30",
              "contact": "推進課"}  # fmt: skip
    refused = await hiroshima.post("/events", fields | {"places": "0"})
    assert refused.status_code == 422 and "架空フォーラム" in refused.text
    path = (await hiroshima.post("/events", fields)).headers["location"]
    assert (await hiroshima.get(f"{path}?edit=true")).status_code == 200
    assert (await sera.get(f"{path}?edit=true")).status_code == 403 and (
        await sera.get("/events/new")
    ).status_code == 403
    stale = await hiroshima.post(path, fields | {"version": "9", "programme": "書き直した講演"})
    assert stale.status_code == 409 and "書き直した講演" in stale.text and "いまの内容" in stale.text
    assert (await sera.post(f"{path}/seat")).status_code == 303
    again = await sera.post(f"{path}/seat")
    assert again.status_code == 409 and "もう申し込んでいます" in again.text
    content = base64.b64encode(b"a,b\n1,2\n").decode()
    assert (await hiroshima.send(f"{path}/files", {"filename": "a.csv", "content": content})).status_code == 201
    found = (await sera.get(f"/api/v1{path}")).json()
    assert found["mine"]["name"] == "情報 担当" and len(found["files"]) == 1
    assert "架空フォーラム" in (await sera.get("/events?theme=counter")).text
    assert (await sera.send(f"{path}/seat/removal", {})).status_code == 201
    assert (await hiroshima.post(f"{path}/cancellation", {"reason": ""})).status_code == 422
    assert (await nobody.get(path)).status_code == 303
