"""What a page waits for: why-not and mending a plan, beside the whole solve; one hash whatever the order of rows."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random
from statistics import median
from time import process_time

from bench.checking import checked
from bench.instances import prefecture
from matching.allocation.solver.explain import why_not
from matching.allocation.solver.instance import Instance
from matching.allocation.solver.method import solve
from matching.allocation.solver.plan import Plan
from matching.allocation.solver.rematch import rematch

PREFECTURES = ((60, 180, 1_700), (120, 240, 4_200))
"""People, needs, feasible pairs: the smaller is solved with proof, the larger by bundles."""

_ASKED = 10
_RUNS = 10


def answers_table(seeds: Sequence[int]) -> Iterator[str]:
    """Markdown: CPU seconds of one answer beside the whole solve; the target is 1 s and a third of it."""
    yield "| size | seeds | whole solve | why not: median | why not: maximum | somebody leaves | moved without need |"
    yield "|---|---|---|---|---|---|---|"
    for people, needs, pairs in PREFECTURES:
        rows = [_answered(prefecture(seed=seed, people=people, needs=needs, pairs=pairs), seed) for seed in seeds]
        wholes, asked, leaving, moved = (list(column) for column in zip(*rows, strict=True))
        every = [seconds for each in asked for seconds in each]
        figures = (median(wholes), median(every), max(every), max(leaving))
        shown = " | ".join(f"{seconds:.2f}" for seconds in figures)
        yield f"| {people} x {needs} | {len(seeds)} | {shown} | {max(moved)} |"


def hashes_line(people: int, needs: int, *, method: str) -> str:
    """How many different hashes ten runs in processes of their own give: rows shuffled, one and two threads."""
    found = {_hash(people, needs, method=method, seed=seed, threads=1 + seed % 2) for seed in range(_RUNS)}
    return f"{people} x {needs}, {_RUNS} runs, rows shuffled, threads 1 and 2: {len(found)} hash."


def shuffled(instance: Instance, seed: int) -> Instance:
    """The same problem with its rows in another order."""
    random = Random(seed)
    return replace(
        instance,
        people=tuple(random.sample(instance.people, len(instance.people))),
        needs=tuple(random.sample(instance.needs, len(instance.needs))),
        pairs=tuple(random.sample(instance.pairs, len(instance.pairs))),
    )


def _answered(instance: Instance, seed: int) -> tuple[float, list[float], float, int]:
    begun = process_time()
    plan = solve(instance)
    whole = process_time() - begun
    checked(instance, plan.assignments)
    others = sorted(instance.pair.keys() - set(plan.assignments))
    asked = []
    for person, need in Random(seed).sample(others, _ASKED):
        begun = process_time()
        why_not(instance, plan, person=person, need=need)
        asked.append(process_time() - begun)
    leaving, moved = _left(instance, plan, seed)
    return whole, asked, leaving, moved


def _left(instance: Instance, plan: Plan, seed: int) -> tuple[float, int]:
    """CPU seconds until the plan is mended, and pairs of others that went although nobody may be moved."""
    gone = Random(seed).choice(sorted({person for person, _ in plan.assignments}))
    now = replace(
        instance,
        people=tuple(person for person in instance.people if person.id != gone),
        pairs=tuple(pair for pair in instance.pairs if pair.person != gone),
        incumbents=frozenset(key for key in instance.incumbents if key[0] != gone),
    )
    begun = process_time()
    again = rematch(now, plan.assignments, changed=(gone,), moves=0)
    spent = process_time() - begun
    checked(now, again.assignments)
    standing = {key for key in plan.assignments if key[0] != gone}
    return spent, len(standing - set(again.assignments))


def _hash(people: int, needs: int, *, method: str, seed: int, threads: int) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bench.own_process", method, str(people), str(needs), "0", str(seed)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "OMP_NUM_THREADS": str(threads), "OPENBLAS_NUM_THREADS": str(threads)},
    )
    return str(json.loads(done.stdout)["hash"])
