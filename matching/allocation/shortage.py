"""What a plan leaves open, by role, municipality and month: a sign whom to recruit. Pure."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from matching.allocation.plan_schemas import Shortage
from matching.allocation.solver.instance import Instance
from matching.allocation.solver.plan import Plan, Unfilled, UnfilledKind
from matching.fit.facts import Month
from registry.needs.requirement_schemas import RequirementRow
from registry.needs.schemas import NeedRow


def shortages(
    instance: Instance,
    plan: Plan,
    *,
    months: Sequence[Month],
    needs: Mapping[UUID, NeedRow],
    asked: Mapping[UUID, RequirementRow],
) -> list[Shortage]:
    """One row a role, the role with most open needs first.

    `months` are those behind the instance's indices. Role and days are as they are `asked` today; needs that are not
    any more are left out.
    """
    by_role: dict[str, list[Unfilled]] = defaultdict(list)
    for each in plan.unfilled:
        if UUID(each.need) in asked and UUID(each.need) in needs:
            by_role[asked[UUID(each.need)].role].append(each)
    return [
        Shortage(
            role=role,
            needs=len(unfilled),
            unmatched=sum(each.kind is UnfilledKind.NO_CANDIDATE for each in unfilled),
            months=_by_month(instance, unfilled, months=months, asked=asked),
            towns=Counter(needs[UUID(each.need)].municipality_name for each in unfilled).most_common(),
        )
        for role, unfilled in sorted(by_role.items(), key=lambda row: (-len(row[1]), row[0]))
    ]


def _by_month(
    instance: Instance,
    unfilled: Sequence[Unfilled],
    *,
    months: Sequence[Month],
    asked: Mapping[UUID, RequirementRow],
) -> list[tuple[Month, int]]:
    """Half-days that are asked for in every month, in order."""
    missing = dict.fromkeys(months, 0)
    for each in unfilled:
        need = instance.need[each.need]
        for month in months[need.start : need.end]:
            missing[month] += asked[UUID(each.need)].half_days
    return list(missing.items())
