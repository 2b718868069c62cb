"""The right stands in the operation too: a reader of the very body concerned is refused behind the door.

One case for each noun with a lifecycle; every verb of its table is attempted.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any, get_args
from uuid import uuid4

import pytest

from auth.viewer import Viewer
from foundation.errors import NotAllowed, NotFound
from matching.agreements import operations as agreements
from matching.agreements.amending import amend_agreement
from matching.agreements.annexing import add_annex
from matching.agreements.negotiating import propose_text
from matching.agreements.queries import agreement_of
from matching.agreements.rules import LIFE as AGREEMENT
from matching.agreements.signing import order_signing, sign
from matching.agreements.text_schemas import NewAnnex, NewText, Signing, SigningOrder
from matching.appointments import operations as appointments
from matching.appointments.queries import appointments as appointments_of
from matching.appointments.rules import LIFE as APPOINTMENT
from matching.appointments.schemas import Decision
from matching.assignments import extending
from matching.assignments import operations as assignments
from matching.assignments.queries import assignments as assignments_of
from matching.assignments.rules import LIFE as ASSIGNMENT
from matching.assignments.schemas import Ending, ExtensionAsked, ExtensionDecision
from matching.proposals import operations as proposals
from matching.proposals.queries import proposal_page
from matching.proposals.rules import LIFE as PROPOSAL
from matching.proposals.schemas import Sending
from matching.settlements import operations as settlements
from matching.settlements.rules import LIFE as SETTLEMENT
from matching.settlements.rules import CostKind
from matching.settlements.schemas import Assent, NewCost, Paid, Seen, Told
from registry.accelerators import operations as accelerators
from registry.accelerators.naming import record_post
from registry.accelerators.rules import LIFE as REGISTRATION
from registry.accelerators.schemas import Post, Recommendation, Term
from registry.needs import operations as needs
from registry.needs.requirement_schemas import Requirement
from registry.needs.rules import LIFE as NEED
from registry.needs.schemas import HearingRecord, NeedIntake, Referral, Review, TriageChoice
from tests.matching.employment import (
    ANSWER_BY,
    FIRST,
    LAST,
    TODAY,
    answer,
    confirmed,
    drafted,
    matchable_need,
    on,
    sent,
)
from tests.matching.settlements.settling import DAY, opened, seen, served, spent
from tests.registry.people import designer
from tests.training.conftest import Class, session_of, trained
from tests.world import SERA, World
from training.enrolments import marking
from training.enrolments import operations as enrolments
from training.enrolments.rules import LIFE as ENROLMENT
from training.enrolments.schemas import Attendance, NewRequirement, Results

__all__ = ["trained"]
pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

Attempt = tuple[Viewer, Callable[..., Awaitable[Any]]]
WHY = "都合がつかなくなったため"


def reading(viewer: Viewer) -> Viewer:
    """A reader of the same body."""
    return replace(viewer, role="reader")


async def refused(attempts: Mapping[str, Attempt], *, outside: Viewer) -> None:
    """Each verb is refused to the reader of the body concerned, and to another reader."""
    for verb, (reader, act) in attempts.items():
        with pytest.raises(NotAllowed):
            await act(by=reader)
            pytest.fail(f"{verb} was carried out for a reader")
        with pytest.raises((NotAllowed, NotFound)):
            await act(by=outside)


async def test_a_need(world: World) -> None:
    need = await matchable_need(world.sera, by=world.hiroshima)
    intake = NeedIntake(draft=uuid4(), story="窓口が分かれていて困る。")
    heard = HearingRecord.model_validate({"heard_on": "2026-11-20", "means": "visit", "findings": "窓口は3つ。"})
    wanted = Requirement(role="service_designer", half_days=4, on_site_half_days=2, first_day=FIRST, last_day=LAST,
                         form="special_part_time")  # fmt: skip
    town, hall = reading(world.sera), world.hiroshima_reader
    attempts: dict[str, Attempt] = {
        "submit": (town, partial(needs.submit_need, intake=intake)),
        "save": (town, partial(needs.save_draft, draft=intake)),
        "withdraw": (town, partial(needs.withdraw_need, id=need, reason=WHY)),
        "hear": (hall, partial(needs.record_hearing, id=need, hearing=heard)),
        "triage": (hall, partial(needs.triage_need, id=need, choice=TriageChoice(triage="advice"))),
        "accept": (hall, partial(needs.set_requirement, id=need, requirement=wanted)),
        "refer": (hall, partial(needs.refer_need, id=need, referral=Referral(scheme="digital_bonds", reason=WHY))),
        "hold": (hall, partial(needs.hold_need, id=need, reason=WHY)),
        "agree": (hall, partial(needs.note_agreed, id=need, first_day=FIRST)),
        "fill": (hall, partial(needs.fill_need, id=need)),
        "review": (town, partial(needs.review_need, id=need, review=Review(outcome="solved", findings=WHY))),
        "close": (town, partial(needs.close_need, id=need)),
    }
    assert {row.verb for row in NEED.transitions} <= attempts.keys()
    await refused(attempts, outside=reading(world.jinseki))


async def test_a_proposal(world: World) -> None:
    with on(TODAY):
        draft = (await drafted(world)).proposal
        sending = Sending(answer_by=ANSWER_BY)
        hall, town = world.hiroshima_reader, reading(world.sera)
        await refused({"send": (hall, partial(proposals.send_proposal, id=draft, sending=sending))}, outside=town)


async def test_a_sent_proposal(world: World) -> None:
    with on(TODAY):
        story = await sent(world)
        await answer(story, story.towns[0], answer="declined", reason="other", note=WHY)
        id, hall, town = story.proposal, world.hiroshima_reader, reading(story.towns[1])
        page = await proposal_page(id=id, by=story.pool)
        declined = next(line.id for line in page.lines if page.declined(line.id))
        attempts: dict[str, Attempt] = {
            "answer": (town, partial(answer, story)),
            "strike": (hall, partial(proposals.strike_line, id=id, line=declined)),
            "check": (hall, partial(proposals.check_conflicts, id=id)),
            "confirm": (hall, partial(proposals.confirm_proposal, id=id)),
            "withdraw": (hall, partial(proposals.withdraw_proposal, id=id, reason=WHY)),
        }
        late: dict[str, Attempt] = {"expire": (hall, partial(proposals.expire_proposal, id=id))}
        reached_by_striking_the_last = {"fail"}
        sent_above = {"send"}
        told = attempts.keys() | late.keys() | reached_by_striking_the_last | sent_above
        assert {row.verb for row in PROPOSAL.transitions} == told
        for_nobody = {verb: attempts[verb] for verb in attempts if verb != "answer"}
        with pytest.raises(NotAllowed):
            await answer(story, town)
        await refused(for_nobody, outside=town)
    with on(ANSWER_BY + timedelta(days=1)):
        await refused(late, outside=town)


async def test_employment(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
    town, hall = reading(story.towns[0]), world.hiroshima_reader
    with on(FIRST):
        post = (await appointments_of(by=story.towns[0]))[0][0].id
        work = (await assignments_of(by=story.towns[0]))[0][0].id
        agreement = await agreement_of(proposal=story.proposal, by=story.pool)
        assert agreement is not None
        approving: dict[str, Attempt] = {
            "approve": (town, partial(appointments.approve_appointment, id=post)),
            "call_off": (hall, partial(appointments.call_off_appointment, id=post)),
            "begin": (hall, partial(appointments.begin_appointment, id=post)),
            "end": (hall, partial(appointments.end_appointment, id=post)),
        }
        deciding: dict[str, Attempt] = {
            verb: (town, partial(appointments.decide_appointment, id=post, decision=Decision(
                verb=verb, version=1, effective_on=FIRST, reason=WHY, last_day=LAST)))
            for verb in get_args(Decision.model_fields["verb"].annotation)
        }  # fmt: skip
        await refused(approving | deciding, outside=reading(world.matsuyama))
        await appointments.approve_appointment(id=post, by=story.towns[0])
        longer = ExtensionAsked(last_day=LAST + timedelta(days=30), reason=WHY)
        asked = (await extending.ask_extension(assignment=work, asked=longer, by=story.towns[0])).id
        yes = ExtensionDecision(verb="approve", version=1)
        working: dict[str, Attempt] = {
            "start": (hall, partial(assignments.start_assignment, id=work)),
            "extend": (hall, partial(extending.decide_extension, id=asked, decision=yes)),
            "end": (hall, partial(assignments.end_assignment, id=work, ending=Ending(last_day=LAST, reason=WHY))),
            "shorten": (hall, partial(assignments.end_assignment, id=work, ending=Ending(last_day=FIRST, reason=WHY))),
            "hand_over": (hall, partial(assignments.hand_over, id=work)),
        }
        await refused(working, outside=town)
        signing = Signing(organisation=SERA, signed_on=FIRST, office=WHY, signer=WHY, version=1)
        annexing = partial(add_annex, id=agreement, annex=NewAnnex(title=WHY), filename=WHY, content=b"")
        agreeing: dict[str, Attempt] = {
            "propose": (town, partial(propose_text, id=agreement, new=NewText(text=WHY, comment=WHY, version=1))),
            "annex": (town, annexing),
            "approve": (town, partial(agreements.approve_agreement, id=agreement)),
            "order": (hall, partial(order_signing, id=agreement, order=SigningOrder(bodies=[SERA], version=1))),
            "sign": (town, partial(sign, id=agreement, signing=signing)),
            "amend": (hall, partial(amend_agreement, id=agreement)),
        }
        await refused(agreeing, outside=reading(world.matsuyama))
        concluded_and_in_force_with_the_last = {"conclude", "enter_into_force", "replace"}
        assert {row.verb for row in APPOINTMENT.transitions} == approving.keys() | deciding.keys()
        assert {row.verb for row in ASSIGNMENT.transitions} == working.keys()
        assert {row.verb for row in AGREEMENT.transitions} == agreeing.keys() | concluded_and_in_force_with_the_last


async def test_a_settlement(world: World) -> None:
    with on(TODAY):
        story = await served(world)
    with on(DAY):
        agreement = await agreement_of(proposal=story.proposal, by=story.pool)
        assert agreement is not None
        id = await opened(story, agreement)
        await spent(id, 100, by=story.pool)
        await settlements.tell_settlement(id=id, seen=await seen(id, story.pool), by=story.pool)
        hall, now, told = world.hiroshima_reader, Seen(version=3), Told(reason=WHY, version=3)
        cost = NewCost(incurred_on=FIRST, kind=CostKind.PAY, source=WHY, amount=1, version=3)
        paid = Paid(bodies=[SERA], yen=[1], version=3)
        attempts: dict[str, Attempt] = {
            "enter": (hall, partial(settlements.enter_cost, id=id, cost=cost)),
            "strike": (hall, partial(settlements.strike_cost, id=id, cost=id, seen=now)),
            "pay": (hall, partial(settlements.note_paid, id=id, paid=paid)),
            "tell": (hall, partial(settlements.tell_settlement, id=id, seen=now)),
            "recall": (hall, partial(settlements.recall_settlement, id=id, told=told)),
            "agree": (reading(world.sera), partial(settlements.agree_settlement, id=id, assent=Assent(share_yen=34))),
            "close": (hall, partial(settlements.close_settlement, id=id, seen=now)),
            "correct": (hall, partial(settlements.correct_settlement, id=id, told=told)),
        }
        settled_with_the_last = {"settle"}
        assert {row.verb for row in SETTLEMENT.transitions} == attempts.keys() | settled_with_the_last
        await refused(attempts, outside=reading(world.matsuyama))


async def test_a_registration(world: World) -> None:
    wanted = Recommendation(member=await designer(by=world.hiroshima), pledge=True, name_consent=True)
    id = (await accelerators.recommend(recommendation=wanted, by=world.hiroshima)).id
    nation, term = reading(world.ministry), Term(first_day=FIRST, last_day=LAST)
    attempts: dict[str, Attempt] = {
        "recommend": (world.hiroshima_reader, partial(accelerators.recommend, recommendation=wanted)),
        "check": (nation, partial(accelerators.check, id=id)),
        "register": (nation, partial(accelerators.register, id=id, term=term)),
        "use_name": (nation, partial(accelerators.begin_name_use, id=id)),
        "appoint": (world.hiroshima_reader, partial(record_post, member=wanted.member, post=Post(body="世羅町"))),
        "suspend": (nation, partial(accelerators.suspend, id=id, reason=WHY)),
        "resume": (nation, partial(accelerators.resume, id=id)),
        "renew": (nation, partial(accelerators.renew, id=id, term=term)),
        "strike_off": (nation, partial(accelerators.strike_off, id=id, reason=WHY)),
    }
    assert {row.verb for row in REGISTRATION.transitions} == attempts.keys()
    await refused(attempts, outside=reading(world.sera))


async def test_an_enrolment(world: World, trained: Class) -> None:
    assert trained.member.member is not None
    new = NewRequirement(member=trained.member.member, course="assembly", required_for=WHY)
    id = (await enrolments.require_training(new=new, by=world.hiroshima)).id
    session = await session_of(trained.school, days=0)
    hall, school = world.hiroshima_reader, reading(trained.school)
    choosing: dict[str, Attempt] = {
        "require": (hall, partial(enrolments.require_training, new=new)),
        "enrol": (hall, partial(enrolments.take_place, id=id, session=session)),
        "make_up": (hall, partial(enrolments.make_up, id=id)),
        "leave": (hall, partial(enrolments.leave_place, id=id)),
        "renew": (hall, partial(enrolments.renew, id=id)),
    }
    await refused(choosing, outside=reading(world.sera))
    await enrolments.take_place(id=id, session=session, by=world.hiroshima)
    noting: dict[str, Attempt] = {
        "attend": (school, partial(marking.note_attendance, session=session, attendance=Attendance(attended=[id]))),
        "retract": (school, partial(marking.note_attendance, session=session, attendance=Attendance())),
        "complete": (school, partial(marking.note_results, session=session, results=Results(completed=[id]))),
        "miss": (school, partial(marking.note_results, session=session, results=Results(reason=WHY))),
    }
    await refused(noting, outside=hall)
    assert {row.verb for row in ENROLMENT.transitions} <= choosing.keys() | noting.keys()
