"""`dxpool allocate`: the only best plan, one hash for any order of rows, nothing written for a wrong file."""

import json
from collections.abc import Callable
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bench.instances import prefecture
from cli import main
from matching.allocation.interchange import document_of, plan_for_document
from matching.allocation.solver.instance import InstanceRefused
from matching.allocation.solver.plan import Method
from tests.matching.allocation.brute_force import Document, drawn_document, is_valid, only_best, values

SOUND: Document = {
    "months": 2,
    "people": [{"id": "p1", "capacity": [20, 20], "max_municipalities": 2}],
    "needs": [
        {"id": "n1", "municipality": "A", "protected": True, "priority": 1, "start": 0, "end": 2},
        {"id": "n2", "municipality": "B", "protected": False, "priority": 5, "start": 0, "end": 1},
    ],
    "pairs": [
        {"person": "p1", "need": "n1", "days": 12, "fit": 400},
        {"person": "p1", "need": "n2", "days": 12, "fit": 900},
    ],
    "locked": [],
    "incumbents": [],
}


def solved(document: Document, method: Method | None = None) -> Document:
    answer: Document = json.loads(plan_for_document(json.dumps(document).encode(), method=method))
    return answer


def is_the_only_best(seed: int) -> None:
    document = drawn_document(seed)
    best = only_best(document)
    if best is None:
        with pytest.raises(InstanceRefused):
            solved(document)
        return
    plan = solved(document)
    assert [tuple(key) for key in plan["assignments"]] == best[1]
    assert [stage["value"] for stage in plan["stages"]] == list(best[0][:6])
    assert all(stage["proven"] and stage["bound"] == stage["value"] for stage in plan["stages"])
    for method in (Method.GREEDY, Method.STABLE, Method.BUNDLE):
        other = solved(document, method)
        taken = [tuple(key) for key in other["assignments"]]
        assert is_valid(document, taken)
        assert tuple(stage["value"] for stage in other["stages"]) == values(document, taken)[:6] <= best[0][:6]


@pytest.mark.parametrize("tens", range(20))
def test_the_plan_is_the_only_best_one(tens: int) -> None:
    for seed in range(tens * 10, tens * 10 + 10):
        is_the_only_best(seed)


@pytest.mark.prove
def test_the_plan_is_the_only_best_one_thousands_of_times() -> None:
    for seed in range(1_000, 6_000):
        is_the_only_best(seed)


def test_equal_people_still_get_one_plan_whatever_the_order_of_rows() -> None:
    people = [{"id": f"p{n}", "capacity": [20], "max_municipalities": 1} for n in range(6)]
    needs = [{"id": f"n{n}", "municipality": f"m{n}", "protected": False, "priority": 1, "start": 0, "end": 1}
             for n in range(5)]  # fmt: skip
    pairs = [{"person": p["id"], "need": n["id"], "days": 10, "fit": 500} for p in people for n in needs]
    document: Document = {"months": 1, "people": people, "needs": needs, "pairs": pairs}
    hashes = set()
    for seed in range(5):
        for rows in (people, needs, pairs):
            Random(seed).shuffle(rows)
        hashes.add(solved(document)["hash"])
    assert len(hashes) == 1


def test_the_answer_has_the_published_form(tmp_path: Path) -> None:
    result = allocated(tmp_path, json.dumps(SOUND))
    assert result.exit_code == 0, result.stderr
    plan = json.loads((tmp_path / "plan.json").read_text())
    assert plan["assignments"] == [["p1", "n1"]], "a protected town is never sold for priority or fit"
    assert plan["hash"] == sha256(b'[["p1","n1"]]').hexdigest()
    assert (plan["method"], plan["cpu_seconds"] >= 0) == ("exact", True)
    assert [stage["name"] for stage in plan["stages"]] == [
        "protected_municipalities", "protected_needs", "priority", "incumbents_kept", "fit", "tie_break",
    ]  # fmt: skip
    assert plan.keys() == {"assignments", "method", "stages", "hash", "cpu_seconds"}
    assert [each.name for each in tmp_path.iterdir() if "unfinished" in each.name] == []


def test_an_instance_reads_back_from_its_document() -> None:
    instance = prefecture(seed=2, people=6, needs=9, pairs=30)
    again = json.loads(document_of(instance))
    assert len(again["pairs"]) == 30
    assert solved(again)["stages"][0]["proven"]


def _changed(*path: str | int, value: object) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        place: Any = document
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return change


