"""Drawn problems of the types C, D and E beside HiGHS default, which gets the CPU seconds that ours took."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Final, get_args

from bench.gap.drawing import Kind, as_text, drawn_problem

SECONDS: Final[dict[Kind, int]] = {"C": 60, "D": 20, "E": 20}
"""CPU seconds for each problem: the target for C is a proof within a minute."""
AGENTS, JOBS = (5, 10, 20), (100, 200)


@dataclass(frozen=True, slots=True)
class Found:
    """What one side answered; `objective` is None where it found nothing."""

    objective: int | None
    bound: int
    proven: bool
    cpu_seconds: float

    def gap(self, bound: int) -> float:
        """Percent above a bound; nothing found counts as all of it."""
        return 100.0 if self.objective is None else 100 * (self.objective - bound) / bound

    def shown(self) -> str:
        """Cells of the table."""
        sure = "proven" if self.proven else f"{self.bound:,}"
        return f"{'none' if self.objective is None else f'{self.objective:,}'} | {sure} | {self.cpu_seconds:.1f}"


def gap_table(*, kinds: Sequence[Kind] = get_args(Kind), seed: int = 0) -> Iterator[str]:
    """Markdown: each problem, then the mean distance from the better of both bounds by type."""
    yield "| type | agents x jobs | ours | bound | CPU s | HiGHS | bound | CPU s | ours above the bound % | HiGHS % |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    told = []
    for kind in kinds:
        rows = [_both(kind, agents, jobs, seed) for agents, jobs in product(AGENTS, JOBS)]
        gaps = [[side.gap(max(each.bound for each in row)) for side in row] for row in rows]
        for (agents, jobs), row, (mine, theirs) in zip(product(AGENTS, JOBS), rows, gaps, strict=True):
            yield f"| {kind} | {agents} x {jobs} | {row[0].shown()} | {row[1].shown()} | {mine:.3f} | {theirs:.3f} |"
        means = [mean(column) for column in zip(*gaps, strict=True)]
        proofs = [sum(side.proven for side in column) for column in zip(*rows, strict=True)]
        told.append(f"{kind}: proven {proofs[0]} of {len(rows)} (HiGHS {proofs[1]}); on average {means[0]:.3f} % above "
                    f"the better bound (HiGHS {means[1]:.3f} %).")  # fmt: skip
    yield ""
    yield from told


def _both(kind: Kind, agents: int, jobs: int, seed: int) -> tuple[Found, Found]:
    """Ours, then HiGHS on the same file with as many CPU seconds, each in a process of its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{kind}-{agents}x{jobs}.txt"
        path.write_text(as_text(drawn_problem(kind, agents=agents, jobs=jobs, seed=seed)), encoding="ascii")
        ours = _found("bench.gap", str(path), "--json", "--seconds", str(SECONDS[kind]))
        return ours, _found("bench.gap.peer", str(path), "--seconds", str(ours.cpu_seconds))


def _found(module: str, *arguments: str) -> Found:
    done = subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    return Found(answer["objective"], answer["bound"], answer["proven"], answer["cpu_seconds"])
