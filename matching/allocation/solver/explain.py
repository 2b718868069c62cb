"""Why this person, why not that one, why nobody: a plan's facts, then a forced re-solve."""

from dataclasses import dataclass, replace
from enum import StrEnum

from matching.allocation.solver.again import Difference, solve_again
from matching.allocation.solver.greedy import judged_plan
from matching.allocation.solver.instance import Instance, InstanceRefused, NoPlan
from matching.allocation.solver.ledger import Clash, Ledger
from matching.allocation.solver.plan import Method, Plan
from matching.allocation.solver.stable import solve_stable
from matching.allocation.solver.stages import PAIR_STAGES, TIE_BREAK


@dataclass(frozen=True, slots=True)
class MonthLoad:
    """A person's month under a plan: capacity and, need by need, tenths of a day."""

    month: int
    capacity: int
    needs: tuple[tuple[str, int], ...]

    @property
    def used(self) -> int:
        """Tenths of a day given away."""
        return sum(days for _, days in self.needs)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feasible person for a need: fit, components, and what the plan gives them in its months."""

    person: str
    fit: int
    components: tuple[int, ...]
    serves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhyPerson:
    """The chosen person beside the best others by fit, and the chosen person's load."""

    need: str
    chosen: Candidate
    runners_up: tuple[Candidate, ...]
    load: tuple[MonthLoad, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A need whose person changes; None is nobody."""

    need: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a demand does to the plan: the other plan (None: none was found) and how it differs.

    Beside a plan that is not a stable one `differences` holds the deciding stage alone; the stages after it are not
    searched. `moves` is the proof, in the order in which one follows from another. `contradicts`: what is kept already
    leaves no room for the demand, which is more than not having found a plan with it.
    """

    plan: Plan | None
    differences: tuple[Difference, ...]
    moves: tuple[Move, ...]
    contradicts: bool = False

    @property
    def decided_by(self) -> str | None:
        """The first stage that differs; None where no plan was found or both are equally good."""
        return self.differences[0].stage if self.differences else None

    @property
    def tie(self) -> bool:
        """Both plans are equally good in every stage that means something."""
        return self.plan is not None and not self.differences


class WhyNotKind(StrEnum):
    """The first kind of answer that holds."""

    CHOSEN = "chosen"
    NOT_FEASIBLE = "not_feasible"
    FORBIDDEN = "forbidden"
    BOUND = "bound"
    OUTWEIGHED = "outweighed"


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a person does not serve a need.

    NOT_FEASIBLE: the hard reasons of `matching.fit.refusals` say why. BOUND: `clashes` name months and
    holders. OUTWEIGHED: nothing binds, others are better in the stages. Both come with the forced re-solve.
    """

    person: str
    need: str
    kind: WhyNotKind
    clashes: tuple[Clash, ...]
    effect: Effect | None


def load_by_month(instance: Instance, plan: Plan, *, person: str) -> tuple[MonthLoad, ...]:
    """Every month of a person under the plan."""
    ledger = Ledger(instance, plan.assignments)
    capacity = instance.person[person].capacity
    return tuple(
        MonthLoad(
            month,
            capacity[month],
            tuple((need.id, instance.pair[person, need.id].days) for need in ledger.active(person, month)),
        )
        for month in range(instance.months)
    )


def ranked(instance: Instance, plan: Plan, *, need: str) -> tuple[Candidate, ...]:
    """All feasible people of a need by fit, best first; equal fit in id order."""
    wanted = instance.need[need]
    pairs = sorted((p for p in instance.pairs if p.need == need), key=lambda p: (-p.fit, p.person))
    ledger = Ledger(instance, (key for key in plan.assignments if key[1] != need))

    def serves(person: str) -> tuple[str, ...]:
        months = range(wanted.start, wanted.end)
        return tuple(sorted({each.id for month in months for each in ledger.active(person, month)}))

    return tuple(Candidate(p.person, p.fit, p.components, serves(p.person)) for p in pairs)


def why_person(instance: Instance, plan: Plan, *, need: str, runners_up: int = 3) -> WhyPerson:
    """Why the plan's person. Raises KeyError when the need is not filled."""
    holder = plan.holder[need]
    candidates = ranked(instance, plan, need=need)
    chosen = next(candidate for candidate in candidates if candidate.person == holder)
    others = tuple(candidate for candidate in candidates if candidate.person != holder)
    return WhyPerson(need, chosen, others[:runners_up], load_by_month(instance, plan, person=holder))


def why_not(instance: Instance, plan: Plan, *, person: str, need: str) -> WhyNot:
    """Why not this person: hard reasons, else what binds, else the stages; with the pin's effect."""
    key = (person, need)
    if key in plan.assignments:
        return WhyNot(person, need, WhyNotKind.CHOSEN, (), None)
    if key not in instance.pair:
        return WhyNot(person, need, WhyNotKind.NOT_FEASIBLE, (), None)
    if key in instance.forbidden:
        return WhyNot(person, need, WhyNotKind.FORBIDDEN, (), None)
    others = (held for held in plan.assignments if held[1] != need)
    clashes = Ledger(instance, others).clashes(key)
    kind = WhyNotKind.BOUND if clashes else WhyNotKind.OUTWEIGHED
    return WhyNot(person, need, kind, clashes, effect_of_pin(instance, plan, person=person, need=need))


def effect_of_pin(instance: Instance, plan: Plan, *, person: str, need: str) -> Effect:
    """The plan with this pair kept, found by the same method, and how it differs from the given one."""
    return _effect(replace(instance, pinned=instance.pinned | {(person, need)}), plan, first=need)


def effect_of_filling(instance: Instance, plan: Plan, *, need: str) -> Effect:
    """The plan with this need filled by whoever suits best; `decided_by` is the stage it lost at.

    Beside a stable plan by the fittest who can: deferred acceptance knows no need that must be filled.
    """
    if plan.method is Method.STABLE:
        people = (each.person for each in ranked(instance, plan, need=need))
        allowed = (person for person in people if (person, need) not in instance.forbidden)
        effects = (effect_of_pin(instance, plan, person=person, need=need) for person in allowed)
        return next((effect for effect in effects if effect.plan is not None), Effect(None, (), ()))
    return _effect(replace(instance, must_fill=instance.must_fill | {need}), plan, first=need)


def _effect(demanded: Instance, plan: Plan, *, first: str) -> Effect:
    """Near the plan, only as far as needed; a stable plan is made stable again, which a mended one need not be."""
    try:
        if plan.method is Method.STABLE:
            other = solve_stable(demanded)
            differences = _differences(plan, other)
        else:
            again = solve_again(demanded, plan)
            other = judged_plan(demanded, again.assignments, stages=PAIR_STAGES, method=plan.method)
            differences = (again.decided,) if again.decided else ()
    except (NoPlan, InstanceRefused) as refused:
        return Effect(None, (), (), contradicts=isinstance(refused, InstanceRefused))
    return Effect(other, differences, moves_between(plan, other, first=first))


def _differences(plan: Plan, other: Plan) -> tuple[Difference, ...]:
    return tuple(
        Difference(before.name, before.value, after.value)
        for before, after in zip(plan.stages, other.stages, strict=True)
        if before.value != after.value and before.name != TIE_BREAK
    )


def moves_between(before: Plan, after: Plan, *, first: str | None = None) -> tuple[Move, ...]:
    """Needs whose person differs, as a chain from `first`: each move shares a person with one before."""
    old, new = before.holder, after.holder
    left = {
        need: Move(need, old.get(need), new.get(need))
        for need in sorted(old.keys() | new.keys())
        if old.get(need) != new.get(need)
    }
    told: list[Move] = []
    if first is not None and first in left:
        told.append(left.pop(first))
    while left:
        touched = {person for move in told for person in (move.before, move.after)} - {None}
        following = next((m for m in left.values() if touched & {m.before, m.after}), None)
        told.append(left.pop((following or next(iter(left.values()))).need))
    return tuple(told)
