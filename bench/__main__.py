"""`python -m bench [--quick] [--only SECTION]`: prints the tables; the full run also writes docs/benchmarks.md."""

import argparse
import os
import platform
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from bench.allocation import SIZES as PROBLEMS
from bench.allocation import allocation_table
from bench.answers import answers_table, hashes_line
from bench.answers_by_page import SIZES as PREFECTURES
from bench.answers_by_page import page_table
from bench.gap.comparing import gap_table
from bench.imports import import_table
from bench.national import HISTORIES, national_table
from bench.papers import papers_table
from bench.registry import SIZES, registry_table
from bench.unit_case import unit_table

_PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"


def main() -> None:
    """Measure and print; nothing is judged here."""
    parser = argparse.ArgumentParser(prog="bench", description="Measurements, as ratios in one run.")
    parser.add_argument("--quick", action="store_true", help="few seeds, no largest size, under five minutes")
    parser.add_argument("--only", choices=_SECTIONS, help="one section; the page keeps the others as they were")
    asked = parser.parse_args()
    sections = dict(_kept())
    for name in [asked.only] if asked.only else _SECTIONS:
        lines = [f"## {name}", "", *_head(), ""]
        print(*lines, sep="\n", flush=True)
        for line in _SECTIONS[name](asked.quick):
            print(line, flush=True)
            lines.append(line)
        sections[name] = "\n".join(lines).strip()
    if not asked.quick:
        _PAGE.write_text("\n\n".join(["# Measurements", *sections.values()]) + "\n", encoding="utf-8")


def _kept() -> Iterator[tuple[str, str]]:
    """The page's sections as they stand, by heading."""
    for part in _PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
        yield part.partition("\n")[0], f"## {part}".strip()


def _allocation(quick: bool) -> Iterator[str]:
    small, medium, large = PROBLEMS
    whole = [(small, range(10)), (medium, range(10)), (large, range(3))]
    yield from allocation_table([(small, range(2)), (medium, range(1))] if quick else whole)
    yield ""
    yield from unit_table(range(2) if quick else range(10))


def _gap(quick: bool) -> Iterator[str]:
    yield from gap_table(kinds=("C",)) if quick else gap_table()


def _answers(quick: bool) -> Iterator[str]:
    yield from answers_table(range(2) if quick else range(10))
    yield ""
    yield from page_table(PREFECTURES[:1] if quick else PREFECTURES)
    yield ""
    yield hashes_line(60, 180, method="exact")
    yield hashes_line(200, 500, method="bundle")


def _registry(quick: bool) -> Iterator[str]:
    yield from import_table(runs=1 if quick else 5)
    yield ""
    yield from registry_table(sizes=SIZES[:1] if quick else SIZES)


def _national(quick: bool) -> Iterator[str]:
    yield from national_table([(rows // 10, records // 10) for rows, records in HISTORIES] if quick else HISTORIES)


def _papers(quick: bool) -> Iterator[str]:
    yield from papers_table(runs=1 if quick else 5)


_SECTIONS: Final[Mapping[str, Callable[[bool], Iterator[str]]]] = {
    "Allocation": _allocation,
    "Generalized assignment": _gap,
    "Answers": _answers,
    "Registry": _registry,
    "National": _national,
    "Papers": _papers,
}


def _head() -> list[str]:
    """Machine (kind and cores), versions, date; seeds are counted from 0 in each row."""
    when = f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores"
    versions = [f"{name} {version(name)}" for name in ("highspy", "ortools", "numpy")]
    load = f"load {os.getloadavg()[1]:.0f} at the start"
    return [
        f"{when}, {load}, Python {platform.python_version()}, {', '.join(versions)}. Seeds 0, 1, 2, ...;",
        "ratios above 1 are ours over theirs; CPU seconds; each method and peer in a process of its own; every plan",
        "verified.",
    ]


if __name__ == "__main__":
    main()
