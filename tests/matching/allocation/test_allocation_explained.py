"""Explanations are facts of the plan or of a forced re-solve, in words a prefecture understands."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.allocation.solver.again import solve_again
from matching.allocation.solver.exact import solve_exact
from matching.allocation.solver.explain import (
    Move,
    WhyNotKind,
    effect_of_filling,
    effect_of_pin,
    load_by_month,
    why_not,
    why_person,
)
from matching.allocation.solver.greedy import judged_plan
from matching.allocation.solver.instance import Instance, InstanceRefused, Need, NoPlan, Pair, Person
from matching.allocation.solver.ledger import Obstacle
from matching.allocation.solver.plan import Method, UnfilledKind
from matching.allocation.solver.stable import solve_stable
from matching.allocation.solver.stages import PAIR_STAGES
from matching.allocation.solver.words import (
    Names,
    effect_sentences,
    method_sentence,
    unfilled_sentence,
    why_not_sentences,
)
from tests.matching.allocation.drawn_instances import instances
from tests.matching.allocation.independent_verifier import faults, vector

HAITANI, KOBAYASE = "灰谷", "小早瀬"
ONLINE, SYSTEM = "申請手続のオンライン化", "移行後のシステム運用"


def two_towns(*, second_fit: int = 900) -> Instance:
    """Only 小早瀬 can serve the protected town, with time for one need; 灰谷 only the other one."""
    return Instance(
        months=2,
        people=(
            Person(id=HAITANI, capacity=(40, 40), max_municipalities=2),
            Person(id=KOBAYASE, capacity=(40, 24), max_municipalities=2),
        ),
        needs=(
            Need(id=ONLINE, municipality="山辺町", protected=False, priority=1, start=0, end=2),
            Need(id=SYSTEM, municipality="島根崎町", protected=True, priority=1, start=0, end=2),
        ),
        pairs=(
            Pair(person=HAITANI, need=ONLINE, days=24, fit=800, components=(270, 180, 100, 120, 130)),
            Pair(person=KOBAYASE, need=ONLINE, days=24, fit=second_fit),
            Pair(person=KOBAYASE, need=SYSTEM, days=20, fit=600),
        ),
    )


NAMES = Names(
    people={HAITANI: "灰谷", KOBAYASE: "小早瀬"},
    needs={ONLINE: ONLINE, SYSTEM: SYSTEM},
    municipalities={"山辺町": "山辺町", "島根崎町": "島根崎町"},
    months=("1月", "2月"),
)


def test_why_this_person_shows_components_runners_up_and_load() -> None:
    instance = two_towns()
    why = why_person(instance, solve_exact(instance), need=ONLINE)
    assert (why.chosen.person, why.chosen.components) == (HAITANI, (270, 180, 100, 120, 130))
    assert [(c.person, c.fit, c.serves) for c in why.runners_up] == [(KOBAYASE, 900, (SYSTEM,))]
    assert [(month.used, month.capacity) for month in why.load] == [(24, 40), (24, 40)]


def test_why_not_names_the_months_the_holders_and_the_price() -> None:
    instance = two_towns()
    plan = solve_exact(instance)
    answer = why_not(instance, plan, person=KOBAYASE, need=ONLINE)
    assert answer.kind is WhyNotKind.BOUND
    assert {(clash.obstacle, clash.month) for clash in answer.clashes} == {
        (Obstacle.CAPACITY, 0),
        (Obstacle.CAPACITY, 1),
    }
    assert answer.effect is not None
    assert answer.effect.decided_by == "protected_municipalities"
    assert answer.effect.moves == (Move(ONLINE, HAITANI, KOBAYASE), Move(SYSTEM, KOBAYASE, None))
    sentences = why_not_sentences(answer, instance=instance, names=NAMES)
    assert sentences[0] == "1月・2月の日数が足りません（島根崎町「移行後のシステム運用」（保護）を受け持つ）。"
    assert sentences[1] == ("小早瀬さんにすると、島根崎町「移行後のシステム運用」（保護）に人がつかなくなります。")
    assert sentences[-1] == "つられて1人の担当が替わります。"


def test_why_not_says_when_it_is_no_candidate_forbidden_or_already_chosen() -> None:
    instance = two_towns()
    plan = solve_exact(instance)
    assert why_not(instance, plan, person=HAITANI, need=SYSTEM).kind is WhyNotKind.NOT_FEASIBLE
    assert why_not(instance, plan, person=HAITANI, need=ONLINE).kind is WhyNotKind.CHOSEN
    without = replace(instance, forbidden=frozenset({(KOBAYASE, ONLINE)}))
    assert why_not(without, plan, person=KOBAYASE, need=ONLINE).kind is WhyNotKind.FORBIDDEN


def test_a_tie_is_called_a_tie() -> None:
    instance = two_towns(second_fit=800)
    alone = replace(instance, needs=instance.needs[:1], pairs=instance.pairs[:2])
    plan = solve_exact(alone)
    other = ({HAITANI, KOBAYASE} - {plan.holder[ONLINE]}).pop()
    answer = why_not(alone, plan, person=other, need=ONLINE)
    assert answer.kind is WhyNotKind.OUTWEIGHED
    assert answer.effect is not None
    assert answer.effect.tie
    assert "どの段階の値も同じ" in why_not_sentences(answer, instance=alone, names=NAMES)[0]


def test_a_pin_against_a_lock_cannot_be_met() -> None:
    instance = replace(two_towns(), locked=frozenset({(HAITANI, ONLINE)}))
    effect = effect_of_pin(instance, solve_exact(instance), person=KOBAYASE, need=ONLINE)
    assert effect.plan is None and effect.contradicts
    assert not effect.tie
    assert "両立しません" in effect_sentences(effect, who=KOBAYASE, instance=instance, names=NAMES)[0]


def test_an_unfilled_need_says_why() -> None:
    instance = two_towns()
    only_one = replace(instance, people=instance.people[1:], pairs=instance.pairs[1:])
    plan = solve_exact(only_one)
    assert [(each.need, each.kind) for each in plan.unfilled] == [(ONLINE, UnfilledKind.LOST)]
    effect = effect_of_filling(only_one, plan, need=ONLINE)
    sentence = unfilled_sentence(plan.unfilled[0], effect=effect)
    assert sentence == "候補は1人いますが、人をつけると、保護する市町村に人がつく数が1市町村減ります。"
    nobody = solve_exact(replace(only_one, pairs=only_one.pairs[1:]))
    assert unfilled_sentence(nobody.unfilled[0]) == "条件を満たす人がいません。"
    barred = solve_exact(replace(only_one, forbidden=frozenset({(KOBAYASE, ONLINE)})))
    assert barred.unfilled[0].kind is UnfilledKind.FORBIDDEN
    assert method_sentence(plan) == "これより良い案がないことを確かめました。"


def test_what_was_not_found_is_not_called_impossible_and_a_gain_is_no_loss() -> None:
    instance = replace(two_towns(), budget=0, pairs=tuple(replace(pair, cost=1) for pair in two_towns().pairs))
    empty = solve_exact(instance)
    effect = effect_of_filling(instance, empty, need=ONLINE)
    assert effect.plan is None and not effect.contradicts
    assert "見つかりませんでした" in unfilled_sentence(empty.unfilled[0], effect=effect)
    free = replace(instance, budget=None)
    unproven = judged_plan(free, (), stages=PAIR_STAGES, method=Method.GREEDY)
    gain = effect_of_filling(free, unproven, need=SYSTEM)
    system = next(each for each in unproven.unfilled if each.need == SYSTEM)
    assert unfilled_sentence(system, effect=gain) == (
        "候補は1人いますが、この案では選びませんでした。人をつけた案のほうが、"
        "保護する市町村に人がつく数が少なくとも1市町村増えます。"
    )


def test_beside_a_stable_plan_too_a_lost_need_is_filled_by_somebody() -> None:
    instance = replace(two_towns(), people=two_towns().people[1:], pairs=two_towns().pairs[1:])
    plan = solve_stable(instance)
    (empty,) = plan.unfilled
    effect = effect_of_filling(instance, plan, need=empty.need)
    assert effect.plan is not None and effect.plan.holder[empty.need] == KOBAYASE
    assert effect.plan.method is Method.STABLE


@settings(max_examples=20)
@given(instances(), st.data())
def test_a_forced_re_solve_keeps_the_rules_and_never_gains(instance: Instance, data: st.DataObject) -> None:
    plan = solve_exact(instance)
    key = data.draw(st.sampled_from([pair.key for pair in instance.pairs] or [("", "")]))
    if key not in instance.pair or key in instance.forbidden:
        return
    effect = effect_of_pin(instance, plan, person=key[0], need=key[1])
    if effect.plan is None:
        return
    assert key in effect.plan.assignments
    assert faults(instance, effect.plan.assignments) == []
    assert vector(instance, effect.plan.assignments) <= vector(instance, plan.assignments)
    moved = {move.need: (move.before, move.after) for move in effect.moves}
    for need in instance.need:
        before, after = plan.holder.get(need), effect.plan.holder.get(need)
        assert moved.get(need, (before, before)) == (before, after)


@settings(max_examples=10)
@given(instances())
def test_load_by_month_stays_within_capacity(instance: Instance) -> None:
    plan = solve_exact(instance)
    for person in instance.people:
        load = load_by_month(instance, plan, person=person.id)
        assert all(month.used <= month.capacity for month in load)
        served = {need for month in load for need, _ in month.needs}
        assert served == {need for holder, need in plan.assignments if holder == person.id}


@settings(max_examples=40)
@given(instances(), st.data())
def test_the_quick_answer_never_says_more_than_the_whole_one_proves(instance: Instance, data: st.DataObject) -> None:
    plan = solve_exact(instance)
    free = [pair.key for pair in instance.pairs if pair.key not in instance.forbidden]
    key = data.draw(st.sampled_from(free or [("", "")]))
    if key not in instance.pair:
        return
    demanded = replace(instance, pinned=frozenset({key}))
    try:
        whole = solve_exact(demanded)
    except (NoPlan, InstanceRefused):
        with pytest.raises((NoPlan, InstanceRefused)):
            solve_again(demanded, plan)
        return
    again = solve_again(demanded, plan)
    assert faults(demanded, again.assignments) == []
    assert vector(demanded, again.assignments) <= vector(demanded, whole.assignments)
    if again.decided is None:
        assert vector(demanded, again.assignments) == vector(instance, plan.assignments)
    elif again.decided.exact:
        assert whole.stage(again.decided.stage).value == again.decided.after
