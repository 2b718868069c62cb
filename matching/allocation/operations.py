"""Asking for a plan, deciding about a pair by hand, turning a choice into a draft proposal. Nothing is sent here."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed, NotFound, RuleBroken
from foundation.jobs.progress import start_progress
from foundation.jobs.queue import queue_job
from matching.allocation.access import may_allocate, pins_visible_to
from matching.allocation.board import Board
from matching.allocation.conditions import Conditions
from matching.allocation.gathering import board
from matching.allocation.planning import TODAY, instance_of
from matching.allocation.queries import run_page
from matching.allocation.replaying import encoded
from matching.allocation.rules import MOST_NEEDS_AT_ONCE, STEPS, PinKind
from matching.allocation.schemas import PinChoice, Selection
from matching.allocation.solver.ledger import Clash, Ledger, Obstacle
from matching.allocation.tables import AllocationPin
from matching.fit.wording import in_months
from matching.proposals.operations import draft_proposal
from matching.proposals.queries import needs_drafted_from
from matching.proposals.schemas import ProposalDraft
from registry.capacity.rules import FORMS

NEW_RUN = """
insert into allocation_run (id, owner, name, progress, state, settings, created_at, created_by, scenario, conditions)
select $1, $2, '案' || (count(*) + 1) || $6, $3, 'waiting', '{}', $4, $5, $7, $8 from allocation_run where owner = $2
"""
NOTHING_LEFT = (
    "提案をつくれる要望は残っていません。どれも提案になっているか、案のあとに進みました。何も作っていません。"
)
OTHER_FORM = (
    "選んだ要望に、任用の形が「{}」のものはありません。何も作っていません。"
    "「要望のとおり」にするか、選んだ要望のどれかの形を選んでください。"
)
READMITTED = "割当の画面で、もう一度候補にしました。"
UNKNOWN_PAIR = "この要望かこの人は、いまの候補にありません。何も変えていません。画面を読み込み直してください。"
CLASHES = {
    Obstacle.CAPACITY: "の日数を超えます",
    Obstacle.MUNICIPALITIES: "に受け持てる市町村の数を超えます",
    Obstacle.OVERLAP: "に同じ市町村の要望が重なります",
    Obstacle.QUOTA: "に人をつける数の上限に達します",
    Obstacle.BUDGET: "の費用が上限を超えます",
}


async def request_run(*, by: Viewer) -> Done:
    """Have a plan computed over today's open needs. The worker does it; nobody is told."""
    if refusal := may_allocate(by):
        raise NotAllowed(refusal)
    return await new_run(by=by)


async def new_run(*, by: Viewer, scenario: UUID | None = None, name: str = "", conditions: Conditions = TODAY) -> Done:
    """A run for the worker, under conditions it keeps; `name` is the scenario's."""
    async with unit_of_work(by) as work:
        run = work.new_id()
        progress = await start_progress(task="run_allocation", by=by, total=STEPS)
        await work.connection.execute(NEW_RUN, run, by.organisation, progress, work.now, by.account,
                                      f"（{name}）" if name else "", scenario, encoded(conditions))  # fmt: skip
        await record(by=by, verb="request_run", noun="allocation_run", subject=run)
        arguments = {"run": str(run), "account": str(by.account), "organisation": str(by.organisation)}
        await queue_job(work, "run_allocation", arguments)
        return Done(run)


async def decide_pair(*, choice: PinChoice, by: Viewer) -> Done:
    """From now on: this person for this need in every plan, in none (with the reason), or as calculated.

    Raises `RuleBroken` where a person who does not fit shall be in, `Conflict` where somebody else is already.
    """
    async with unit_of_work(by) as work:
        facts = await board(by=by)
        if choice.need not in facts.column or choice.member not in facts.row:
            raise NotFound(UNKNOWN_PAIR)
        if choice.kind is PinKind.MUST:
            _refuse_unfit(facts, choice.member, [choice.need])
        earlier = facts.pin(choice.member, choice.need)
        if earlier:
            await _remove(earlier.id, by)
        if choice.kind is None:
            return Done(choice.need)
        pin = work.new_id()
        await AllocationPin.insert(
            AllocationPin(id=pin, owner=by.organisation, created_at=work.now, **choice.model_dump())
        )
        await record(by=by, verb="decide_pair", noun="allocation_pin", subject=pin, person=choice.member,
                     after={"kind": choice.kind, "reason": choice.reason})  # fmt: skip
        return Done(pin)


async def remove_pin(*, id: UUID, by: Viewer) -> Done:
    """Leave the pair to the calculation again. Raises `NotFound` for another body's pin."""
    if refusal := may_allocate(by):
        raise NotAllowed(refusal)
    async with unit_of_work(by):
        await _remove(id, by)
        return Done(id)


