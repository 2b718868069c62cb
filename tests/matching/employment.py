"""The handshake as tests tell it: a designer of Hiroshima's pool for Sera, Jinseki and Akiota, step by step."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from auth.viewer import Viewer
from foundation.database.clock import Clock, clock_set_to
from foundation.text.dates import JST
from foundation.text.ids import uuid7
from matching.appointments.operations import approve_appointment
from matching.appointments.queries import appointments
from matching.assignments.tasks import begin_employment
from matching.proposals import operations
from matching.proposals.queries import own_questions, proposal_page
from matching.proposals.schemas import PartyAnswer, ProposalDraft, Sending
from registry.needs import operations as needs
from registry.needs.requirement_schemas import Requirement
from registry.needs.schemas import HearingRecord, NeedIntake, TriageChoice
from tests.registry.people import designer, offering, signed_in
from tests.world import World

TODAY = date(2026, 11, 21)
ANSWER_BY = date(2026, 11, 30)
FIRST, LAST = date(2027, 1, 1), date(2027, 3, 31)


@contextmanager
def on(day: date, at: time = time(10)) -> Iterator[None]:
    """Work on a day in Japan."""
    moment = datetime.combine(day, at, JST).astimezone(UTC)
    with clock_set_to(Clock(now=lambda: moment, new_id=uuid7)):
        yield


@dataclass(frozen=True, slots=True)
class Story:
    """A proposal and those it concerns, as viewers."""

    proposal: UUID
    member: Viewer
    pool: Viewer
    towns: tuple[Viewer, ...]

    @property
    def parties(self) -> tuple[Viewer, ...]:
        """Everybody who is asked."""
        return (*self.towns, self.member)


async def matchable_need(town: Viewer, *, by: Viewer, half_days: int = 4, **more: object) -> UUID:
    """A need of a town, heard by `by` and with a complete requirement."""
    intake = NeedIntake(draft=uuid4(), title=f"{town.organisation_name}の窓口", story="窓口が分かれていて困る。")
    need = (await needs.submit_need(intake=intake, by=town)).id
    heard = HearingRecord.model_validate({"heard_on": "2026-11-20", "means": "visit", "findings": "窓口は3つ。"})
    await needs.record_hearing(id=need, hearing=heard, by=by)
    await needs.triage_need(id=need, choice=TriageChoice(triage="hands_on"), by=by)
    wanted = {
        "role": "service_designer", "half_days": half_days, "on_site_half_days": 2, "first_day": FIRST,
        "last_day": LAST, "form": "special_part_time",
    } | more  # fmt: skip
    await needs.set_requirement(id=need, requirement=Requirement.model_validate(wanted), by=by)
    return need


async def drafted(world: World, *, offer: int = 12, form: str = "special_part_time", **person: Any) -> Story:
    """A draft for three towns, four half-days each, by a person who offers `offer`."""
    pool, towns = world.hiroshima, (world.sera, world.jinseki, world.akiota)
    member = await designer(by=pool, **person)
    await offering(member, offer, by=pool)
    viewer = await signed_in(member, by=pool)
    ids = [await matchable_need(town, by=pool, form=form) for town in towns]
    draft = ProposalDraft(member=member, needs=ids, message="窓口の経験があります。")
    done = await operations.draft_proposal(draft=draft, by=pool)
    return Story(done.id, viewer, pool, towns)


async def another_draft(story: Story, need: UUID | None = None) -> UUID:
    """A draft of another person, for a need of the first town: a new one, or this."""
    other = await designer(by=story.pool, name="試野 五", kana="ためしの ご", email="go@example.jp")
    wanted = need or await matchable_need(story.towns[0], by=story.pool)
    return (await operations.draft_proposal(draft=ProposalDraft(member=other, needs=[wanted]), by=story.pool)).id


async def sent(world: World, *, answer_by: date = ANSWER_BY, **more: Any) -> Story:
    """The same, sent."""
    story = await drafted(world, **more)
    await operations.send_proposal(id=story.proposal, sending=Sending(answer_by=answer_by), by=story.pool)
    return story


async def answer(story: Story, by: Viewer, *, answer: str = "accepted", **more: object) -> None:
    """`by` answers every question it has in the proposal."""
    row = await proposal_page(id=story.proposal, by=by)
    for party in own_questions(row, by):
        given = PartyAnswer.model_validate({"party": party.id, "version": party.version, "answer": answer} | more)
        await operations.answer_party(id=story.proposal, answer=given, by=by)


async def answered(world: World, **more: Any) -> Story:
    """Sent, and accepted by everybody."""
    story = await sent(world, **more)
    for party in story.parties:
        await answer(story, party)
    return story


async def confirmed(world: World, **more: Any) -> Story:
    """Accepted, checked and confirmed."""
    story = await answered(world, **more)
    await operations.check_conflicts(id=story.proposal, by=story.pool)
    await operations.confirm_proposal(id=story.proposal, by=story.pool)
    return story


async def running(world: World, **more: Any) -> Story:
    """Confirmed, approved by every town, and begun on the first day."""
    return await begun(await confirmed(world, **more))


async def begun(story: Story) -> Story:
    """What was confirmed, approved by every town, and begun on the first day."""
    for post in (await appointments(by=story.pool))[0]:
        town = next(town for town in story.towns if town.organisation == post.appointing_body)
        await approve_appointment(id=post.id, by=town)
    with on(FIRST):
        await begin_employment()
    return story
