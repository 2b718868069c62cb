"""What can be done with a proposal."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.permissions import Right
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from foundation.jobs.queue import queue_job
from matching.conflicts.operations import check_towns
from matching.conflicts.queries import latest_checks
from matching.proposals import confirming, drafting, telling
from matching.proposals.access import is_asked, may_move, may_propose
from matching.proposals.queries import own_questions, proposal_page
from matching.proposals.rules import LIFE, Answer, PartyKind, reason_text
from matching.proposals.schemas import Answers, PartyAnswer, PartyRow, ProposalDraft, ProposalRow, Sending
from matching.proposals.tables import Party, Proposal, ProposalLine
from registry.consents.operations import give_consent
from registry.consents.rules import Purpose
from registry.disclosures.operations import close_consent
from registry.members.queries import employers_of
from registry.needs.requirement_schemas import RequirementRow
from registry.needs.schemas import NeedRow

STALE = (
    "この提案は、ほかの人が先に動かしました。書いた内容は画面に残っています。"
    "最新の内容を確かめてから、もう一度送ってください。"
)
TOO_LATE = "返事の期限が過ぎました。返事は送られていません。提案した団体に連絡してください。"
DECLINED = "見送りの返事があったため、この提案は終わりました。"
BARRED = "利益相反が見つかったため、この提案は終わりました。"
NOT_TO_STRIKE = (
    "外せるのは、見送りの返事があった町と、利益相反で配置できない町だけです。やめるときは提案を取り下げてください。"
)


async def draft_proposal(*, draft: ProposalDraft, by: Viewer) -> Done:
    """Draft one person for one or several open needs; nobody else sees it yet.

    Raises `RuleBroken` where a town declined the person for one of them and no reason is given to ask again.
    """
    if refusal := may_propose(by):
        raise NotAllowed(refusal)
    async with unit_of_work(by) as work:
        await drafting.check_person(draft.member, by=by)
        await drafting.check_plan(draft.run, work=work, by=by)
        wanted = [drafting.within(draft, *one) for one in await drafting.matchable_needs(draft.needs, by=by)]
        drafting.check_towns_apart([requirement for _, requirement in wanted])
        why = {"again": draft.again} if await drafting.declined_before(draft, work=work, by=by) else {}
        id = work.new_id()
        await Proposal.insert(
            Proposal(id=id, owner=by.organisation, member=draft.member, run=draft.run, message=draft.message,
                     form=drafting.form_of(draft, [requirement for _, requirement in wanted]),
                     state="draft", created_at=work.now)
        )  # fmt: skip
        for need, requirement in wanted:
            await ProposalLine.insert(_line(id, need, requirement, work=work, by=by))
        await record(by=by, verb="draft_proposal", noun="proposal", subject=id, person=draft.member,
                     after={"needs": draft.needs, **why})  # fmt: skip
        return Done(id)


async def send_proposal(*, id: UUID, sending: Sending, by: Viewer) -> Done:
    """Ask each town and the member for each line, and the employer once; `answer_by` is inclusive.

    Queued by name: telling other towns what the plan leaves open (`matching/allocation`).
    Raises `RuleBroken` for a day that is past, a person who rests since it was drafted, a term the form does not allow,
    or a need that is no longer open.
    """
    async with unit_of_work(by) as work:
        proposal = await _own(id, by)
        if sending.answer_by < work.today:
            raise RuleBroken("返事の期限は、きょうから後の日にしてください。", field="answer_by")
        await drafting.check_person(proposal.member, by=by)
        await drafting.lock_needs(proposal.open_lines, work=work)
        await drafting.check_open(proposal.open_lines, by=by)
        await drafting.check_terms(proposal.form, proposal.open_lines, by=by)
        changes = {Proposal.answer_by: sending.answer_by, Proposal.sent_at: work.now}
        done = await _move(proposal, "send", changes, by=by)
        employer = (await employers_of(ids=[proposal.member], by=by)).get(proposal.member)
        for line in proposal.open_lines:
            await _ask(proposal, PartyKind.MUNICIPALITY, line.id, line.municipality, work=work)
            await _ask(proposal, PartyKind.MEMBER, line.id, None, work=work)
        if employer is not None:
            await _ask(proposal, PartyKind.EMPLOYER, None, employer, work=work)
        await telling.tell_asked(proposal, sending.answer_by, employer, by=by)
        arguments = {"account": str(by.account), "organisation": str(by.organisation)}
        await queue_job(work, "tell_left_open", arguments)
        return done


async def answer_proposal(*, id: UUID, answers: Answers, by: Viewer) -> Done:
    """Several answers of one party at once: all of them, or none."""
    async with unit_of_work(by):
        for answer in answers.answers:
            await answer_party(id=id, answer=answer, by=by)
        return Done(id, (await proposal_page(id=id, by=by)).version)


async def answer_party(*, id: UUID, answer: PartyAnswer, by: Viewer) -> Done:
    """Accept or decline with a reason, until the deadline; until the confirmation an answer may be changed.

    A decline is never a score. Raises `Conflict` where the answer or the proposal moved since it was read.
    """
    async with unit_of_work(by) as work:
        proposal = await proposal_page(id=id, by=by)
        party = _asked(proposal, answer.party, by)
        LIFE.target("answer", proposal.state, by=by)
        if proposal.answer_by is not None and work.today > proposal.answer_by:
            raise RuleBroken(TOO_LATE)
        reason = reason_text(answer.reason, answer.note) if answer.reason else answer.note
        changes: dict[Any, Any] = {
            Party.answer: answer.answer, Party.answered_at: work.now, Party.version: answer.version + 1,
            Party.reason: reason if answer.answer == Answer.DECLINED else "",
        }  # fmt: skip
        same = (Party.id == party.id) & (Party.version == answer.version)
        if not await Party.update(changes).where(same).returning(Party.id):
            raise Conflict(STALE)
        if party.kind == PartyKind.MEMBER and party.line is not None:
            # The latest answer rules: one that declines, or accepts without the name, takes an earlier consent back.
            await close_consent(subjects=[party.line], by=by)
            if answer.naming and answer.answer == Answer.ACCEPTED:
                await _name_to_town(proposal, party, work=work, by=by)
        await record(by=by, verb="answer_party", noun="party", subject=party.id, person=proposal.member,
                     before={"answer": party.answer}, after={"answer": answer.answer})  # fmt: skip
        await tell_body(organisation=proposal.owner, right=Right.PROPOSE, by=by,
                        key=f"proposal-answer-{party.id}-{answer.version}", subject="提案に返事が届きました",
                        body="提案の画面で、そろった返事と次にすることを確かめてください。",
                        link=f"/proposals/{id}")  # fmt: skip
        return Done(party.id, answer.version + 1)


async def strike_line(*, id: UUID, line: UUID, by: Viewer) -> Done:
    """Take a line out that was declined, or that a conflict of interest bars, and go on with the rest as a new version.

    Without a rest the proposal fails.
    """
    async with unit_of_work(by) as work:
        proposal = await _with_answers_held(id, by, line=line)
        town = next((row.municipality for row in proposal.open_lines if row.id == line), None)
        if town is None:
            raise NotFound
        declined, found = proposal.declined(line), (await latest_checks(proposal=id, by=by)).get(town)
        if not declined and (found is None or found.clear):
            raise RuleBroken(NOT_TO_STRIKE)
        last = len(proposal.open_lines) == 1
        done = await _move(proposal, "fail" if last else "strike", {}, by=by)
        await ProposalLine.update({ProposalLine.struck_at: work.now}).where(ProposalLine.id == line)
        await close_consent(subjects=[line], by=by)
        if last:
            why = DECLINED if declined else BARRED
            await telling.tell_over(proposal, "成立しませんでした", why, by=by)
        else:
            await telling.tell_struck(proposal, line, by=by)
        return done


async def withdraw_proposal(*, id: UUID, reason: str, by: Viewer) -> Done:
    """Take the proposal back, with the reason that those who were asked read."""
    async with unit_of_work(by):
        proposal = await _with_answers_held(id, by)
        done = await _move(proposal, "withdraw", {Proposal.reason: reason}, by=by, reason=reason)
        await _close_names(proposal, by=by)
        await telling.tell_over(proposal, "取り下げられました", reason, by=by)
        return done


async def expire_proposal(*, id: UUID, by: Viewer) -> Done:
    """The deadline is over and somebody has not answered; the clock calls this the day after."""
    async with unit_of_work(by) as work:
        proposal = await _with_answers_held(id, by)
        waiting = any(party.answer == Answer.WAITING for party in proposal.counting)
        if proposal.answer_by is None or work.today <= proposal.answer_by or not waiting:
            raise RuleBroken("返事の期限が過ぎていないか、返事がそろっています。何も変えていません。")
        done = await _move(proposal, "expire", {}, by=by)
        await _close_names(proposal, by=by)
        await telling.tell_over(proposal, "期限切れになりました", "返事がそろわないまま、期限が過ぎました。", by=by)
        return done


async def check_conflicts(*, id: UUID, by: Viewer) -> Done:
    """Check every town that is left for conflicts of interest; what is found is kept as evidence."""
    async with unit_of_work(by):
        proposal = await _own(id, by)
        LIFE.target("check", proposal.state, by=by)
        towns = confirming.periods_by_town(proposal)
        await check_towns(proposal=id, member=proposal.member, towns=towns, by=by)
        return Done(id, proposal.version)


async def confirm_proposal(*, id: UUID, by: Viewer) -> Done:
    """All sides agreed: appointments, assignments, bookings, the agreement, names, papers, notices, or nothing.

    Raises `RuleBroken` while an answer is missing or a check bars, `Conflict` where the days are no longer free.
    """
    async with unit_of_work(by):
        proposal = await _with_answers_held(id, by)
        LIFE.target("confirm", proposal.state, by=by)
        await confirming.check_agreed(proposal, by=by)
        done = await _move(proposal, "confirm", {}, by=by)
        await confirming.employ(proposal, by=by)
        await telling.tell_confirmed(proposal, by=by)
        return done


async def _own(id: UUID, by: Viewer) -> ProposalRow:
    proposal = await proposal_page(id=id, by=by)
    if refusal := may_move(by, proposal):
        raise NotAllowed(refusal)
    return proposal


async def _with_answers_held(id: UUID, by: Viewer, *, line: UUID | None = None) -> ProposalRow:
    """An own proposal, to be moved on what was answered: an answer that is being written now is waited for, one that
    comes later meets a newer version. `line`: only what was said of that line, or of the whole."""
    await _own(id, by)
    said = Party.proposal == id
    await Party.update({Party.version: Party.version + 1}).where(
        said if line is None else said & ((Party.line == line) | Party.line.is_null())
    )
    return await _own(id, by)


def _asked(proposal: ProposalRow, party: UUID, by: Viewer) -> PartyRow:
    found = next((row for row in proposal.parties if row.id == party), None)
    if found is None:
        raise NotFound
    if not is_asked(by, found):
        raise NotAllowed("この返事ができるのは、尋ねられた本人・団体だけです。")
    if found not in own_questions(proposal, by):
        raise RuleBroken("この町は提案から外れました。返事はいりません。")
    return found


async def _move(proposal: ProposalRow, verb: str, changes: Mapping[Any, Any], *, by: Viewer, reason: str = "") -> Done:
    target = LIFE.target(verb, proposal.state, by=by, reason=reason)
    moved = {Proposal.state: target, Proposal.version: proposal.version + 1, **changes}
    same = (Proposal.id == proposal.id) & (Proposal.version == proposal.version)
    if not await Proposal.update(moved).where(same).returning(Proposal.id):
        raise Conflict(STALE)
    await record(by=by, verb=verb, noun="proposal", subject=proposal.id, person=proposal.member,
                 before={"state": proposal.state}, after={"state": target})  # fmt: skip
    return Done(proposal.id, proposal.version + 1)


async def _ask(proposal: ProposalRow, kind: PartyKind, line: UUID | None, body: UUID | None, *, work: Work) -> None:
    member = proposal.member if kind is PartyKind.MEMBER else None
    await Party.insert(
        Party(id=work.new_id(), proposal=proposal.id, line=line, owner=proposal.owner, kind=kind, organisation=body,
              member=member)
    )  # fmt: skip


async def _name_to_town(proposal: ProposalRow, party: PartyRow, *, work: Work, by: Viewer) -> None:
    """The member's consent: until the deadline this town may read the name; after "agreed" the assignment opens it."""
    line = next(line for line in proposal.lines if line.id == party.line)
    assert proposal.answer_by is not None, "a sent proposal has a deadline"
    await give_consent(member=proposal.member, receiver=line.municipality, purpose=Purpose.PROPOSAL,
                       period=Period.inclusive(work.today, proposal.answer_by), subject=line.id, by=by)  # fmt: skip


async def _close_names(proposal: ProposalRow, *, by: Viewer) -> None:
    """What the member opened for the proposal ends with it."""
    await close_consent(subjects=[line.id for line in proposal.lines], by=by)


def _line(proposal: UUID, need: NeedRow, requirement: RequirementRow, *, work: Work, by: Viewer) -> ProposalLine:
    return ProposalLine(
        id=work.new_id(), proposal=proposal, owner=by.organisation, need=need.id, municipality=need.municipality,
        title=need.title, half_days=requirement.half_days, on_site_half_days=requirement.on_site_half_days,
        during=Period.inclusive(requirement.first_day, requirement.last_day).as_range(),
    )  # fmt: skip
