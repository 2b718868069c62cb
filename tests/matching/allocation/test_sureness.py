"""How sure a stage is, in units a reader knows; nothing is shown surer, or a gap smaller, than it is."""

import pytest

from matching.allocation.solver.instance import Instance, Need
from matching.allocation.solver.plan import BoundKind, Method, Stage, finished_plan
from matching.allocation.solver.sureness import amount, percent, sureness
from matching.allocation.solver.words import method_sentence


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (Stage("priority", 9, 9, True), "これより良くならないと確かめました。"),
        (Stage("fit", 9, 9, False), "前の段階がこのままなら、これより良くなりません。"),
        (Stage("priority", 997, 1000, False, BoundKind.SEARCH), "上限は1,000点、差は0.3%です。途中で"),
        (Stage("travel", -120, -80, False, BoundKind.RELAXATION), "どう組んでも月80分は残ります。1つの要望を"),
        (Stage("travel", -120, 0, False, BoundKind.CEILING), "どこまで減らせるかは、確かめていません。"),
        (Stage("quotas", -2, 0, False, BoundKind.CEILING), "どこまで減らせるかは、確かめていません。"),
    ],
)
def test_a_stage_says_how_much_better_it_could_be(stage: Stage, said: str) -> None:
    assert sureness(stage).startswith(said)


def test_a_gap_is_never_shown_smaller_than_it_is() -> None:
    assert [percent(gap) for gap in (0.0001, 0.001, 0.0011, 0.5)] == ["0.1%", "0.1%", "0.2%", "50%"]


def test_the_method_tells_the_first_open_stage_in_its_unit() -> None:
    instance = Instance(
        months=1,
        people=(),
        needs=(Need(id="n", municipality="m", protected=False, priority=1, start=0, end=1),),
        pairs=(),
    )
    stages = (Stage("priority", 4, 4, True), Stage("coverage", 500, 1000, False, BoundKind.SEARCH))
    plan = finished_plan(instance, assignments=(), stages=stages, method=Method.GREEDY, solver="greedy")
    assert amount("coverage", 500) == "50%"
    assert "「最も手薄な区分に人がつく割合」は50%です。上限は100%、差は50%です。" in method_sentence(plan)
