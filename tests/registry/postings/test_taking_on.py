"""An accepted applicant becomes a member in one step: what they wrote is carried over, duplicates are decided first."""

from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from auth.permissions.rules import Role
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.members.queries import kept, member_names, profile
from registry.postings import applying, judging
from registry.postings.candidates import candidate
from registry.postings.personal import forget, held_on
from registry.postings.queries import applications, posting_page, waiting_for
from registry.postings.rows import Received
from registry.postings.rules import POOL_CONSENT_NOW
from registry.postings.schemas import Decision, OfferAnswer, TakingOn
from registry.postings.taking_on import take_on
from tests.browser import Visit
from tests.matching.employment import TODAY, on
from tests.registry.job_descriptions.describing import officer
from tests.registry.people import designer, signed_in
from tests.registry.postings.calling import AFTER, HERE, NOBODY, PERSON, applied, opened, selecting
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]


async def accepted(world: World, *, agreed: bool = True, **more: Any) -> Received:
    """Somebody who applied with a claim, was offered the place and took it."""
    posting = await opened(world)
    with on(TODAY):
        line = (await posting_page(id=posting, by=NOBODY)).content.skills[0]
        received = await applied(posting, held=[f"{line.skill}:3"], phone="0" * 40, **more)
    await selecting(world, posting)
    with on(AFTER):
        offer = Decision(verdict="offer", reason="経験が合うため", version=1)
        await judging.decide(id=received.application, decision=offer, by=world.hiroshima)
        answer = OfferAnswer(number=received.number, accept=True, joins=agreed, pledges=agreed)
        await applying.answer_offer(given=answer, source=HERE, by=NOBODY)
    return received


async def version_of(application: UUID, world: World) -> int:
    """The application's version as HR sees it."""
    return next(row.version for row in await applications(by=world.hiroshima) if row.id == application)


async def test_what_was_written_once_is_the_members_and_the_application_keeps_the_link(world: World) -> None:
    application = (await accepted(world, kana="かくう おうぼこ")).application
    with on(AFTER):
        found = await candidate(application=application, by=world.hiroshima)
        assert found.person is not None and found.alike == []
        given = TakingOn(version=found.application.version, roles=["service_designer"], held=found.person.held)
        member = (await take_on(id=application, given=given, by=world.hiroshima)).id
        shown = await profile(id=member, by=world.hiroshima, purpose="確認")
        assert (shown.name, shown.kana, shown.email, shown.phone) == (
            PERSON["name"], "かくう おうぼこ", PERSON["email"], "0" * 40,
        )  # fmt: skip
        assert [(held.level, held.verified) for held in shown.card.skills] == [(3, False)]
        assert (await kept(id=member, by=world.hiroshima)).terms.pledged_on == AFTER
        row = next(row for row in await applications(by=world.hiroshima) if row.id == application)
        assert (row.member, row.pool_consent, row.pool_consented_on) == (member, POOL_CONSENT_NOW, AFTER)
        again = TakingOn(version=row.version, same_as="new")
        with pytest.raises(Conflict):
            await take_on(id=application, given=again, by=world.hiroshima)
        themselves = await signed_in(member, by=world.hiroshima, login="newcomer")
        assert [own.id for own in await applications(by=themselves, own=True)] == [application]


async def test_without_consent_and_pledge_nobody_is_taken_in(world: World) -> None:
    application = (await accepted(world, agreed=False)).application
    with on(AFTER):
        version = await version_of(application, world)
        for given, field in (
            ({}, "consented_on"),
            ({"consented_on": AFTER}, "pledged_on"),
            ({"consented_on": AFTER.replace(year=2027), "pledged_on": AFTER}, "consented_on"),
        ):
            with pytest.raises(RuleBroken) as refusal:
                typed = TakingOn.model_validate({"version": version, **given})
                await take_on(id=application, given=typed, by=world.hiroshima)
            assert refusal.value.field == field
        whole = TakingOn(version=version, consented_on=AFTER, pledged_on=AFTER)
        with pytest.raises(NotFound):
            await take_on(id=application, given=whole, by=world.ehime)
        for nobody in (world.sera, await officer(Role.READER)):
            with pytest.raises(NotAllowed):
                await take_on(id=application, given=whole, by=nobody)
        await take_on(id=application, given=whole, by=world.hiroshima)


