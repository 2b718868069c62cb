"""The generalized assignment adapter: reads the public format, refuses what is none, proves small problems."""

import json
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from bench.gap.drawing import as_text, drawn_problem
from bench.gap.peer import with_highs
from bench.gap.reading import Problem, Unreadable, read_problems
from bench.gap.solving import Sense, solve_problem

SMALL = "2 3\n4 6 2\n5 1 9\n2 2 3\n3 1 2\n5 4\n"


def written(folder: Path, text: str) -> Path:
    """A file of the text."""
    path = folder / "fictional.txt"
    path.write_text(text)
    return path


def by_hand(problem: Problem, sense: Sense) -> int | None:
    """The optimum by trying every assignment."""
    costs = []
    for agents in product(range(problem.agents), repeat=problem.jobs):
        used = [0] * problem.agents
        for job, agent in enumerate(agents):
            used[agent] += problem.resources[agent][job]
        if all(load <= capacity for load, capacity in zip(used, problem.capacities, strict=True)):
            costs.append(sum(problem.costs[agent][job] for job, agent in enumerate(agents)))
    return (min if sense == "min" else max)(costs) if costs else None


def test_one_problem_or_several_and_line_breaks_anywhere(tmp_path: Path) -> None:
    (one,) = read_problems(written(tmp_path, SMALL))
    assert one == Problem(((4, 6, 2), (5, 1, 9)), ((2, 2, 3), (3, 1, 2)), (5, 4))
    assert read_problems(written(tmp_path, "1 " + SMALL.replace("\n", " "))) == [one]
    assert read_problems(written(tmp_path, "2\n" + SMALL + SMALL)) == [one, one]
    drawn = drawn_problem("D", agents=3, jobs=7, seed=1)
    assert read_problems(written(tmp_path, as_text(drawn))) == [drawn]


@pytest.mark.parametrize(
    "text",
    ["", "two 3", "2 3\n4 -6 2", "2 3\n4.5 6 2", SMALL + " 7", SMALL[:-3], "0", "0 0", "2\n" + SMALL, "1 0 3", "3"],
)
def test_a_malformed_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Unreadable):
        read_problems(written(tmp_path, text))


@pytest.mark.parametrize("sense", ["min", "max"])
def test_small_problems_are_proven_in_both_senses(sense: Sense) -> None:
    for seed in range(4):
        problem = drawn_problem("C" if seed % 2 else "D", agents=3, jobs=7, seed=seed)
        outcome = solve_problem(problem, sense=sense, seconds=10)
        assert outcome.proven
        assert outcome.objective == outcome.bound == by_hand(problem, sense)


def test_what_cannot_be_assigned_is_said_to_be_infeasible() -> None:
    outcome = solve_problem(Problem(((1, 1),), ((3, 3),), (5,)), sense="min", seconds=5)
    assert (outcome.objective, outcome.bound, outcome.proven) == (None, None, True)


def test_an_open_problem_keeps_a_bound_on_the_right_side() -> None:
    problem = drawn_problem("D", agents=8, jobs=48, seed=3)
    least = solve_problem(problem, sense="min", seconds=0.2)
    most = solve_problem(problem, sense="max", seconds=0.2)
    assert least.objective is not None and least.bound is not None and least.objective >= least.bound
    assert most.objective is not None and most.bound is not None and most.objective <= most.bound


def test_the_command_prints_one_object_a_problem_and_ends_with_2_on_a_bad_file(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("2\n" + SMALL + SMALL)
    bad.write_text("2 3 4")
    done = subprocess.run(
        [sys.executable, "-m", "bench.gap", str(good), str(bad), "--seconds", "5", "--sense", "max", "--json"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "bad.txt" in done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["instance"], line["index"], line["objective"], line["proven"]) for line in lines] == [
        (str(good), 1, 19, True),
        (str(good), 2, 19, True),
    ]
    assert {"bound", "cpu_seconds"} <= lines[0].keys()


def test_what_is_proven_from_the_bound_downwards_is_what_the_plain_model_proves() -> None:
    for seed in range(3):
        problem = drawn_problem("C", agents=4, jobs=30, seed=seed)
        outcome, plain = solve_problem(problem, sense="min", seconds=60), with_highs(problem, seconds=60)
        assert outcome.proven
        assert plain["proven"]
        assert outcome.objective == plain["objective"] == plain["bound"]