async def propose_plan(*, run: UUID, by: Viewer, member: UUID | None = None) -> Done:
    """A draft proposal for every person of a plan, or for `member` alone, with those of their needs that are open.

    Needs that stand in a draft made from the same run are left out: asking twice makes nothing twice; so are those that
    are no longer on the board. Raises `RuleBroken` where nothing is left to propose.
    """
    async with unit_of_work(by):
        shown = await run_page(id=run, by=by)
        facts, drafted = await board(by=by), await needs_drafted_from(run=run, by=by)
        made = 0
        left = facts.column.keys() - drafted
        for person in shown.people:
            if member not in (None, person.member):
                continue
            wanted = [need.need for need in person.proposable if need.need in left]
            for needs in _in_proposals(facts, wanted):
                await _propose(facts, Selection(member=person.member, needs=needs, run=run), by)
                made += 1
        if not made:
            raise RuleBroken(NOTHING_LEFT)
        await record(by=by, verb="propose_plan", noun="allocation_run", subject=run, after={"proposals": made})
        return Done(run)


def _in_proposals(facts: Board, wanted: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """What goes into one proposal each: needs of one form of appointment, not more than one proposal takes."""
    by_form: dict[str, list[UUID]] = {}
    for need in wanted:
        by_form.setdefault(facts.needs[facts.column[need]].requirement.form, []).append(need)
    for alike in by_form.values():
        for start in range(0, len(alike), MOST_NEEDS_AT_ONCE):
            yield alike[start : start + MOST_NEEDS_AT_ONCE]


async def propose(*, selection: Selection, by: Viewer) -> Done:
    """A draft proposal of one person for the chosen needs; it is sent from its own page, by a person.

    Raises `RuleBroken` where a need does not fit the person, where the needs do not fit together, or where none of them
    asks for the form chosen.
    """
    async with unit_of_work(by):
        return await _propose(await board(by=by), selection, by)


async def _propose(facts: Board, selection: Selection, by: Viewer) -> Done:
    if selection.member not in facts.row or not set(selection.needs) <= facts.column.keys():
        raise RuleBroken(UNKNOWN_PAIR, field="needs")
    _refuse_unfit(facts, selection.member, selection.needs)
    _refuse_together(facts, selection.member, selection.needs)
    _refuse_other_form(facts, selection)
    draft = ProposalDraft(**selection.model_dump(), again=READMITTED)
    return await draft_proposal(draft=draft, by=by)


def _refuse_unfit(facts: Board, member: UUID, needs: Sequence[UUID]) -> None:
    for need in needs:
        if obstacles := facts.obstacles(member, need):
            town = facts.needs[facts.column[need]].town.name
            why = "。".join(each.sentence for each in obstacles)
            raise RuleBroken(f"{town}の要望には、この人を入れられません：{why}。何も変えていません。", field="needs")


def _refuse_together(facts: Board, member: UUID, needs: Sequence[UUID]) -> None:
    """Each alone fits; together they may take more days or towns than the person has."""
    instance, kept = instance_of(facts)
    ledger = Ledger(instance)
    for need in dict.fromkeys(needs):
        key = (str(member), str(need))
        if clashes := ledger.clashes(key):
            town = facts.needs[facts.column[need]].town.name
            raise RuleBroken(
                f"{town}の要望を加えると、{_months(clashes, kept.months)}{CLASHES[clashes[0].obstacle]}。"
                "何も作っていません。選ぶ要望を減らしてください。", field="needs",
            )  # fmt: skip
        ledger.place(key)


def _refuse_other_form(facts: Board, selection: Selection) -> None:
    """The form for them all is one that a need asks for; as each need fits, the person works in it as well."""
    asked = {facts.needs[facts.column[need]].requirement.form for need in selection.needs}
    if selection.form is not None and selection.form not in asked:
        raise RuleBroken(OTHER_FORM.format(FORMS[selection.form]), field="form")


def _months(clashes: Sequence[Clash], months: Sequence[tuple[int, int]]) -> str:
    first = clashes[0].obstacle
    return in_months([months[clash.month] for clash in clashes if clash.obstacle is first])


async def _remove(pin: UUID, by: Viewer) -> None:
    gone = await AllocationPin.delete().where(pins_visible_to(by) & (AllocationPin.id == pin)).returning(
        AllocationPin.member
    )  # fmt: skip
    if not gone:
        raise NotFound("この指定はすでにありません。画面を読み込み直してください。")
    await record(by=by, verb="remove_pin", noun="allocation_pin", subject=pin, person=gone[0]["member"])
