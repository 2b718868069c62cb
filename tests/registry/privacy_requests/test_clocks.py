"""Requests about one's own data: the law's clocks, who decides, what the person is told."""

from datetime import date

import pytest

from auth.inbox.queries import latest_notices
from auth.viewer import Viewer
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.privacy.filebook import FileBook, file_book
from registry.privacy.operations import erase_person
from registry.privacy.schemas import Erasure
from registry.privacy_requests import operations
from registry.privacy_requests.queries import WAITS, request_of, requests
from registry.privacy_requests.rules import Kind, due
from registry.privacy_requests.schemas import Extension, NewRequest, RequestRow, Seen, Verdict
from tests.browser import Visit
from tests.matching.employment import on
from tests.registry.people import designer, signed_in
from tests.world import World

pytestmark = pytest.mark.database

CAME, DETAIL = date(2026, 11, 2), "登録している連絡先を見せてください。"


def test_thirty_days_from_the_day_after_and_thirty_more() -> None:
    assert due(date(2026, 11, 2)) == date(2026, 12, 2)
    assert due(date(2026, 11, 2), extended=True) == date(2027, 1, 1)


async def asked(world: World, kind: Kind = Kind.DISCLOSURE) -> tuple[RequestRow, Viewer]:
    """A request by a person of Hiroshima's pool, through the service."""
    person = await signed_in(await designer(by=world.hiroshima), by=world.hiroshima)
    done = await operations.ask(new=NewRequest(kind=kind, detail=DETAIL), by=person)
    return await request_of(id=done.id, by=person), person


async def test_a_request_is_owed_prolonged_once_and_decided(world: World) -> None:
    with on(CAME):
        row, person = await asked(world)
        assert (row.received_on, row.due_on, row.by_person) == (CAME, date(2026, 12, 2), True)
        assert [one.id for one in await WAITS.of(world.hiroshima)] == [row.id]
        longer = Extension(reason="書類が多いため", version=row.version)
        with pytest.raises(RuleBroken, match="理由"):
            await operations.extend(id=row.id, extension=Extension(version=row.version), by=world.hiroshima)
        await operations.extend(id=row.id, extension=longer, by=world.hiroshima)
        with pytest.raises(RuleBroken):
            await operations.extend(id=row.id, extension=longer.model_copy(update={"version": 2}), by=world.hiroshima)
        row = await request_of(id=row.id, by=person)
        assert (row.due_on, row.extension_reason) == (date(2027, 1, 1), "書類が多いため")
        with pytest.raises(Conflict):
            await operations.decide(id=row.id, verdict=Verdict(verdict="granted", version=1), by=world.hiroshima)
        with pytest.raises(RuleBroken, match="理由"):
            await operations.decide(id=row.id, verdict=Verdict(verdict="refused", version=2), by=world.hiroshima)
        await operations.decide(id=row.id, verdict=Verdict(verdict="granted", version=2), by=world.hiroshima)
        assert await WAITS.of(world.hiroshima) == []
        subjects = [notice.subject for notice in await latest_notices(by=person, limit=9)]
        assert sum("開示の請求" in subject for subject in subjects) == 2


async def test_strangers_see_and_decide_nothing(world: World) -> None:
    row, person = await asked(world)
    for stranger in (world.sera, world.ehime, world.ministry):
        with pytest.raises(NotFound):
            await request_of(id=row.id, by=stranger)
        assert await requests(by=stranger) == []
    verdict = Verdict(verdict="granted", version=row.version)
    for by in (world.hiroshima_reader, person):
        with pytest.raises(NotAllowed):
            await operations.decide(id=row.id, verdict=verdict, by=by)
    await operations.withdraw(id=row.id, seen=Seen(version=row.version), by=person)
    assert (await request_of(id=row.id, by=person)).state == "withdrawn"


async def test_what_came_on_paper_counts_from_its_day(world: World) -> None:
    member = await designer(by=world.hiroshima)
    with on(CAME):
        new = NewRequest(kind=Kind.CORRECTION, detail=DETAIL, member=member, received_on=date(2026, 10, 20))
        done = await operations.ask(new=new, by=world.hiroshima)
        assert (await request_of(id=done.id, by=world.hiroshima)).due_on == date(2026, 11, 19)
        for wrong in ({"received_on": date(2026, 11, 3)}, {"member": None}):
            with pytest.raises(RuleBroken):
                await operations.ask(new=new.model_copy(update=wrong), by=world.hiroshima)
        with pytest.raises(NotFound):
            await operations.ask(new=new, by=world.ehime)


async def test_erasing_takes_the_words_and_leaves_that_something_was_asked(world: World) -> None:
    row, _ = await asked(world, Kind.ERASURE)
    erasure = Erasure(reason="本人からの求め", confirmed="消去する")
    await erase_person(member=row.member, erasure=erasure, by=world.hiroshima)
    left = await request_of(id=row.id, by=world.hiroshima)
    assert (left.detail, left.state, left.person) == ("", "received", None)


async def test_both_doors_and_nothing_typed_is_lost(world: World, visit: Visit) -> None:
    row, _ = await asked(world)
    page, program = await visit("hiroshima"), await visit("nagi")
    refused = await page.post(f"/privacy-requests/{row.id}/decision", {"version": "1", "reason": "書きかけの理由"})
    assert refused.status_code == 422 and "書きかけの理由" in refused.text
    ahead = await page.post(f"/privacy-requests/{row.id}/decision", {"version": "7", "verdict": "granted"})
    assert ahead.status_code == 409
    done = await page.post(f"/privacy-requests/{row.id}/decision", {"version": "1", "verdict": "granted"})
    assert done.status_code == 303
    for _ in range(2):
        sent = await program.send("/privacy-requests", {"kind": "correction", "detail": "x"}, key="once")
        assert sent.status_code == 201
    assert len((await program.client.get("/api/v1/privacy-requests")).json()) == 2
    assert "訂正" in (await program.get("/privacy-requests")).text


async def test_the_registers_draft_counts_the_own_pool_and_warns(world: World, visit: Visit) -> None:
    await designer(by=world.hiroshima)
    book = await file_book(by=world.hiroshima)
    assert book.people == 1 and not book.has_to_be_published
    assert (await file_book(by=world.ehime)).people == 0
    assert "氏名・連絡先・勤め先" in dict(book.lines)["記録項目"]
    hiroshima = await visit("hiroshima")
    assert "個人情報ファイル簿" in (await hiroshima.get("/personal-data/register")).text
    assert (await hiroshima.get("/personal-data/register/export")).status_code == 200


@pytest.mark.parametrize(
    ("people", "published", "nearly"), [(899, False, False), (900, False, True), (1000, True, False)]
)
def test_a_thousand_people_have_to_be_published(people: int, published: bool, nearly: bool) -> None:
    book = FileBook(people, [])
    assert (book.has_to_be_published, book.nearly) == (published, nearly)
