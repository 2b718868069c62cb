"""A stored run as people read it: person by person, what is left open, why not somebody. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from matching.allocation.applying import board_under
from matching.allocation.board import Board
from matching.allocation.conditions import Conditions, conditions_from
from matching.allocation.moved import moves, stayed
from matching.allocation.plan_schemas import (
    LeftOpen,
    PlannedMonth,
    PlannedNeed,
    PlannedPerson,
    RunPage,
    RunRow,
    StageTold,
)
from matching.allocation.planning import Kept, kept_from
from matching.allocation.ranking import UNNAMED
from matching.allocation.remedies import Ground, remedies
from matching.allocation.replaying import instance_from, plan_from
from matching.allocation.shortage import shortages
from matching.allocation.solver.explain import Effect, WhyNot, WhyNotKind, load_by_month, why_not
from matching.allocation.solver.instance import Instance
from matching.allocation.solver.plan import Plan, Stage, Unfilled, UnfilledKind
from matching.allocation.solver.stages import TIE_BREAK
from matching.allocation.solver.sureness import amount, sureness
from matching.allocation.solver.words import (
    STAGE_NAMES,
    Names,
    filling_sentences,
    method_sentence,
    unfilled_sentence,
    why_not_sentences,
)
from matching.allocation.why_schemas import Remedies
from matching.fit.wording import in_months
from registry.needs.requirement_schemas import RequirementRow
from registry.needs.schemas import NeedRow

NOT_IN_PLAN: Final = "最後の案をつくったとき、この要望かこの人は候補に入っていませんでした。案をつくり直してください。"
GONE: Final = "見られなくなった要望"


@dataclass(frozen=True)
class StoredRun:
    """A run read back: `instance` and `plan` are None until they exist."""

    row: RunRow
    kept: Kept | None
    instance: Instance | None
    plan: Plan | None
    conditions: Conditions

    @classmethod
    def read(
        cls, row: RunRow, *, settings: str, instance: str | None, plan: str | None, conditions: str
    ) -> "StoredRun":
        """From the texts the database keeps."""
        return cls(
            row=row,
            kept=kept_from(settings) if instance else None,
            instance=instance_from(instance) if instance else None,
            plan=plan_from(plan) if plan else None,
            conditions=conditions_from(conditions),
        )

    @property
    def need_ids(self) -> list[UUID]:
        """Every need the run was about."""
        return [UUID(need.id) for need in self.instance.needs] if self.instance else []

    @property
    def open_ids(self) -> list[UUID]:
        """The needs the plan leaves without a person."""
        return [UUID(each.need) for each in self.plan.unfilled] if self.plan else []

    @property
    def placed(self) -> list[UUID]:
        """Every person the plan gives a need, or the one before it gave, in id order."""
        near = self.kept.near if self.kept else None
        keys = [*(self.plan.assignments if self.plan else ()), *(near.before if near else ())]
        return sorted({UUID(member) for member, _ in keys})


def run_page_of(
    run: StoredRun,
    *,
    needs: Mapping[UUID, NeedRow],
    asked: Mapping[UUID, RequirementRow],
    names: Mapping[UUID, str],
    still_open: Collection[UUID],
) -> RunPage:
    """The run for its page; without a plan only how far it is. `asked`: what the needs it leaves open require today."""
    if run.plan is None or run.instance is None or run.kept is None:
        return RunPage(run=run.row, input_hash=None, method="", versions=[], set_aside=0, people=[], left_open=[])
    shown = _Shown(run.instance, run.plan, run.kept, needs, still_open)
    versions, near = run.plan.versions, run.kept.near
    return RunPage(
        run=run.row,
        input_hash=run.plan.input_hash,
        method=method_sentence(run.plan),
        versions=[("計算", versions.engine), ("解法", versions.solver), ("配点表", versions.weights)],
        set_aside=run.kept.set_aside,
        people=[shown.person(member, names.get(member, UNNAMED)) for member in run.placed if shown.has(member)],
        left_open=[shown.left_open(each) for each in run.plan.unfilled],
        shortages=shortages(run.instance, run.plan, months=run.kept.months, needs=needs, asked=asked),
        unpriced=run.kept.unpriced,
        moved=list(moves(run.instance, run.plan, near, needs=needs, names=names)) if near else None,
        stayed=stayed(run.plan, near) if near else 0,
        stages=[_told(stage) for stage in run.plan.stages if stage.name != TIE_BREAK],
    )


def explained(
    run: StoredRun, facts: Board, *, need: UUID, member: UUID, name: str, needs: Mapping[UUID, NeedRow]
) -> tuple[list[str], Remedies | None]:
    """What the plan and a re-solve that forces the person in say, and what would have to change; `name`: the person's.

    No remedies where nothing has to change, or the plan knows the person or the need not.
    """
    assert run.plan is not None and run.instance is not None
    answer = why_not(run.instance, run.plan, person=str(member), need=str(need))
    return _sentences(answer, run, name=name, needs=needs), _remedies(answer, run, facts)


def sentences_of_filling(
    run: StoredRun, unfilled: Unfilled, effect: Effect, *, people: Mapping[str, str], needs: Mapping[UUID, NeedRow]
) -> list[str]:
    """Why a need has nobody, and what a re-solve with somebody for it changes; `people` are called by name."""
    assert run.instance is not None and run.kept is not None
    called = _names(run.instance, run.kept, needs=needs, people=people)
    return list(filling_sentences(unfilled, effect, instance=run.instance, names=called))


def _sentences(answer: WhyNot, run: StoredRun, *, name: str, needs: Mapping[UUID, NeedRow]) -> list[str]:
    assert run.instance is not None and run.kept is not None
    if answer.kind is WhyNotKind.NOT_FEASIBLE:
        return [NOT_IN_PLAN]
    called = _names(run.instance, run.kept, needs=needs, people={answer.person: name})
    return list(why_not_sentences(answer, instance=run.instance, names=called))


def _names(instance: Instance, kept: Kept, *, needs: Mapping[UUID, NeedRow], people: Mapping[str, str]) -> Names:
    """What a run's ids are called; a need that is not seen any more keeps a word of its own."""
    towns = {str(row.municipality): row.municipality_name for row in needs.values()}
    return Names(
        people=people,
        needs={each.id: needs[UUID(each.id)].title if UUID(each.id) in needs else GONE for each in instance.needs},
        municipalities={each.municipality: towns.get(each.municipality, "") for each in instance.needs},
        months=tuple(in_months([month]) for month in kept.months),
    )


