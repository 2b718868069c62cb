"""What can be done with a plan over years."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, RuleBroken
from matching.proposals.operations import draft_proposal
from matching.proposals.schemas import ProposalDraft
from matching.rotations.queries import rotation_page, turn_row
from matching.rotations.rules import LIFE, Turn, lay_out
from matching.rotations.schemas import Dropping, NewRotation, NewTurn, TakingUp, TurnRow, goes_with
from matching.rotations.tables import Rotation, RotationTurn
from registry.members.queries import active_people
from registry.municipalities.queries import towns_of_hall
from registry.needs.queries import needs_by_id
from registry.needs.schemas import NeedRow

STALE = "この予定は、ほかの人が先に変えました。何も変えていません。画面を読み込み直して確かめてください。"


async def plan_rotation(*, new: NewRotation, by: Viewer) -> Done:
    """Lay out a plan: nothing is booked, nobody is asked. Raises `RuleBroken` for people or towns of others."""
    require(by, Right.PROPOSE)
    async with unit_of_work(by) as work:
        await _check_own(new.people, new.towns, by=by)
        id = work.new_id()
        await Rotation.insert(
            Rotation(id=id, owner=by.organisation, title=new.title, note=new.note, created_at=work.now)
        )
        turns = lay_out(new.people, new.towns, at_once=new.at_once, first_day=new.first_day, years=new.years,
                        half_days=new.half_days)  # fmt: skip
        await _keep(id, turns, work=work, by=by)
        await record(by=by, verb="plan_rotation", noun="rotation", subject=id, after={"turns": len(turns)})
        return Done(id, 1)


async def add_turn(*, rotation: UUID, new: NewTurn, by: Viewer) -> Done:
    """One more turn by hand; what stands against it is shown, and does not stop it: a plan may be ahead of the days."""
    require(by, Right.PROPOSE)
    async with unit_of_work(by) as work:
        await rotation_page(id=rotation, by=by)
        await _check_own([new.member], [new.municipality], by=by)
        turn = Turn(new.member, new.municipality, new.first_day, new.last_day, new.half_days)
        [id] = await _keep(rotation, [turn], work=work, by=by)
        await record(by=by, verb="add_turn", noun="rotation", subject=rotation, person=new.member,
                     after={"first_day": new.first_day, "last_day": new.last_day})  # fmt: skip
        return Done(id, 1)


async def drop_turn(*, id: UUID, dropping: Dropping, by: Viewer) -> Done:
    """A turn is not taken, with the reason."""
    async with unit_of_work(by):
        return await _move(id, "drop", dropping.version, {RotationTurn.reason: dropping.reason},
                           reason=dropping.reason, by=by)  # fmt: skip


async def take_up_turn(*, id: UUID, taking: TakingUp, by: Viewer) -> Done:
    """A person turns a turn into the draft of a proposal for an open need of its town; nothing is sent by it.

    The proposal is for the days of the turn within those that the need asks for.

    Their other turns that begin on the same day go into the same proposal where `also` names needs of those towns, so
    that one appointment and one agreement hold all towns of a year.

    Raises `RuleBroken` where a need is another town's, and as `draft_proposal` does.
    """
    async with unit_of_work(by):
        turn = await turn_row(id=id, by=by)
        LIFE.target("take_up", turn.state, by=by)
        needs = await needs_by_id(ids=[taking.need, *taking.also], by=by)
        need = needs.get(taking.need)
        if need is None or need.municipality != turn.municipality:
            raise RuleBroken(f"{turn.municipality_name}の、人さがし中の相談を選んでください。", field="need")
        beside = await _beside(turn, [needs.get(one) for one in taking.also], by=by)
        draft = ProposalDraft(member=turn.member, needs=[taking.need, *taking.also], again=taking.again,
                              not_before=turn.first_day, not_after=turn.last_day)  # fmt: skip
        proposal = await draft_proposal(draft=draft, by=by)
        taken = {RotationTurn.taken_up_as: proposal.id}
        for other in beside:
            await _move(other.id, "take_up", other.version, taken, by=by)
        done = await _move(id, "take_up", taking.version, taken, by=by)
        return Done(proposal.id, done.version)


async def _beside(turn: TurnRow, needs: Sequence[NeedRow | None], *, by: Viewer) -> list[TurnRow]:
    """The person's other planned turns of the same day, by the needs of their towns. Raises `RuleBroken`."""
    page = await rotation_page(id=turn.rotation, by=by)
    others = {other.municipality: other for other in page.turns if goes_with(turn, other)}
    found = [others.get(need.municipality) if need else None for need in needs]
    if None in found:
        raise RuleBroken("同じ人が同じ日から受け持つ町の、人さがし中の相談を選んでください。", field="also")
    return [other for other in found if other is not None]


async def _check_own(people: Iterable[UUID], towns: Iterable[UUID], *, by: Viewer) -> None:
    if set(people) - set(await active_people(by=by)):
        raise RuleBroken("自分の団体の人材プールにいる人を選んでください。", field="people")
    if set(towns) - {town.id for town in await towns_of_hall(by=by)}:
        raise RuleBroken("受け持ちの町を選んでください。", field="towns")


async def _keep(rotation: UUID, turns: Sequence[Turn], *, work: Work, by: Viewer) -> list[UUID]:
    rows = [
        RotationTurn(id=work.new_id(), rotation=rotation, owner=by.organisation, member=turn.member,
                     municipality=turn.municipality, during=Period.inclusive(turn.first_day, turn.last_day).as_range(),
                     half_days=turn.half_days, created_at=work.now)
        for turn in turns
    ]  # fmt: skip
    kept = await RotationTurn.insert(*rows)
    return [row["id"] for row in kept]


async def _move(id: UUID, verb: str, version: int, changes: dict[Any, Any], *, by: Viewer, reason: str = "") -> Done:
    turn = await turn_row(id=id, by=by)
    target = LIFE.target(verb, turn.state, by=by, reason=reason)
    moved = changes | {RotationTurn.state: target, RotationTurn.version: turn.version + 1}
    same = (RotationTurn.id == id) & (RotationTurn.version == version)
    if not await RotationTurn.update(moved).where(same).returning(RotationTurn.id):
        raise Conflict(STALE)
    await record(by=by, verb=f"{verb}_turn", noun="rotation", subject=turn.rotation, person=turn.member,
                 before={"state": turn.state}, after={"state": target})  # fmt: skip
    return Done(id, turn.version + 1)
