"""The other side of `bench.peers`: reads a question, solves it with one library, prints the assignments.

Only what overlaps are refused for is modelled (`overlap_allowed` false), as in all drawn instances.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event, Thread
from time import process_time
from typing import Any

Terms = list[tuple[int, int]]

_LOOK = 0.1
"""Seconds between two looks at the CPU clock."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Pairs as columns: priority and protection of each, and rows (terms, most)."""

    keys: list[tuple[str, str]]
    priority: list[int]
    protected: list[int]
    rows: list[tuple[Terms, int]]


def rows_of(instance: dict[str, Any]) -> Rows:
    """The compact model's rows: one person a need, days and municipalities by month, one need a town at a time."""
    needs = {row[0]: row for row in instance["needs"]}
    keys = [(person, need) for person, need, _ in instance["pairs"]]
    by_need, by_person = defaultdict(list), defaultdict(list)
    for column, (person, need) in enumerate(keys):
        by_need[need].append(column)
        by_person[person].append(column)
    rows: list[tuple[Terms, int]] = [([(column, 1) for column in columns], 1) for columns in by_need.values()]
    days = [row[2] for row in instance["pairs"]]
    for person, capacity, most in instance["people"]:
        for month in range(instance["months"]):
            here = [c for c in by_person[person] if needs[keys[c][1]][4] <= month < needs[keys[c][1]][5]]
            rows += _month(here, [needs[keys[c][1]][1] for c in here], days, capacity[month], most)
    unique = {(tuple(terms), most) for terms, most in rows}
    return Rows(
        keys,
        [needs[need][3] for _, need in keys],
        [needs[need][2] for _, need in keys],
        [(list(terms), most) for terms, most in sorted(unique)],
    )


def _month(here: list[int], towns: list[str], days: list[int], room: int, most: int) -> Iterator[tuple[Terms, int]]:
    if sum(days[column] for column in here) > room:
        yield [(column, days[column]) for column in here], room
    if len(here) > most:
        yield [(column, 1) for column in here], most
    for town in set(towns):
        same = [column for column, each in zip(here, towns, strict=True) if each == town]
        if len(same) > 1:
            yield [(column, 1) for column in same], 1


def with_highs(rows: Rows, *, protected: int, seconds: float) -> list[int]:
    """HiGHS with its default settings, stopped by its own callbacks once it has had its CPU seconds."""
    import highspy

    build: Callable[[], Any] = highspy.Highs  # the class itself carries no types
    highs = build()
    highs.setOptionValue("output_flag", False)
    columns = [highs.addBinary(obj=-points) for points in rows.priority]
    for terms, most in rows.rows:
        highs.addRow(-highspy.kHighsInf, most, len(terms), [c for c, _ in terms], [v for _, v in terms])
    guarded = [column for column, flag in enumerate(rows.protected) if flag]
    highs.addRow(protected, highspy.kHighsInf, len(guarded), guarded, [1] * len(guarded))
    until = process_time() + seconds

    def stop(event: Any) -> None:
        if process_time() > until:
            event.interrupt()

    highs.cbMipInterrupt += stop
    highs.cbSimplexInterrupt += stop
    highs.run()
    if highs.getInfo().primal_solution_status != 2:
        return []
    values = highs.getSolution().col_value
    return [place for place in range(len(columns)) if values[place] > 0.5]


def with_cp_sat(rows: Rows, *, protected: int, seconds: float) -> list[int]:
    """CP-SAT with its default settings and one worker, stopped by a second thread once it has had its CPU seconds."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    columns = [model.new_bool_var(str(place)) for place in range(len(rows.keys))]
    for terms, most in rows.rows:
        model.add(sum(value * columns[column] for column, value in terms) <= most)
    model.add(sum(columns[place] for place, flag in enumerate(rows.protected) if flag) >= protected)
    model.maximize(sum(points * columns[place] for place, points in enumerate(rows.priority)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    until = process_time() + seconds
    done = Event()

    def watch() -> None:
        while not done.wait(_LOOK) and process_time() < until:
            pass
        solver.stop_search()

    Thread(target=watch, daemon=True).start()
    status = solver.solve(model)
    done.set()
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return []
    return [place for place, column in enumerate(columns) if solver.value(column)]


def main() -> None:
    """One question on the standard input, one answer on the output."""
    question = json.load(sys.stdin)
    solve = {"highs": with_highs, "cp_sat": with_cp_sat}[question["peer"]]
    rows = rows_of(question["instance"])
    begun = process_time()
    chosen = solve(rows, protected=question["protected"], seconds=question["seconds"])
    answer = {"assignments": [rows.keys[place] for place in chosen], "cpu_seconds": process_time() - begun}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
