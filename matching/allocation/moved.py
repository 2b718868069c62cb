"""A mended plan beside the one before it: whose needs go where, and why. Pure, in words for the prefecture."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from matching.allocation.aims import Near
from matching.allocation.plan_schemas import Moved
from matching.allocation.ranking import UNNAMED
from matching.allocation.solver.instance import Instance, Key
from matching.allocation.solver.plan import Plan
from registry.needs.schemas import NeedRow


def moves(
    instance: Instance, plan: Plan, near: Near, *, needs: Mapping[UUID, NeedRow], names: Mapping[UUID, str]
) -> Iterator[Moved]:
    """Every need whose person differs, those that lose somebody first; ids of people are told by name."""
    before, after = {need: person for person, need in near.before}, plan.holder
    telling = _Telling(instance, before, after, needs, names)
    for need in sorted(instance.need, key=lambda need: (need not in before, need in after, need)):
        if before.get(need) != after.get(need):
            yield telling.moved(need)


def stayed(plan: Plan, near: Near) -> int:
    """Pairs of the former plan that are in this one."""
    return len(set(near.before).intersection(plan.assignments))


class _Telling:
    def __init__(
        self,
        instance: Instance,
        before: Mapping[str, str],
        after: Mapping[str, str],
        needs: Mapping[UUID, NeedRow],
        names: Mapping[UUID, str],
    ) -> None:
        self._instance, self._before, self._after = instance, before, after
        self._needs, self._names = needs, names

    def moved(self, need: str) -> Moved:
        row, was, now = self._needs.get(UUID(need)), self._before.get(need), self._after.get(need)
        return Moved(
            UUID(need), row.municipality_name if row else "", row.title if row else "",
            self._called(was), self._called(now), self._why(need, was, now),
        )  # fmt: skip

    def _called(self, person: str | None) -> str:
        return self._names.get(UUID(person), UNNAMED) if person else ""

    def _why(self, need: str, was: str | None, now: str | None) -> str:
        if was is None:
            return "新しい要望に人がつきます。"
        who = self._called(was)
        if was not in self._instance.person:
            return f"{who}さんが抜けるためです。"
        if (was, need) not in self._instance.pair:
            return f"要望か{who}さんの条件が変わり、{who}さんでは条件を満たさなくなりました。"
        if taken := self._newly_held(was):
            return f"{who}さんが{taken}を受け持つためです。"
        return "日数か受け持てる町の数が足りなくなったためです。" if now else "ほかの要望を先にしたためです。"

    def _newly_held(self, person: str) -> str:
        keys: set[Key] = {(person, need) for need, holder in self._after.items() if holder == person}
        won = sorted(need for _, need in keys if self._before.get(need) != person)
        rows = [row for need in won if (row := self._needs.get(UUID(need)))]
        return "、".join(f"{row.municipality_name}「{row.title}」" for row in rows)
