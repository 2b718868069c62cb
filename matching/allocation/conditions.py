"""Under which conditions a plan is computed: what a scenario changes. Nothing changed is today's published settings."""

from collections.abc import Mapping
from uuid import UUID

from msgspec import Struct, field, json

from matching.allocation.aims import Aim
from matching.allocation.weights import TABLES
from registry.skills.rules import ROLES, Role


class Conditions(Struct, frozen=True):
    """What a scenario changes. Minutes are one way, `budget_yen` (1 or more) a month for all new pairs.

    With the aim NEAR the base is mended where something changed, `left_out` are who leaves, and `most_changes` counts
    the pairs that could stay and go all the same. `first_people`: only so many, in the order they were registered.
    `base`: the run whose plan counts as the present one; `most_changes` of its pairs may go. `least`: needs to fill by
    role, a miss is reported.
    """

    first_people: int | None = None
    left_out: tuple[UUID, ...] = ()
    travel_limit: int | None = None
    travel_more: int = 0
    weights: str = ""
    by_hand: bool = True
    protect: bool = True
    base: UUID | None = None
    most_changes: int | None = None
    even_sizes: bool = False
    least: Mapping[Role, int] = field(default_factory=dict)
    budget_yen: int | None = None
    aim: Aim = Aim.BEST


def conditions_from(text: str) -> Conditions:
    """As the database keeps them."""
    return json.decode(text, type=Conditions)


def told_conditions(conditions: Conditions, *, base_name: str = "") -> list[str]:
    """What differs from the published settings, a phrase each; empty: nothing."""
    if conditions.aim is Aim.NEAR:
        return told_rematch(conditions, base_name=base_name)
    told = [f"最初に登録した{conditions.first_people}人だけ"] if conditions.first_people is not None else []
    told += [f"{len(conditions.left_out)}人を外す"] if conditions.left_out else []
    told += [f"移動は片道{conditions.travel_limit}分まで"] if conditions.travel_limit is not None else []
    told += [f"移動の上限を{conditions.travel_more}分のばす"] if conditions.travel_more else []
    told += [TABLES[conditions.weights]] if conditions.weights else []
    told += [] if conditions.by_hand else ["手で決めたことを使わない"]
    told += [] if conditions.protect else ["保護する町を先にしない"]
    told += [f"{base_name or 'もとの案'}をいまの案とみなす"] if conditions.base else []
    told += [f"そのうち変えるのは{conditions.most_changes}件まで"] if conditions.most_changes is not None else []
    told += ["人口の区分ごとの差を小さく"] if conditions.even_sizes else []
    told += [f"{ROLES[role]}は{least}件以上" for role, least in sorted(conditions.least.items())]
    told += [f"費用は月{conditions.budget_yen:,}円まで"] if conditions.budget_yen is not None else []
    return told + (["安定な組み合わせ"] if conditions.aim is Aim.STABLE else [])


def told_rematch(conditions: Conditions, *, base_name: str = "") -> list[str]:
    """How a plan is mended near a former one, a phrase each."""
    told = [f"{base_name or 'もとの案'}を、変わったところだけ組み直す"]
    told += [f"{len(conditions.left_out)}人が抜ける"] if conditions.left_out else []
    match conditions.most_changes:
        case None:
            return [*told, "ほかの担当も必要なだけ替える"]
        case 0:
            return [*told, "ほかの担当は替えない"]
    return [*told, f"ほかの担当を替えるのは{conditions.most_changes}件まで"]
