"""Proposals in every state, and what came of those that were confirmed long ago."""

from collections.abc import Container, Iterable, Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from matching.agreements.operations import approve_agreement, divide_cost
from matching.agreements.queries import agreement_of, agreement_page
from matching.agreements.schemas import CostDivision
from matching.appointments.operations import approve_appointment, begin_appointment
from matching.appointments.queries import appointments_of
from matching.assignments.operations import start_assignment
from matching.assignments.queries import assignments_under
from matching.conflicts.operations import declare
from matching.conflicts.rules import DeclarationKind
from matching.conflicts.schemas import Declaration
from matching.proposals import operations as proposals
from matching.proposals.queries import own_questions, proposal_page
from matching.proposals.rules import Answer, DeclineReason
from matching.proposals.schemas import Answers, PartyAnswer, ProposalDraft, Sending
from registry.needs.operations import hold_need
from reports.demo.cast import DEMO_MEMBERS, HIROSHIMA, TOWNS, Cast, Person
from reports.demo.requests import OpenNeed
from reports.demo.timeline import Timeline

Pick = tuple[Person, list[OpenNeed]]
MESSAGE: Final = "ご相談の内容を読み、合いそうな方をご提案します。分からないところは電話でお尋ねください。"
RUNNING_SINCE: Final = 60
"""Days ago at which the clock last looked for what begins."""
LEFT_FOR_APPROVAL: Final = 5
"""Every fifth confirmed proposal still waits for the approval of its appointing bodies."""
NOBODY: Final = "いまのプールに合う人がいないため、来年度の募集のあとにもう一度ご相談します。"
DIVISION: Final = CostDivision(equal=30, population=70, yearly_yen=3_600_000, version=1)
"""How every agreement of the demo divides its cost."""
LEAST: Final = 2
"""A proposal of the demo joins at least so many towns."""


def pick(people: Iterable[Person], needs: Sequence[OpenNeed], barred: Container[tuple[UUID, UUID]]) -> list[Pick]:
    """One person and the open needs of several towns that fit (role, days, no conflict), each once.

    Who can be entered chooses first, and towns that can be entered before others: a visitor sees both sides.
    """
    left, picks = list(needs), []
    for person in sorted(people, key=lambda person: person.name not in DEMO_MEMBERS):
        chosen: list[OpenNeed] = []
        entered = person.name in DEMO_MEMBERS
        for need in sorted(left, key=lambda need: need.town.code not in TOWNS) if entered else left:
            room = person.half_days - sum(one.half_days for one in chosen) - need.half_days
            apart = need.town.id not in {one.town.id for one in chosen}
            fits = need.pool == person.pool and need.role in person.roles and (person.id, need.town.id) not in barred
            if fits and room >= 0 and apart:
                chosen.append(need)
            if len(chosen) == min(3, person.max_municipalities):
                break
        if len(chosen) >= LEAST:
            picks.append((person, chosen))
            left = [need for need in left if need not in chosen]
    return picks


class Negotiation:
    """One proposal on its way; every step is taken by whoever takes it in life."""

    def __init__(self, cast: Cast, timeline: Timeline, chosen: Pick) -> None:
        self.cast, self.timeline = cast, timeline
        self.person, self.needs = chosen
        self.hall = cast.bodies[self.person.pool]
        self.id = UUID(int=0)

    async def agree(self) -> None:
        """All of it as it should go, in the weeks after the last of the needs was told."""
        youngest = _youngest((self.person, self.needs))
        self.timeline.days_ago(youngest - 25)
        await self.draft()
        await self.send(days=14)
        self.timeline.days_ago(youngest - 29)
        await self.towns_answer(len(self.needs))
        await self.member_answers()
        self.timeline.days_ago(youngest - 33)
        await self.confirm()

    async def draft(self) -> None:
        """The prefecture writes it down."""
        draft = ProposalDraft(member=self.person.id, needs=[need.id for need in self.needs], message=MESSAGE)
        self.id = (await proposals.draft_proposal(draft=draft, by=self.hall)).id

    async def send(self, *, days: int) -> None:
        """Everybody is asked, until so many days later."""
        sending = Sending(answer_by=self.timeline.today + timedelta(days=days))
        await proposals.send_proposal(id=self.id, sending=sending, by=self.hall)

    async def towns_answer(self, count: int, *, decline: bool = False) -> None:
        """The first `count` towns accept; with `decline` the last of them does not."""
        for position, need in enumerate(self.needs[:count], start=1):
            last = decline and position == count
            await self._answer(await self.cast.town(need.town.code), accept=not last)

    async def member_answers(self) -> None:
        """The member accepts every town and is named to it; so does the employer where there is one."""
        await self._answer(await self.cast.member(self.person), accept=True)
        await self._answer(self.cast.company, accept=True)

    async def confirm(self) -> None:
        """The conflicts of interest are checked, everything that follows is written down."""
        await proposals.check_conflicts(id=self.id, by=self.hall)
        await proposals.confirm_proposal(id=self.id, by=self.hall)

    async def settle(self, division: CostDivision = DIVISION) -> None:
        """The appointing bodies approve, and every body its agreement."""
        for row in await appointments_of(proposal=self.id, by=self.hall):
            await approve_appointment(id=row.id, by=await self._body(row.appointing_body))
        agreement = await agreement_of(proposal=self.id, by=self.hall)
        assert agreement is not None, "confirming drafts one"
        await divide_cost(id=agreement, division=division, by=self.hall)
        for part in (await agreement_page(id=agreement, by=self.hall)).bodies:
            await approve_agreement(id=agreement, by=await self._body(part.organisation))

    async def begin(self) -> None:
        """What was approved begins with its first day."""
        for row in await appointments_of(proposal=self.id, by=self.hall):
            if row.first_day <= self.timeline.today:
                await begin_appointment(id=row.id, by=self.hall)
            for work in await assignments_under(appointment=row.id, by=self.hall):
                if work.first_day <= self.timeline.today:
                    await start_assignment(id=work.id, by=self.hall)

    async def _body(self, id: UUID) -> Viewer:
        if self.hall.acts_for(id):
            return self.hall
        return await self.cast.town(next(need.town.code for need in self.needs if need.town.id == id))

    async def _answer(self, by: Viewer, *, accept: bool) -> None:
        if by is self.cast.company and not await self._asks_company():
            return
        seen = await proposal_page(id=self.id, by=by)
        answers = [
            PartyAnswer(party=party.id, version=party.version, answer=Answer.ACCEPTED, naming=by.member is not None)
            if accept
            else PartyAnswer(party=party.id, version=party.version, answer=Answer.DECLINED, reason=DeclineReason.DAYS)
            for party in own_questions(seen, by)
        ]
        await proposals.answer_proposal(id=self.id, answers=Answers(answers=answers), by=by)

    async def _asks_company(self) -> bool:
        seen = await proposal_page(id=self.id, by=self.hall)
        return any(party.organisation == self.cast.company.organisation for party in seen.parties)


