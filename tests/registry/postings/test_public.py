"""What everybody may do with a posting: read, ask until a day, apply until a day, look and withdraw by number."""

from base64 import b64encode
from datetime import time, timedelta
from uuid import uuid4

import pytest

from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotFound, RuleBroken, TooMany
from registry.postings import applying, asking, operations
from registry.postings.dossiers import application_page, standing_of
from registry.postings.queries import applications, posting_page, postings, questions_of
from registry.postings.rules import FEW
from registry.postings.schemas import Answer, NumberGiven, Question
from tests.browser import Visit
from tests.matching.companies import company_viewer
from tests.matching.employment import TODAY, on
from tests.registry.people import designer, signed_in
from tests.registry.postings.calling import (
    HERE,
    NOBODY,
    PERSON,
    QUESTIONS_UNTIL,
    UNTIL,
    applied,
    opened,
    prepared,
    step_of,
)
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]
PDF = b"%PDF-1.7\n%%EOF\n"
MIDNIGHT = time(23, 59, 59)


async def test_a_prepared_posting_is_its_own_bodys_and_an_open_one_everybodys(world: World) -> None:
    id = await prepared(world)
    for outsider in (NOBODY, world.sera, world.ehime, world.ministry):
        with pytest.raises(NotFound):
            await posting_page(id=id, by=outsider)
    with on(TODAY):
        await operations.open_posting(id=id, step=await step_of(id, world.hiroshima), by=world.hiroshima)
        for anybody in (NOBODY, world.sera, world.ehime, world.ministry):
            assert (await posting_page(id=id, by=anybody)).content.half_days == 8
            assert [row.id for row in (await postings(by=anybody))[0]] == [id]


async def test_the_last_day_counts_to_its_end_in_japan(world: World) -> None:
    id = await opened(world)
    with on(UNTIL, MIDNIGHT):
        await applied(id)
    with on(UNTIL + timedelta(days=1), time(0, 0)), pytest.raises(RuleBroken):
        await applied(id, email="late@example.jp")
    question = Question(question="在宅でもできますか。")
    with on(QUESTIONS_UNTIL, MIDNIGHT):
        await asking.ask_question(posting=id, question=question, source=HERE, by=NOBODY)
    with on(QUESTIONS_UNTIL + timedelta(days=1), time(0, 0)), pytest.raises(RuleBroken):
        await asking.ask_question(posting=id, question=question, source=HERE, by=NOBODY)


async def test_a_question_is_public_once_answered_and_names_nobody(world: World) -> None:
    id = await opened(world)
    with on(TODAY):
        question = Question(question="在宅でもできますか。")
        await asking.ask_question(posting=id, question=question, source=HERE, by=world.sera)
        assert await questions_of(posting=id, by=NOBODY) == []
        waiting = (await questions_of(posting=id, by=world.hiroshima))[0]
        answer = Answer(answer="月に1日は来庁してください。", version=waiting.version)
        await asking.answer_question(id=waiting.id, answer=answer, by=world.hiroshima)
        assert [one.answer for one in await questions_of(posting=id, by=NOBODY)] == ["月に1日は来庁してください。"]
        with pytest.raises(Conflict):
            await asking.answer_question(id=waiting.id, answer=answer, by=world.hiroshima)
    async with unit_of_work(world.hiroshima) as work:
        rows = await work.connection.fetch("select * from posting_question")
        noted = await work.connection.fetch("select account, organisation from journal where verb = 'ask_question'")
    assert str(world.sera.account) not in str(rows) and str(world.sera.account) not in str(noted)


async def test_an_outsiders_application_is_the_posting_bodys_alone(world: World) -> None:
    id = await opened(world)
    with on(TODAY):
        received = await applied(id)
        assert (await application_page(id=received.application, by=world.hiroshima)).person is not None
        for outsider in (NOBODY, world.sera, world.jinseki, world.ehime, world.matsuyama, world.ministry):
            assert await applications(by=outsider) == []
            with pytest.raises(NotFound):
                await application_page(id=received.application, by=outsider)


