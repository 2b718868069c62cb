"""Where every need and person has size one: deferred acceptance beside two libraries, the same pairs and whose time."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from matching.allocation.solver.instance import Instance, Need, Pair, Person
from matching.allocation.solver.stable import solve_stable

_SIZE = 100
_SCRIPT = Path(__file__).parent / "unit_peer.py"
_PEERS = {
    "algmatch": [sys.executable, "-I"],
    "matching": ["uv", "run", "--quiet", "--no-project", "--isolated", "--with", "matching", "python", "-I"],
}
"""How each library is reached; `matching` never in our environment, since it has the name of one of our packages."""

Sides = tuple[list[list[int]], list[list[int]]]


def unit_table(seeds: Sequence[int]) -> Iterator[str]:
    """Markdown: in how many draws the pairs are the same, and the median CPU seconds of both."""
    yield "| library | size | seeds | same pairs | ours, CPU s | theirs, CPU s |"
    yield "|---|---|---|---|---|---|"
    for peer in _PEERS:
        rows = [_compared(peer, seed) for seed in seeds]
        failed = [row for row in rows if isinstance(row, str)]
        answered = [row for row in rows if not isinstance(row, str)]
        if failed:
            yield f"| {peer} | {_SIZE} x {_SIZE} | {len(failed)} | did not answer: {failed[0]} | | |"
        if not answered:
            continue
        same, mine, theirs = zip(*answered, strict=True)
        times = f"{median(mine):.3f} | {median(theirs):.3f}"
        yield f"| {peer} | {_SIZE} x {_SIZE} | {len(answered)} | {sum(same)} of {len(same)} | {times} |"


def _compared(peer: str, seed: int) -> tuple[bool, float, float] | str:
    """Whether the pairs are the same and both times, or the last line of why the peer did not answer."""
    sides = _wishes(seed)
    needs, people = ({str(place): wanted for place, wanted in enumerate(side)} for side in sides)
    done = subprocess.run(
        [*_PEERS[peer], str(_SCRIPT), peer],
        input=json.dumps({"needs": needs, "people": people}),
        capture_output=True,
        text=True,
        cwd=tempfile.gettempdir(),
    )
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["no word"])[-1]
    answer, instance = json.loads(done.stdout), _instance(sides)
    begun = process_time()
    plan = solve_stable(instance)
    spent = process_time() - begun
    mine = sorted([int(need), int(person)] for person, need in plan.assignments)
    return mine == answer["found"], spent, answer["cpu_seconds"]


def _wishes(seed: int) -> Sides:
    """Strict wishes of needs and of people that have nothing to do with each other."""
    random = Random(seed)
    needs, people = ([random.sample(range(_SIZE), _SIZE) for _ in range(_SIZE)] for _ in range(2))
    return needs, people


def _instance(sides: Sides) -> Instance:
    """One month: a need's rank is its pairs' fit, a person's the component of wishes."""
    of_need, of_person = sides
    rank = [{need: place for place, need in enumerate(wanted)} for wanted in of_person]
    pairs = tuple(
        Pair(
            person=str(person),
            need=str(need),
            days=10,
            fit=1000 - place,
            components=(0, 0, _SIZE - rank[person][need], 0, 0),
        )
        for need, wanted in enumerate(of_need)
        for place, person in enumerate(wanted)
    )
    names = [str(place) for place in range(_SIZE)]
    return Instance(
        months=1,
        people=tuple(Person(id=name, capacity=(10,), max_municipalities=1) for name in names),
        needs=tuple(Need(id=name, municipality=name, protected=False, priority=1, start=0, end=1) for name in names),
        pairs=pairs,
    )