def _remedies(answer: WhyNot, run: StoredRun, facts: Board) -> Remedies | None:
    assert run.plan is not None and run.instance is not None and run.kept is not None
    if answer.need not in run.instance.need or answer.person not in run.instance.person:
        return None
    facts = board_under(facts, run.conditions)
    return remedies(Ground(board=facts, instance=run.instance, plan=run.plan, months=run.kept.months), answer)


def _told(stage: Stage) -> StageTold:
    return StageTold(
        stage.name, stage.value, stage.bound, stage.proven, stage.kind, stage.gap,
        STAGE_NAMES[stage.name], amount(stage.name, stage.value), sureness(stage),
    )  # fmt: skip


@dataclass(frozen=True)
class _Shown:
    instance: Instance
    plan: Plan
    kept: Kept
    needs: Mapping[UUID, NeedRow]
    still_open: Collection[UUID]

    def person(self, member: UUID, name: str) -> PlannedPerson:
        mine = [need for person, need in self.plan.assignments if person == str(member)]
        load = load_by_month(self.instance, self.plan, person=str(member))
        return PlannedPerson(
            member=member,
            name=name,
            needs=[self._planned(str(member), need) for need in mine],
            load=[PlannedMonth(self.kept.months[each.month], each.capacity, each.used) for each in load],
        )

    def has(self, member: UUID) -> bool:
        return any(person == str(member) for person, _ in self.plan.assignments)

    def left_open(self, unfilled: Unfilled) -> LeftOpen:
        need = UUID(unfilled.need)
        return LeftOpen(need, *self._called(need), self.instance.need[unfilled.need].protected,
                        unfilled_sentence(unfilled), lost=unfilled.kind is UnfilledKind.LOST)  # fmt: skip

    def _planned(self, member: str, need: str) -> PlannedNeed:
        pair, id = self.instance.pair[member, need], UUID(need)
        return PlannedNeed(
            id,
            *self._called(id),
            self.instance.need[need].protected,
            id in self.still_open,
            pair.fit,
            pair.days,
            freed=self._freed(need),
        )

    def _freed(self, need: str) -> bool:
        """Whether somebody served it who is not in the plan's pool any more."""
        near = self.kept.near
        return near is not None and any(
            wanted == need and person not in self.instance.person for person, wanted in near.before
        )

    def _called(self, need: UUID) -> tuple[str, str]:
        row = self.needs.get(need)
        return (row.municipality_name, row.title) if row else ("", GONE)
