"""The allocation table: our methods and named peers on the same drawn instances, minimum and median over the seeds."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import inf
from statistics import median
from typing import Any

from bench.checking import checked
from bench.own_process import drawn
from bench.peers import ask

_PROTECTED, _PRIORITY = 1, 2
"""Places of stages."""


@dataclass(frozen=True, slots=True)
class Size:
    """A size of the table: our method, its peers and how long they get, the targets of `matching.md` as text.

    Peers get the protected needs we reached as a row of theirs. Where they find no plan with it in their time, they may
    also be asked `unprotected`, for the volume alone: an easier problem than the one we answer.
    """

    people: int
    needs: int
    method: str
    peers: tuple[str, ...]
    seconds: float
    target: str
    unprotected: bool = False


SIZES = (
    Size(60, 180, "exact", ("highs", "cp_sat"), 30, "proven; needs >= 1.10 x greedy, 1.15 x stable"),
    Size(
        500,
        2_000,
        "bundle",
        ("highs", "cp_sat"),
        60,
        ">= 98 % of bound in 30 CPU-s; >= 1.02 x peers; needs >= 1.15",
        unprotected=True,
    ),
    Size(5_000, 20_000, "bundle", (), 0, ">= 91 % of bound; needs >= 1.08 x greedy; 300 CPU-s, 600 MB"),
)


def allocation_table(sizes: Sequence[tuple[Size, Sequence[int]]]) -> Iterator[str]:
    """Markdown: one row a measure and size, peers among them; each seed on the error output as soon as it is done."""
    yield "| size | seeds | measure | minimum | median | maximum | target |"
    yield "|---|---|---|---|---|---|---|"
    for size, seeds in sizes:
        measured: dict[str, list[float]] = defaultdict(list)
        for seed in seeds:
            figures = _measured(size, seed)
            print(f"{size.people} x {size.needs}, seed {seed}: {json.dumps(figures)}", file=sys.stderr, flush=True)
            for name, value in figures.items():
                measured[name].append(value)
        for place, (name, values) in enumerate(measured.items()):
            shown = " | ".join(map(_shown, (min(values), median(values), max(values))))
            target = "" if place else size.target
            yield f"| {size.people} x {size.needs} | {len(seeds)} | {name} | {shown} | {target} |"


def _shown(value: float) -> str:
    return "no plan of theirs" if value == inf else f"{value:.4g}"


def _measured(size: Size, seed: int) -> dict[str, float]:
    """Ratios above 1 are ours over theirs: below 1 we lose."""
    instance = drawn(size.people, size.needs, seed)
    ours, greedy, stable = (_own(size, method, seed) for method in (size.method, "greedy", "stable"))
    mine, quick = checked(instance, ours["assignments"]), checked(instance, greedy["assignments"])
    checked(instance, stable["assignments"])
    bounds = [stage[2] for stage in ours["stages"]]
    found = {
        "priority / bound": mine[_PRIORITY] / bounds[_PRIORITY],
        "protected proven": float(ours["stages"][_PROTECTED][3]),
        "all stages proven": float(all(stage[3] for stage in ours["stages"])),
        "needs / greedy's": len(ours["assignments"]) / len(greedy["assignments"]),
        "priority / greedy's": mine[_PRIORITY] / quick[_PRIORITY],
        "needs / deferred acceptance's": len(ours["assignments"]) / len(stable["assignments"]),
        "blocking pairs left by deferred acceptance": stable["blocking_pairs"],
        "CPU seconds": ours["cpu_seconds"],
        "greedy's CPU seconds": greedy["cpu_seconds"],
        "deferred acceptance's CPU seconds": stable["cpu_seconds"],
        "peak MB": ours["peak_mb"],
    }
    asked = {"": mine[_PROTECTED]} | ({", who protects nobody": 0} if size.unprotected else {})
    for peer, (how, protected) in product(size.peers, asked.items()):
        answer = ask(peer, instance, protected=protected, seconds=size.seconds)
        theirs = checked(instance, answer.assignments)
        found[f"priority / {peer}'s{how}"] = mine[_PRIORITY] / theirs[_PRIORITY] if theirs[_PRIORITY] else inf
        found[f"{peer}'s CPU seconds{how}"] = answer.cpu_seconds
    return found


def _own(size: Size, method: str, seed: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.own_process", method, str(size.people), str(size.needs), str(seed)],
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    answer["assignments"] = [(person, need) for person, need in answer["assignments"]]
    return answer
