"""The other side of `bench.unit_case`: reads wishes, matches them with one library, prints who has whom.

A script that imports nothing of ours: the library `matching` has the name of one of our packages.
"""

import json
import sys
from collections.abc import Callable
from importlib import import_module
from time import process_time
from typing import Any

Wishes = dict[str, dict[str, list[int]]]

_DEPTH = 100_000
"""`matching` copies its players, who know each other, one inside the other: deeper than Python allows by default."""


def with_algmatch(wishes: Wishes) -> dict[int, int]:
    """Stable marriage, the needs' side best."""
    stable_marriage: Any = import_module("algmatch").SM
    sides = {
        "men": {int(need): [person + 1 for person in people] for need, people in _from_one(wishes["needs"])},
        "women": {int(person): [need + 1 for need in needs] for person, needs in _from_one(wishes["people"])},
    }
    found = stable_marriage(dictionary=sides, optimised_side="men").get_stable_matching()["man_sided"]
    return {int(need[1:]) - 1: int(person[1:]) - 1 for need, person in found.items()}


def with_matching(wishes: Wishes) -> dict[int, int]:
    """The same by the library of that name."""
    sys.setrecursionlimit(_DEPTH)
    games: Any = import_module("matching.games")
    players: Any = import_module("matching.players").Player
    needs = {int(name): players(name) for name in wishes["needs"]}
    people = {int(name): players(name) for name in wishes["people"]}
    for name, player in needs.items():
        player.set_prefs([people[each] for each in wishes["needs"][str(name)]])
    for name, player in people.items():
        player.set_prefs([needs[each] for each in wishes["people"][str(name)]])
    found = games.StableMarriage(list(needs.values()), list(people.values())).solve()
    return {int(need.name): int(person.name) for need, person in found.items()}


def _from_one(side: dict[str, list[int]]) -> list[tuple[int, list[int]]]:
    return [(int(name) + 1, wanted) for name, wanted in side.items()]


def main() -> None:
    """One question on the standard input, one answer on the output."""
    peers: dict[str, Callable[[Wishes], dict[int, int]]] = {"algmatch": with_algmatch, "matching": with_matching}
    wishes, solve = json.load(sys.stdin), peers[sys.argv[1]]
    begun = process_time()
    found = solve(wishes)
    print(json.dumps({"found": sorted(found.items()), "cpu_seconds": process_time() - begun}))


if __name__ == "__main__":
    main()
