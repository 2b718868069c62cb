"""Tiny instance files and their only right answer, from the issue's words alone: no code of the engine is used."""

from hashlib import sha256
from random import Random
from typing import Any

Document = dict[str, Any]
Plan = list[tuple[str, str]]


def drawn_document(seed: int) -> Document:
    """Up to 4 people and 6 needs; also none, zero days, zero capacity, no municipality allowed, equal fits."""
    random = Random(seed)
    months = random.choice((1, 1, 2, 3, 4))
    people = [
        {"id": f"p{n}", "capacity": [random.choice((0, 5, 10, 12, 20, 24, 40)) for _ in range(months)],
         "max_municipalities": random.choice((0, 1, 1, 2, 3))}
        for n in range(random.randrange(5))
    ]  # fmt: skip
    needs = [_need(random, f"n{n}", months) for n in range(random.randrange(7))]
    density, fits = random.choice((0, 0.3, 0.6, 1)), random.choice(((0,), (0, 500, 1000), (1, 2, 3, 4, 700)))
    both = [(person["id"], need["id"]) for person in people for need in needs]
    pairs = [
        {"person": person, "need": need, "days": random.choice((0, 5, 10, 12, 20)), "fit": random.choice(fits)}
        for person, need in both if random.random() < density
    ]  # fmt: skip
    locked = [[pair["person"], pair["need"]] for pair in pairs if random.random() < 0.06]
    incumbents = [list(pair) for pair in both if random.random() < 0.15]
    for rows in (people, needs, pairs):
        random.shuffle(rows)
    return {"months": months, "people": people, "needs": needs, "pairs": pairs, "locked": locked,
            "incumbents": incumbents}  # fmt: skip


def only_best(document: Document) -> tuple[tuple[int, ...], Plan] | None:
    """Stage values (six, then further rounds of the tie-break) and the plan; None when the locks contradict."""
    options: dict[str, Plan] = {}
    for pair in document["pairs"]:
        options.setdefault(pair["need"], []).append((pair["person"], pair["need"]))
    plans: list[Plan] = [[]]
    for offers in options.values():
        plans += [[*plan, offer] for plan in plans for offer in offers]
    ranked = sorted((values(document, plan), sorted(plan)) for plan in plans if is_valid(document, plan))
    if not ranked:
        return None
    assert [each[0] for each in ranked].count(ranked[-1][0]) == 1, "the tie-break leaves two plans"
    return ranked[-1]


def is_valid(document: Document, plan: Plan) -> bool:
    """Locks, days and municipalities by month."""
    needs, days = _by_id(document["needs"]), {(p["person"], p["need"]): p["days"] for p in document["pairs"]}
    for person in document["people"]:
        mine = [needs[need] for holder, need in plan if holder == person["id"]]
        for month in range(document["months"]):
            now = [need for need in mine if need["start"] <= month < need["end"]]
            if sum(days[person["id"], need["id"]] for need in now) > person["capacity"][month]:
                return False
            if len({need["municipality"] for need in now}) > person["max_municipalities"]:
                return False
    return {tuple(key) for key in document["locked"]} <= set(plan)


def values(document: Document, plan: Plan) -> tuple[int, ...]:
    """Protected towns, protected needs, priority, incumbents, fit, then the tie-break and its further rounds."""
    needs, fit = _by_id(document["needs"]), {(p["person"], p["need"]): p["fit"] for p in document["pairs"]}
    filled = [needs[need] for _, need in plan]
    protected = {need["municipality"] for need in document["needs"] if need["protected"]}
    return (
        len({need["municipality"] for need in filled} & protected),
        sum(need["protected"] for need in filled),
        sum(need["priority"] for need in filled),
        len({tuple(key) for key in document["incumbents"]} & set(plan)),
        sum(fit[key] for key in plan),
        *(sum(_points(key, round_) for key in plan) for round_ in range(4)),
    )


def _points(key: tuple[str, str], round_: int) -> int:
    digest = sha256("\n".join(key).encode()).digest()
    return int.from_bytes(digest[4 * round_ : 4 * round_ + 4]) // 4096


def _need(random: Random, id: str, months: int) -> Document:
    start = random.randrange(months)
    return {
        "id": id,
        "municipality": random.choice("ABC"),
        "protected": random.random() < 0.3,
        "priority": random.choice((0, 1, 1, 2, 3)),
        "start": start,
        "end": random.randint(start + 1, months),
    }


def _by_id(rows: list[Document]) -> dict[str, Document]:
    return {row["id"]: row for row in rows}
