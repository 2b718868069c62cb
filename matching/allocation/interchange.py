"""File mode: an instance and its plan as JSON documents, for people outside who want to measure or check the engine.

The instance is one object with `months`, `people`, `needs`, `pairs`, and optionally `locked` and `incumbents`; its
fields are those of the structs below. Months are 0-based and `end` is exclusive; days are tenths of a day a month.
"""

from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from matching.allocation.solver.instance import Instance, InstanceRefused, Key, Need, Pair, Person
from matching.allocation.solver.method import solve
from matching.allocation.solver.plan import BoundKind, Method, Plan, Stage
from matching.allocation.solver.stages import FILE_STAGES, TIE_BREAK
from matching.allocation.solver.sureness import amount, sureness
from matching.allocation.solver.words import STAGE_NAMES

MOST: Final = 1_000_000
"""Largest priority and days of a pair: sums stay exact in the solver's floating point."""
MOST_MONTHS: Final = 1_200
"""A hundred years: the large path holds every month of every pair."""
MOST_COUNTED: Final = 10**12
"""Largest capacity and number of municipalities: the large path counts in 64 bits."""

Id = Annotated[str, Meta(pattern=r"^[^\n]*\Z")]
"""On one line: the tie-break joins two ids by a line break, and must not take two pairs for one."""
Count = Annotated[int, Meta(ge=0, le=MOST_COUNTED)]
Limited = Annotated[int, Meta(ge=0, le=MOST)]
Points = Annotated[int, Meta(ge=0, le=1000)]


class PersonRow(Struct, frozen=True, forbid_unknown_fields=True):
    """`capacity`: tenths of a day, one entry a month."""

    id: Id
    capacity: list[Count]
    max_municipalities: Count


class NeedRow(Struct, frozen=True, forbid_unknown_fields=True):
    """One seat in months start <= t < end."""

    id: Id
    municipality: str
    protected: bool
    priority: Limited
    start: Count
    end: Count


class PairRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A feasible pair: `days` in every month of the need, `fit` 0-1000."""

    person: str
    need: str
    days: Limited
    fit: Points


class InstanceDocument(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    months: Annotated[int, Meta(ge=1, le=MOST_MONTHS)]
    people: list[PersonRow]
    needs: list[NeedRow]
    pairs: list[PairRow]
    locked: list[tuple[str, str]] = []
    incumbents: list[tuple[str, str]] = []


class StageRow(Struct, frozen=True):
    """A stage's value, a valid upper bound given the stages before it, and whether both are known to be equal.

    `bound_kind`: where the bound comes from: `search` (branch and bound), `bundles` (Lagrangian bound by bundles of
    needs), `relaxation` (linear programme), `ceiling` (each need alone). `gap`: (bound - value) / bound.
    """

    name: str
    value: int
    bound: int
    proven: bool
    bound_kind: str
    gap: float


class PlanDocument(Struct, frozen=True):
    """The answer. `hash`: sha256, in hex, of the assignments sorted by person, then need, as the ASCII bytes of
    `[["p1","n1"],["p2","n2"]]`: JSON without spaces, characters beyond ASCII escaped as \\uXXXX.
    `cpu_seconds`: processor time of reading and solving, all threads. Only with the stability option:
    `blocking_pairs`, and `optimum`, the stages of the best plan, which say what stability costs.
    """

    assignments: list[Key]
    method: str
    stages: list[StageRow]
    hash: str
    cpu_seconds: float
    blocking_pairs: int | msgspec.UnsetType = msgspec.UNSET
    optimum: list[StageRow] | msgspec.UnsetType = msgspec.UNSET


def plan_for_document(content: bytes, *, method: Method | None) -> bytes:
    """Instance file in, plan file out. `method` None: by size. Raises InstanceRefused with the sentence why not."""
    begun = process_time()
    plan = solve(instance_from_document(content), method=method, stages=FILE_STAGES)
    return msgspec.json.format(msgspec.json.encode(_document(plan, spent=process_time() - begun)), indent=1) + b"\n"


def instance_from_document(content: bytes) -> Instance:
    """The engine's instance. Raises InstanceRefused: broken JSON, unknown or missing fields, wrong types and ranges,
    a locked pair named twice. What contradicts itself between rows is refused by the engine's own `check`."""
    try:
        document = msgspec.json.decode(content, type=InstanceDocument)
    except (msgspec.DecodeError, RecursionError) as error:
        raise InstanceRefused(f"ファイルの形が違います：{error}") from error
    return Instance(
        months=document.months,
        people=tuple(
            Person(id=row.id, capacity=tuple(row.capacity), max_municipalities=row.max_municipalities)
            for row in document.people
        ),
        needs=tuple(Need(**msgspec.structs.asdict(row)) for row in document.needs),
        pairs=tuple(Pair(**msgspec.structs.asdict(row)) for row in document.pairs),
        locked=_once("locked", document.locked),
        incumbents=_once("incumbents", document.incumbents),
        overlap_allowed=True,
    )


def document_of(instance: Instance) -> bytes:
    """The file of an instance, as far as the file format reaches (no travel, pins, quotas or bans)."""
    rows = InstanceDocument(
        months=instance.months,
        people=[PersonRow(each.id, list(each.capacity), each.max_municipalities) for each in instance.people],
        needs=[
            NeedRow(each.id, each.municipality, each.protected, each.priority, each.start, each.end)
            for each in instance.needs
        ],
        pairs=[PairRow(each.person, each.need, each.days, each.fit) for each in instance.pairs],
        locked=sorted(instance.locked),
        incumbents=sorted(instance.incumbents),
    )
    return msgspec.json.encode(rows)


def told_document(plan: bytes) -> str:
    """The plan in a few lines for the terminal."""
    told = msgspec.json.decode(plan, type=PlanDocument)
    sure = "最適と確かめました" if all(stage.proven for stage in told.stages) else "最適とは確かめていません"
    lines = [f"{len(told.assignments)}件に人がつきます。{told.method}、{sure}。"]
    lines += [
        f"{STAGE_NAMES[each.name]} {amount(each.name, each.value)}：{sureness(_read(each))}"
        for each in told.stages
        if each.name != TIE_BREAK
    ]
    return "\n".join([*lines, f"hash {told.hash}", f"CPU {told.cpu_seconds}秒", ""])


def replace_file(path: Path, content: bytes) -> None:
    """Write all or nothing. Raises OSError."""
    if path.exists() and not path.is_file():  # a pipe or /dev/stdout
        path.write_bytes(content)
        return
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise


def _document(plan: Plan, *, spent: float) -> PlanDocument:
    return PlanDocument(
        assignments=list(plan.assignments),
        method=plan.method,
        stages=_stages(plan.stages),
        hash=plan.plan_hash,
        cpu_seconds=round(spent, 3),
        blocking_pairs=msgspec.UNSET if plan.blocking_pairs is None else plan.blocking_pairs,
        optimum=_stages(plan.optimum) if plan.optimum else msgspec.UNSET,
    )


def _read(row: StageRow) -> Stage:
    kind = BoundKind(row.bound_kind) if row.bound_kind else None
    return Stage(row.name, row.value, row.bound, row.proven, kind)


def _stages(stages: Sequence[Stage]) -> list[StageRow]:
    return [
        StageRow(each.name, each.value, each.bound, each.proven, each.kind or "", round(each.gap, 6)) for each in stages
    ]


def _once(name: str, keys: Sequence[Key]) -> frozenset[Key]:
    if len(found := frozenset(keys)) < len(keys):
        raise InstanceRefused(f"{name} に同じ組が二重にあります。")
    return found
