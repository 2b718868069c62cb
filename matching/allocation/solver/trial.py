"""One pair under changed conditions: a forced re-solve near the plan, and what it gives and takes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matching.allocation.solver.again import Difference, people_concerned
from matching.allocation.solver.block import COARSE, mended
from matching.allocation.solver.highs import Patience
from matching.allocation.solver.instance import Instance, InstanceRefused, Need, Pair
from matching.allocation.solver.plan import Plan
from matching.allocation.solver.stages import TIE_BREAK, stage_order, stage_values

TRIAL_CIRCLES = (8,)
"""One small block a trial: a catalogue has many, and a page waits for all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A pair as it would be, with its need and how many municipalities its person could serve then.

    `rest` with `offers` is the part of the need that somebody else must take.
    """

    pair: Pair
    need: Need
    max_municipalities: int
    rest: Need | None = None
    offers: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """`met`: there is a plan with the pair. `decided`: the first stage that differs; a gain is at least, a loss at
    most, what it says. `harmless`: no stage about who is helped and who stays is worse than in the plan."""

    met: bool
    harmless: bool
    decided: Difference | None


def tried(instance: Instance, plan: Plan, trial: Trial, *, patience: Patience | None = None) -> Tried:
    """Solve again with the pair kept under the trial's conditions, near the plan. No proof that nothing is better.

    `patience` is what all trials of one answer share.
    """
    demanded = _demanded(instance, trial)
    enough = [plan.stage(name).value for name in stage_order(instance, COARSE)]
    try:
        people = people_concerned(demanded, plan.assignments)
        near = mended(
            demanded,
            plan.assignments,
            around=people,
            circles=TRIAL_CIRCLES,
            enough=enough,
            fine=False,
            patience=patience,
        )
    except InstanceRefused:
        near = None
    if near is None:
        return Tried(met=False, harmless=False, decided=None)
    values = stage_values(demanded, near)
    harmless = all(values[name] >= plan.stage(name).value for name in stage_order(instance, COARSE))
    return Tried(met=True, harmless=harmless, decided=_decided(values, plan))


def _decided(values: dict[str, int], plan: Plan) -> Difference | None:
    for stage in plan.stages:
        if stage.name != TIE_BREAK and values[stage.name] != stage.value:
            return Difference(stage.name, stage.value, values[stage.name], exact=False)
    return None


def _demanded(instance: Instance, trial: Trial) -> Instance:
    """The instance with the trial's pair, need and person in place of its own."""
    key = trial.pair.key
    people = tuple(
        replace(person, max_municipalities=trial.max_municipalities) if person.id == key[0] else person
        for person in instance.people
    )
    needs = tuple(trial.need if need.id == key[1] else need for need in instance.needs)
    pairs = (*(pair for pair in instance.pairs if pair.key != key), trial.pair, *trial.offers)
    return replace(
        instance,
        people=people,
        needs=(*needs, *_rest(trial)),
        pairs=pairs,
        pinned=frozenset(pinned for pinned in instance.pinned if pinned[1] != key[1]) | {key},
        forbidden=instance.forbidden - {key},
        must_fill=instance.must_fill | {need.id for need in _rest(trial)},
    )


def _rest(trial: Trial) -> Sequence[Need]:
    return () if trial.rest is None else (trial.rest,)
