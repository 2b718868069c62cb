"""`python -m bench [--quick]`: prints every table."""

import argparse
import platform
from importlib.metadata import version

from bench.allocation import allocation_table
from bench.imports import import_table
from bench.registry import SIZES, registry_table


def main() -> None:
    """Measure and print; nothing is judged here."""
    parser = argparse.ArgumentParser(prog="bench", description="Measurements, as ratios in one run.")
    parser.add_argument("--quick", action="store_true", help="fewer seeds, under five minutes")
    quick = parser.parse_args().quick
    print(f"Python {platform.python_version()}, HiGHS {version('highspy')}, {platform.machine()}")
    for line in allocation_table(seeds=range(3) if quick else range(10)):
        print(line)
    for line in import_table(runs=1 if quick else 5):
        print(line)
    for line in registry_table(sizes=SIZES[:1] if quick else SIZES):
        print(line)


if __name__ == "__main__":
    main()
