"""`python -m bench [--quick]`: prints every table; the full run also writes docs/benchmarks.md."""

import argparse
import os
import platform
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.allocation import SIZES as PROBLEMS
from bench.allocation import allocation_table
from bench.imports import import_table
from bench.registry import SIZES, registry_table

_PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"


def main() -> None:
    """Measure and print; nothing is judged here."""
    parser = argparse.ArgumentParser(prog="bench", description="Measurements, as ratios in one run.")
    parser.add_argument("--quick", action="store_true", help="few seeds, no largest size, under five minutes")
    quick = parser.parse_args().quick
    lines = [*_head(), ""]
    print(*lines, sep="\n", flush=True)
    for line in _tables(quick=quick):
        print(line, flush=True)
        lines.append(line)
    if not quick:
        _PAGE.write_text("\n".join(["# Measurements", "", *lines, ""]), encoding="utf-8")


def _tables(*, quick: bool) -> Iterator[str]:
    small, medium, large = PROBLEMS
    whole = [(small, range(10)), (medium, range(10)), (large, range(3))]
    yield from allocation_table([(small, range(2)), (medium, range(1))] if quick else whole)
    yield from import_table(runs=1 if quick else 5)
    yield from registry_table(sizes=SIZES[:1] if quick else SIZES)


def _head() -> list[str]:
    """Machine (kind and cores), versions, date; seeds are counted from 0 in each row."""
    when = f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores"
    versions = [f"{name} {version(name)}" for name in ("highspy", "ortools", "numpy")]
    return [
        f"{when}, Python {platform.python_version()}, {', '.join(versions)}. Seeds 0, 1, 2, ...; ratios above 1 are",
        "ours over theirs; CPU seconds; each method and peer in a process of its own; every plan verified.",
    ]


if __name__ == "__main__":
    main()
