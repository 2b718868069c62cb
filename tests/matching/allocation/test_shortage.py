"""What a plan leaves open adds up by role, municipality and month, and a month without work is in no span."""

from datetime import UTC, date, datetime
from uuid import UUID

from matching.allocation.plan_schemas import PlannedMonth, PlannedPerson
from matching.allocation.shortage import shortages
from matching.allocation.solver.exact import solve_exact
from matching.allocation.solver.instance import Instance, Need, Pair, Person
from registry.needs.requirement_schemas import RequirementRow
from registry.needs.schemas import NeedRow

TOWNS = {UUID(int=1): "山辺町", UUID(int=2): "島根崎町"}
MONTHS = tuple((2027, month) for month in range(1, 5))
WANTED = (  # id, town, role, half-days, first and last month
    (11, 1, "engineer", 4, 0, 2),
    (12, 2, "engineer", 2, 3, 4),
    (13, 2, "producer", 6, 0, 4),
    (14, 1, "engineer", 4, 0, 4),
)


def row(id: int, town: int) -> NeedRow:
    return NeedRow(
        id=UUID(int=id), municipality=UUID(int=town), municipality_name=TOWNS[UUID(int=town)], prefecture=UUID(int=9),
        prefecture_name="架空県", title="相談", themes=[], urgency=None, wished_half_days=None, budget=None,
        state="accepted", submitted_at=datetime(2026, 11, 1, tzinfo=UTC), changed_at=datetime(2026, 11, 1, tzinfo=UTC),
        version=1, agreed_from=None, hold_until=None,
    )  # fmt: skip


def asked(id: int, town: int, role: str, half_days: int) -> RequirementRow:
    return RequirementRow(
        need=UUID(int=id), municipality=UUID(int=town), role=role, half_days=half_days, on_site_half_days=0,
        first_day=date(2027, 1, 1), last_day=date(2027, 4, 30), form="contract", day_rate_ceiling_yen=None, skills=[],
    )  # fmt: skip


def test_what_is_left_open_adds_up_by_role_town_and_month() -> None:
    instance = Instance(
        months=4,
        people=(Person(id="p", capacity=(20,) * 4, max_municipalities=2),),
        needs=tuple(
            Need(id=str(UUID(int=id)), municipality=str(town), protected=False, priority=1, start=start, end=end)
            for id, town, _, _, start, end in WANTED
        ),
        pairs=tuple(Pair(person="p", need=str(UUID(int=id)), days=20, fit=fit) for id, fit in ((14, 900), (11, 100))),
    )
    plan = solve_exact(instance)
    assert plan.assignments == (("p", str(UUID(int=14))),)
    found = shortages(
        instance,
        plan,
        months=MONTHS,
        needs={UUID(int=id): row(id, town) for id, town, *_ in WANTED},
        asked={UUID(int=id): asked(id, town, role, days) for id, town, role, days, *_ in WANTED},
    )
    assert [(each.role, each.needs, each.unmatched, each.towns) for each in found] == [
        ("engineer", 2, 1, [("山辺町", 1), ("島根崎町", 1)]),
        ("producer", 1, 1, [("島根崎町", 1)]),
    ]
    assert [half_days for _, half_days in found[0].months] == [4, 4, 0, 2]
    assert found[0].spans == [([(2027, 1), (2027, 2)], 4), ([(2027, 4)], 2)]


def test_a_month_without_work_parts_what_looks_alike() -> None:
    load = [PlannedMonth(month, 40, used) for month, used in zip(MONTHS, (20, 0, 20, 20), strict=True)]
    person = PlannedPerson(UUID(int=1), "架空", [], load)
    assert person.load_spans == [([(2027, 1)], 20, 40), ([(2027, 3), (2027, 4)], 20, 40)]