async def test_the_number_shows_where_it_stands_and_takes_it_back(world: World) -> None:
    id = await opened(world)
    with on(TODAY):
        received = await applied(id)
        typed = received.number.replace("-", "").lower()
        found, keeper = await applying.found_by(number=typed, source=HERE)
        standing = await standing_of(id=found, by=keeper)
        assert standing.state == "received"
        assert received.number not in standing.letters[0].body, "who selects could answer for the applicant"
        assert received.number in await mailed(world)
        with pytest.raises(NotFound):
            await applying.found_by(number="AAAA-AAAA-AAAA-AAAA", source=HERE)
        given = NumberGiven(number=received.number)
        await applying.withdraw_application(given=given, source=HERE, by=NOBODY)
        with pytest.raises(RuleBroken):
            await applying.withdraw_application(given=given, source=HERE, by=NOBODY)
        assert (await applications(by=world.hiroshima))[0].state == "withdrawn"


async def mailed(world: World) -> str:
    """What waits to be mailed by Hiroshima."""
    async with unit_of_work(world.hiroshima) as work:
        return "".join(row["body"] for row in await work.connection.fetch("select body from mail_outbox"))


async def test_a_member_finds_their_own_application_again(world: World) -> None:
    id = await opened(world)
    with on(TODAY):
        member = await signed_in(await designer(by=world.hiroshima), by=world.hiroshima)
        received = await applied(id, by=member)
        await applied(id, email="other@example.jp")
        assert [row.id for row in await applications(by=member, own=True)] == [received.application]
        assert (await application_page(id=received.application, by=member)).person is None


async def test_sent_twice_is_taken_in_once(world: World) -> None:
    id, application = await opened(world), uuid4()
    with on(TODAY):
        await applied(id, application=application)
        with pytest.raises(Conflict):
            await applied(id, application=application)
        assert len(await applications(by=world.hiroshima)) == 1


async def test_the_trap_and_the_limits_hold(world: World) -> None:
    id = await opened(world)
    with on(TODAY):
        with pytest.raises(RuleBroken):
            await applied(id, homepage="https://spam.example")
        for n in range(FEW):
            await applied(id, email=f"n{n}@example.jp")
        with pytest.raises(TooMany):
            await applied(id, email="one-more@example.jp")
        await applied(id, email="elsewhere@example.jp", source="192.0.2.2")
    with on(TODAY, time(10, 16)):
        await applied(id, email="later@example.jp")


async def test_an_enquiry_is_read_by_its_companies_alone(world: World) -> None:
    asked, other = [await company_viewer(by=world.hiroshima, login=login) for login in ("ao", "aka")]
    id = await opened(world, method="enquiry", companies=[asked.organisation])
    with on(TODAY):
        assert (await posting_page(id=id, by=asked)).title
        for outsider in (NOBODY, other, world.sera, world.ministry):
            with pytest.raises(NotFound):
                await posting_page(id=id, by=outsider)
        received = await applied(id, by=asked)
        assert [row.id for row in await applications(by=asked, own=True)] == [received.application]
        assert await applications(by=other) == []


async def test_a_program_applies_with_files_and_hr_opens_them_at_both_doors(world: World, visit: Visit) -> None:
    id, application = await opened(world), str(uuid4())
    outsider, hall = await visit("sera"), await visit("hiroshima")
    files = [{"filename": "経歴.pdf", "content": b64encode(PDF).decode()}]
    sent = PERSON | {"application": application, "files": files}
    with on(TODAY):
        assert (await outsider.send(f"/postings/{id}/applications", sent)).status_code == 201
        [file] = (await hall.get(f"/api/v1/applications/{application}")).json()["person"]["files"]
        for door in ("/api/v1", ""):
            assert (await hall.get(f"{door}/applications/{application}/files/{file}")).content == PDF
            assert (await outsider.get(f"{door}/applications/{application}/files/{file}")).status_code in (403, 404)
        too_many = sent | {"application": str(uuid4()), "files": files * 4}
        assert (await outsider.send(f"/postings/{id}/applications", too_many)).status_code == 422


async def test_somebody_signed_in_asks_on_the_page(world: World, visit: Visit) -> None:
    id = await opened(world)
    town = await visit("sera")
    with on(TODAY):
        answer = await town.post(f"/postings/{id}/questions", {"question": "在宅でもできますか。", "_key": "once"})
        assert answer.status_code == 303
        assert len(await questions_of(posting=id, by=world.hiroshima)) == 1