WRONG = {
    "unknown field": _changed("extra", value=1),
    "unknown field in a row": _changed("people", 0, "age", value=40),
    "boolean for a number": _changed("people", 0, "capacity", 0, value=True),
    "whole float": _changed("pairs", 0, "days", value=12.0),
    "number for a boolean": _changed("needs", 0, "protected", value=1),
    "text for a number": _changed("needs", 0, "priority", value="1"),
    "null": _changed("needs", 0, "end", value=None),
    "negative days": _changed("pairs", 0, "days", value=-1),
    "negative capacity": _changed("people", 0, "capacity", 1, value=-1),
    "negative municipalities": _changed("people", 0, "max_municipalities", value=-1),
    "negative priority": _changed("needs", 0, "priority", value=-1),
    "negative start": _changed("needs", 0, "start", value=-1),
    "end at start": _changed("needs", 0, "end", value=0),
    "end after the last month": _changed("needs", 0, "end", value=3),
    "fit below 0": _changed("pairs", 0, "fit", value=-1),
    "fit above 1000": _changed("pairs", 0, "fit", value=1001),
    "short capacity": _changed("people", 0, "capacity", value=[20]),
    "long capacity": _changed("people", 0, "capacity", value=[20, 20, 20]),
    "no month": _changed("months", value=0),
    "more months than a hundred years": _changed("months", value=1_201),
    "capacity beyond counting": _changed("people", 0, "capacity", 0, value=10**30),
    "municipalities beyond counting": _changed("people", 0, "max_municipalities", value=10**30),
    "unknown person": _changed("pairs", 0, "person", value="p9"),
    "unknown need": _changed("pairs", 0, "need", value="n9"),
    "a pair twice": _changed("pairs", 1, "need", value="n1"),
    "a person twice": _changed("people", value=[SOUND["people"][0]] * 2),
    "a need twice": _changed("needs", 1, "id", value="n1"),
    "locked but no pair": _changed("locked", value=[["p1", "n9"]]),
    "locked twice": _changed("locked", value=[["p1", "n1"], ["p1", "n1"]]),
    "a lock of three": _changed("locked", value=[["p1", "n1", "x"]]),
    "unknown incumbent": _changed("incumbents", value=[["p9", "n1"]]),
    "locks beyond the days": _changed("locked", value=[["p1", "n1"], ["p1", "n2"]]),
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_in_words_and_nothing_is_written(
    tmp_path: Path, change: Callable[[Document], None]
) -> None:
    document = deepcopy(SOUND)
    change(document)
    refused(tmp_path, allocated(tmp_path, json.dumps(document)))


@pytest.mark.parametrize("id", ["p\n1", "p1\n"])
def test_an_id_on_two_lines_is_refused(tmp_path: Path, id: str) -> None:
    refused(tmp_path, allocated(tmp_path, json.dumps(SOUND).replace('"p1"', json.dumps(id))))


@pytest.mark.parametrize("missing", ["months", "people", "needs", "pairs"])
def test_a_missing_part_is_refused(tmp_path: Path, missing: str) -> None:
    refused(tmp_path, allocated(tmp_path, json.dumps({name: SOUND[name] for name in SOUND if name != missing})))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "1", '{"months": 1e400}', "\ufeff{}", "[" * 100_000])
def test_broken_json_is_refused(tmp_path: Path, text: str) -> None:
    refused(tmp_path, allocated(tmp_path, text))


def test_a_missing_file_and_an_unwritable_place_are_said(tmp_path: Path) -> None:
    output = tmp_path / "plan.json"
    refused(tmp_path, CliRunner().invoke(main, ["allocate", str(tmp_path / "none.json"), "--output", str(output)]))
    refused(tmp_path, CliRunner().invoke(main, ["allocate", str(tmp_path), "--output", str(output)]))
    (tmp_path / "instance.json").write_text(json.dumps(SOUND))
    nowhere = tmp_path / "none" / "plan.json"
    refused(tmp_path, CliRunner().invoke(main, ["allocate", str(tmp_path / "instance.json"), "--output", str(nowhere)]))


def test_a_refusal_keeps_the_plan_that_was_there(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("before")
    assert allocated(tmp_path, "{").exit_code == 2
    assert (tmp_path / "plan.json").read_text() == "before"


def test_two_needs_of_one_municipality_count_once() -> None:
    document = deepcopy(SOUND)
    document["people"][0] |= {"capacity": [24, 24], "max_municipalities": 1}
    assert len(solved(document)["assignments"]) == 1
    document["needs"][1]["municipality"] = "A"
    assert len(solved(document)["assignments"]) == 2


def allocated(folder: Path, text: str) -> Result:
    (folder / "instance.json").write_text(text)
    arguments = ["allocate", str(folder / "instance.json"), "--output", str(folder / "plan.json")]
    return CliRunner().invoke(main, arguments)


def refused(folder: Path, result: Result) -> None:
    assert result.exit_code == 2, result.output
    assert "何も書いていません" in result.stderr
    assert not (folder / "plan.json").exists()


@pytest.mark.parametrize("method", ["auto", "exact", "bundle", "greedy", "stable"])
def test_every_method_is_called_by_its_own_word(method: str, tmp_path: Path) -> None:
    instance, output = tmp_path / "instance.json", tmp_path / "plan.json"
    instance.write_text(json.dumps(SOUND))
    done = CliRunner().invoke(main, ["allocate", str(instance), "--output", str(output), "--method", method])
    assert done.exit_code == 0, done.output
    assert json.loads(output.read_text())["method"] == ("exact" if method == "auto" else method)
