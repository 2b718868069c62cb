"""From the closed posting to an offer, a failed round and another; sheets stay hidden; the unhired are forgotten."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from auth.permissions.rules import Role
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from foundation.notifications.post import Post
from registry.postings import applying, judging, operations, tasks
from registry.postings.dossiers import application_page, attached_file
from registry.postings.personal import forget, held_on
from registry.postings.queries import applications, assessors_of, posting_page, waiting_for
from registry.postings.rules import KEPT_MONTHS
from registry.postings.schemas import Decision, NewApplication, NewStage, OfferAnswer, Reopening
from tests.at_once import at_once
from tests.matching.employment import TODAY, on
from tests.registry.job_descriptions.describing import officer
from tests.registry.people import designer, signed_in
from tests.registry.postings.calling import (
    AFTER,
    HERE,
    NOBODY,
    PERSON,
    UNTIL,
    applied,
    opened,
    selecting,
    sheet,
    step_of,
)
from tests.world import HIROSHIMA, SERA, World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]
PDF = b"%PDF-1.7 fictional"


def verdict(what: str, version: int = 1) -> Decision:
    return Decision(verdict=what, reason="経験が合うため", version=version)


async def seats_of(posting: UUID, world: World) -> dict[UUID, UUID]:
    """Body -> its seat."""
    return {seat.body: seat.id for seat in await assessors_of(posting=posting, by=world.hiroshima)}


def mails_in(folder: Path) -> int:
    """How many letters went out."""
    return len(list(folder.glob("*.eml")))


async def test_sheets_are_hidden_until_every_seat_has_written(world: World) -> None:
    id = await opened(world)
    with on(TODAY):
        application = (await applied(id)).application
    stage = await selecting(world, id, world.sera)
    with on(AFTER):
        seats = await seats_of(id, world)
        assert [seat.body for seat in await assessors_of(posting=id, by=world.sera)] == [world.sera.organisation]
        hall, town = seats[HIROSHIMA], seats[SERA]
        with pytest.raises(NotAllowed):
            await judging.write_sheet(application=application, sheet=sheet(stage, hall), by=world.sera)
        await judging.write_sheet(application=application, sheet=sheet(stage, town), by=world.sera)
        before = await application_page(id=application, by=world.hiroshima)
        assert before.sheets == [] and before.sheets_in == {stage: 1}
        await judging.write_sheet(application=application, sheet=sheet(stage, hall), by=world.hiroshima)
        assert len((await application_page(id=application, by=world.hiroshima)).sheets) == 2
        assert len((await application_page(id=application, by=world.sera)).sheets) == 2
        with pytest.raises(NotFound):
            await application_page(id=application, by=world.jinseki)


async def test_the_end_of_the_step_opens_the_sheets_and_closes_writing(world: World) -> None:
    id = await opened(world)
    with on(TODAY):
        application = (await applied(id)).application
    stage = await selecting(world, id, world.sera)
    with on(AFTER):
        seats = await seats_of(id, world)
        await judging.write_sheet(application=application, sheet=sheet(stage, seats[SERA]), by=world.sera)
        colleague = await officer(Role.CLERK)
        assert (await application_page(id=application, by=colleague)).sheets == []
        await judging.close_stage(id=stage, by=world.hiroshima)
        assert len((await application_page(id=application, by=colleague)).sheets) == 1
        with pytest.raises(RuleBroken):
            await judging.write_sheet(application=application, sheet=sheet(stage, seats[HIROSHIMA]), by=world.hiroshima)


async def test_an_offer_is_accepted_by_number_and_fills_the_posting(world: World, tmp_path: Path) -> None:
    id = await opened(world)
    with on(TODAY):
        first, second = await applied(id), await applied(id, email="second@example.jp")
    await selecting(world, id)
    with on(AFTER):
        await judging.decide(id=first.application, decision=verdict("advance"), by=world.hiroshima)
        with pytest.raises(Conflict):
            await judging.decide(id=first.application, decision=verdict("offer"), by=world.hiroshima)
        await judging.decide(id=first.application, decision=verdict("offer", 2), by=world.hiroshima)
        assert (await posting_page(id=id, by=NOBODY)).state == "offered"
        answer = OfferAnswer(number=first.number, accept=True)
        await applying.answer_offer(given=answer, source=HERE, by=NOBODY)
        assert (await posting_page(id=id, by=NOBODY)).state == "filled"
        left = {row.id: row for row in await applications(by=world.hiroshima)}
        assert left[second.application].forget_on is not None and left[first.application].forget_on is None
        letters = (await application_page(id=first.application, by=world.hiroshima)).letters
        assert [letter.subject.split("：")[0] for letter in letters] == [
            "応募を受け付けました",
            "次の選考のご案内",
            "採用のお申し出",
        ]
        assert "経験が合うため" not in "".join(letter.body for letter in letters)
        post = Post(folder=tmp_path, sender="x@example.jp", public_url="http://localhost")
        for _ in range(2):
            await tasks.deliver_letter(
                letter=str(letters[0].id), organisation=str(world.hiroshima.organisation), post=post
            )
        assert mails_in(tmp_path) == 1


async def test_two_who_accept_the_last_two_places_at_once_fill_the_posting(world: World) -> None:
    id = await opened(world, places=2)
    with on(TODAY):
        both = [await applied(id), await applied(id, email="second@example.jp")]
    await selecting(world, id)
    with on(AFTER):
        for received in both:
            await judging.decide(id=received.application, decision=verdict("offer"), by=world.hiroshima)
        answers = [OfferAnswer(number=received.number, accept=True) for received in both]
        await at_once(*(applying.answer_offer(given=answer, source=HERE, by=NOBODY) for answer in answers))
        assert (await posting_page(id=id, by=NOBODY)).state == "filled"


async def test_a_declined_offer_goes_back_to_selecting(world: World) -> None:
    id = await opened(world)
    with on(TODAY):
        received = await applied(id)
    await selecting(world, id)
    with on(AFTER):
        await judging.decide(id=received.application, decision=verdict("offer"), by=world.hiroshima)
        await applying.answer_offer(given=OfferAnswer(number=received.number, accept=False), source=HERE, by=NOBODY)
        assert (await posting_page(id=id, by=NOBODY)).state == "selecting"


async def test_the_clock_closes_and_nobody_closes_before(world: World) -> None:
    id = await opened(world)
    with on(UNTIL):
        with pytest.raises(RuleBroken):
            await operations.close_posting(id=id, step=await step_of(id, world.hiroshima), by=world.hiroshima)
        await tasks.close_postings()
        assert (await posting_page(id=id, by=NOBODY)).state == "open"
    with on(AFTER):
        for _ in range(2):
            await tasks.close_postings()
        assert (await posting_page(id=id, by=NOBODY)).state == "closed"
        assert [one.act for one in await waiting_for(by=world.hiroshima)] == ["選考を始める"]
        assert await waiting_for(by=world.sera) == []


async def test_nobody_found_then_called_again(world: World) -> None:
    id = await opened(world)
    with on(TODAY):
        old = await applied(id)
    await selecting(world, id)
    with on(AFTER):
        with pytest.raises(RuleBroken):
            await operations.fail_posting(id=id, step=await step_of(id, world.hiroshima), by=world.hiroshima)
        reason = await step_of(id, world.hiroshima, "経験が足りない")
        await operations.fail_posting(id=id, step=reason, by=world.hiroshima)
        version = (await posting_page(id=id, by=world.hiroshima)).version
        again = Reopening(version=version, apply_until=AFTER + timedelta(days=14), questions_until=AFTER)
        await operations.reopen_posting(id=id, again=again, by=world.hiroshima)
        reopened = await posting_page(id=id, by=NOBODY)
        assert (reopened.state, reopened.round) == ("reopened", 2)
        new = await applied(id)
        rounds = {row.id: row.round for row in await applications(by=world.hiroshima)}
        assert rounds == {old.application: 1, new.application: 2}
    with on(AFTER + timedelta(days=15)):
        await tasks.close_postings()
        await judging.open_stage(posting=id, new=NewStage(kind="papers"), by=world.hiroshima)
        with pytest.raises(RuleBroken):
            await judging.decide(id=old.application, decision=verdict("offer"), by=world.hiroshima)


async def test_the_unhired_are_forgotten_when_their_time_is_over(world: World) -> None:
    id = await opened(world)
    with on(TODAY):
        new = NewApplication.model_validate(PERSON | {"application": "00000000-0000-4000-8000-000000000001"})
        received = await applying.apply(posting=id, new=new, files=[("経歴.pdf", PDF)], source=HERE, by=NOBODY)
    await selecting(world, id)
    with on(AFTER):
        await judging.decide(id=received.application, decision=verdict("reject"), by=world.hiroshima)
        person = (await application_page(id=received.application, by=world.hiroshima)).person
        assert person is not None
        file = await attached_file(application=received.application, file=person.files[0], by=world.hiroshima)
        assert (file.name, file.content) == ("経歴.pdf", PDF)
    last = AFTER.replace(year=AFTER.year + 1, month=AFTER.month + KEPT_MONTHS - 12) - timedelta(days=1)
    with on(last):
        await tasks.forget_candidates()
        assert (await application_page(id=received.application, by=world.hiroshima)).person is not None
    with on(last + timedelta(days=1)):
        await tasks.forget_candidates()
        shown = await application_page(id=received.application, by=world.hiroshima)
        assert (shown.person, shown.letters, shown.decisions, shown.application.state) == (None, [], [], "rejected")
        async with unit_of_work(world.hiroshima) as work:
            for table in ("application_person", "application_letter", "file", "application_sheet"):
                left = await work.connection.fetch(f"select t::text as row from {table} t")
                assert not [row for row in left if "応募子" in row["row"] or "経歴" in row["row"]], table


async def test_a_member_who_is_erased_is_forgotten_by_every_posting_body(world: World) -> None:
    id = await opened(world)
    with on(TODAY):
        member = await signed_in(await designer(by=world.hiroshima), by=world.hiroshima)
        assert member.member is not None
        await applied(id, by=member)
        tables = {held.table: len(held.rows) for held in await held_on(member=member.member, by=member)}
        assert tables == {"application": 1, "application_person": 1}
        await forget(member=member.member, by=member)
        async with unit_of_work(world.hiroshima) as work:
            queued = "select args from jobs.procrastinate_jobs where task_name = 'forget_applicant'"
            (job,) = await work.connection.fetch(queued)
        await tasks.forget_applicant(**json.loads(job["args"]))
        assert [row.rows for row in await held_on(member=member.member, by=member)][1] == []