async def employ(needs: Sequence[OpenNeed], people: Sequence[Person], cast: Cast, timeline: Timeline) -> list[Person]:
    """The early needs find their people, who are at work by now; returns those people."""
    early = sorted((need for need in needs if need.early), key=lambda need: -need.began)
    picks = pick(people, early, cast.barred)
    cast.newcomer = newcomer([person for person, _ in picks])
    for position, chosen in sorted(enumerate(picks, start=1), key=lambda pick: -_youngest(pick[1])):
        one = Negotiation(cast, timeline, chosen)
        await one.agree()
        if position % LEFT_FOR_APPROVAL and chosen[0] is not cast.newcomer:
            await one.settle()
            timeline.days_ago(RUNNING_SINCE)
            await one.begin()
    found = {need.id for _, chosen in picks for need in chosen}
    timeline.days_ago(RUNNING_SINCE)
    for need in early:
        if need.id not in found:
            await hold_need(id=need.id, reason=NOBODY, by=cast.bodies[need.pool])
    return [person for person, _ in picks]


def _youngest(chosen: Pick) -> int:
    """Days ago at which the last of the needs was told: proposals follow one another as in life, and so do numbers."""
    return min(need.began for need in chosen[1])


def newcomer(people: Sequence[Person]) -> Person | None:
    """The last of Hiroshima's at work whom a visitor does not enter as somebody else."""
    return next((one for one in reversed(people) if one.pool == HIROSHIMA and one.name not in DEMO_MEMBERS), None)


async def negotiate(needs: Sequence[OpenNeed], people: Sequence[Person], cast: Cast, timeline: Timeline) -> int:
    """Proposals that are still on their way, one in each state a proposal can have."""
    picks = pick(people, [need for need in needs if not need.early], cast.barred)
    ways = (_drafted, _asked, _half_answered, _one_declined, _all_agreed, _withdrawn, _confirmed, _expired)
    for way, chosen in zip(ways * 2, picks, strict=False):
        await way(Negotiation(cast, timeline, chosen), timeline)
    return min(len(picks), len(ways) * 2)


async def declare_conflicts(people: Sequence[Person], cast: Cast, timeline: Timeline) -> None:
    """Some people know a town too well."""
    timeline.days_ago(330)
    for position, person in enumerate(people[::6]):
        town = cast.towns[person.pool][position]
        bars = position % 2 == 0
        kind = DeclarationKind.EMPLOYER_CONTRACT if bars else DeclarationKind.FORMER_POST
        told = "勤め先がこの町の保守を請け負っています。" if bars else "5年前まで、この町の職員でした。"
        declaration = Declaration(member=person.id, municipality=town.id, kind=kind, statement=told, bars=bars,
                                  first_day=timeline.today)  # fmt: skip
        await declare(declaration=declaration, by=cast.bodies[person.pool])
        if bars:
            cast.barred.add((person.id, town.id))


async def _drafted(one: Negotiation, timeline: Timeline) -> None:
    timeline.days_ago(3)
    await one.draft()


async def _asked(one: Negotiation, timeline: Timeline) -> None:
    timeline.days_ago(4)
    await one.draft()
    await one.send(days=12)


async def _half_answered(one: Negotiation, timeline: Timeline) -> None:
    await _asked(one, timeline)
    timeline.days_ago(2)
    await one.towns_answer(1)


async def _one_declined(one: Negotiation, timeline: Timeline) -> None:
    await _asked(one, timeline)
    timeline.days_ago(1)
    await one.towns_answer(len(one.needs), decline=True)


async def _all_agreed(one: Negotiation, timeline: Timeline) -> None:
    await _asked(one, timeline)
    timeline.days_ago(1)
    await one.towns_answer(len(one.needs))
    await one.member_answers()


async def _withdrawn(one: Negotiation, timeline: Timeline) -> None:
    await _asked(one, timeline)
    timeline.days_ago(1)
    await proposals.withdraw_proposal(id=one.id, reason="町と日程が合わなくなったため、組み直します。", by=one.hall)


async def _confirmed(one: Negotiation, timeline: Timeline) -> None:
    await _all_agreed(one, timeline)
    await one.confirm()


async def _expired(one: Negotiation, timeline: Timeline) -> None:
    timeline.days_ago(20)
    await one.draft()
    await one.send(days=10)
    timeline.days_ago(6)
    await proposals.expire_proposal(id=one.id, by=one.hall)
