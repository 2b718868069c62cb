"""Named baselines on the same instance, each in a process of its own: solvers get the volume as one weighted stage.

HiGHS and CP-SAT cannot take stages one after another in one search, so they get the first fixed: protected needs at
the optimum as a row, then the priority sum as objective. Their time is counted in CPU seconds, so that a crowded
machine gives them no less; what is compared is the value, with CPU seconds beside it.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from matching.allocation.solver.instance import Instance, Key

_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Answer:
    """What a peer found: assignments (none when it found no plan) and its CPU seconds."""

    assignments: tuple[Key, ...]
    cpu_seconds: float


def ask(peer: str, instance: Instance, *, protected: int, seconds: float) -> Answer:
    """Runs `bench.peer_process` with the rows of the instance; raises RuntimeError when it fails."""
    question = {"peer": peer, "protected": protected, "seconds": seconds, "instance": _rows(instance)}
    done = subprocess.run(
        [sys.executable, "-m", "bench.peer_process"],
        input=json.dumps(question),
        capture_output=True,
        text=True,
        cwd=_ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    if done.returncode:
        raise RuntimeError(f"{peer}: {done.stderr.strip()[-500:]}")
    found = json.loads(done.stdout)
    return Answer(tuple((person, need) for person, need in found["assignments"]), found["cpu_seconds"])


def _rows(instance: Instance) -> dict[str, object]:
    """What the model needs, as plain lists."""
    return {
        "months": instance.months,
        "overlap": instance.overlap_allowed,
        "people": [[person.id, person.capacity, person.max_municipalities] for person in instance.people],
        "needs": [
            [need.id, need.municipality, int(need.protected), need.priority, need.start, need.end]
            for need in instance.needs
        ],
        "pairs": [[pair.person, pair.need, pair.days] for pair in instance.pairs],
    }