async def test_whoever_accepted_waits_to_be_taken_in(world: World) -> None:
    application = (await accepted(world)).application
    with on(AFTER):
        waiting = [(one.act, one.link) for one in await waiting_for(by=world.hiroshima)]
        assert waiting == [("人材プールに加える", f"/applications/{application}/membership")]
        for nobody in (world.sera, world.ehime, world.hiroshima_reader):
            assert await waiting_for(by=nobody) == []
        await take_on(id=application, given=TakingOn(version=await version_of(application, world)), by=world.hiroshima)
        assert await waiting_for(by=world.hiroshima) == []


async def test_who_only_applied_is_not_taken_in(world: World) -> None:
    posting = await opened(world)
    with on(TODAY):
        fresh = (await applied(posting)).application
        with pytest.raises(RuleBroken):
            await take_on(id=fresh, given=TakingOn(version=1), by=world.hiroshima)


@pytest.mark.parametrize("held", [["-" * 36 + ":1"], [f"{UUID(int=7)}:1", f"{UUID(int=7)}:2"]])
def test_a_claim_that_is_none_is_refused_before_anything_is_written(held: list[str]) -> None:
    with pytest.raises(ValidationError):
        TakingOn(version=1, held=held)


async def test_somebody_of_the_pool_is_found_before_and_not_entered_twice(world: World) -> None:
    known = await designer(by=world.hiroshima, name="架空　応募子", email="other@example.jp")
    application = (await accepted(world)).application
    with on(AFTER):
        other = await designer(by=world.hiroshima, name="別名 架空子", email=str(PERSON["email"]).upper())
        found = await candidate(application=application, by=world.hiroshima)
        assert [(one.member, one.why) for one in found.alike] == [(other, "email"), (known, "name")]
        undecided = TakingOn(version=found.application.version)
        with pytest.raises(RuleBroken) as refusal:
            await take_on(id=application, given=undecided, by=world.hiroshima)
        assert refusal.value.field == "same_as"
        stranger = await designer(by=world.ehime, name="他県 架空人")
        with pytest.raises(NotFound):
            elsewhere = undecided.model_copy(update={"same_as": str(stranger)})
            await take_on(id=application, given=elsewhere, by=world.hiroshima)
        same = undecided.model_copy(update={"same_as": str(other)})
        assert (await take_on(id=application, given=same, by=world.hiroshima)).id == other
        names = await member_names(ids=[known, other], by=world.hiroshima, purpose="確認")
        assert names[other] == "別名 架空子"


async def test_the_database_joins_an_application_to_nobody_elses_member(world: World) -> None:
    application = (await accepted(world)).application
    stranger = await designer(by=world.ehime, name="他県 架空人")
    with on(AFTER), pytest.raises(Conflict):
        async with unit_of_work(world.hiroshima) as work:
            await work.connection.execute("update application set member = $1 where id = $2", stranger, application)


async def test_an_erased_member_leaves_no_words_in_the_application_either(world: World) -> None:
    application = (await accepted(world)).application
    with on(AFTER):
        given = TakingOn(version=await version_of(application, world))
        member = (await take_on(id=application, given=given, by=world.hiroshima)).id
        assert {held.table for held in await held_on(member=member, by=world.hiroshima)} >= {"application"}
        async with unit_of_work(world.hiroshima) as work:
            await forget(member=member, by=world.hiroshima)
            queued = "select count(*) from jobs.procrastinate_jobs where task_name = 'forget_applicant'"
            assert await work.connection.fetchval(queued) == 1


async def test_hr_takes_somebody_in_at_both_doors(world: World, visit: Visit) -> None:
    application = (await accepted(world)).application
    path = f"/applications/{application}/membership"
    with on(AFTER):
        hall = await visit("hiroshima")
        shown = await hall.get(path)
        assert "架空 応募子" in shown.text and "同意しました" in shown.text
        refused = await hall.post(path, {"version": "1", "kana": "かくう おうぼこ"})
        assert refused.status_code == 409 and "かくう おうぼこ" in refused.text
        version = await version_of(application, world)
        answer = await hall.send(path, {"version": version, "roles": ["service_designer"]})
        assert answer.status_code == 201
        assert f"/members/{answer.json()['id']}" in (await hall.get(f"/applications/{application}")).text
