"""What speaks for a person (＋) and against (−), one remark a component, in plain Japanese."""

from dataclasses import dataclass
from typing import Literal

from matching.fit.facts import NeedFacts, PersonFacts
from matching.fit.score import score
from matching.fit.travel import TravelTable
from matching.fit.weights import Weights
from matching.fit.wording import Labels

Component = Literal["desired", "level", "travel", "region", "budget"]

COMPONENT_NAMES: dict[Component, str] = {
    "desired": "できること",
    "level": "経験の深さ",
    "travel": "移動",
    "region": "本人の希望地域",
    "budget": "費用の余裕",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One component's points out of its maximum, whether it speaks for the person, and the sentence."""

    component: Component
    points: int
    maximum: int
    favourable: bool
    sentence: str


def remarks(
    person: PersonFacts, need: NeedFacts, *, weights: Weights, travel: TravelTable, labels: Labels
) -> tuple[Remark, ...]:
    """A remark for each component, in stored order; half of the maximum or more speaks for the person."""
    fit = score(person, need, weights=weights, travel=travel)
    said: dict[Component, tuple[int, int, str]] = {
        "desired": (fit.desired, weights.desired, _desired(person, need, labels=labels)),
        "level": (fit.level, weights.level, _level(person, need, labels=labels)),
        "travel": (fit.travel, weights.travel, _travel(person, need, travel=travel)),
        "region": (fit.region, weights.region, _region(person, need)),
        "budget": (fit.budget, weights.budget, _budget(person, need)),
    }
    favourable = {name: 2 * points >= maximum for name, (points, maximum, _) in said.items()}
    if need.required_skills and fit.level <= weights.level_exact:
        favourable["level"] = False  # nothing to spare, although exact levels earn more than half of the points
    return tuple(
        Remark(name, points, maximum, favourable[name], sentence) for name, (points, maximum, sentence) in said.items()
    )


def _desired(person: PersonFacts, need: NeedFacts, *, labels: Labels) -> str:
    if not need.desired_skills:
        return "あるとよいスキルの指定はない"
    held = {s for s, level in need.desired_skills.items() if person.skills.get(s, 0) >= level}
    missing = [labels.skill(s) for s in need.desired_skills if s not in held]
    counted = f"あるとよいスキル{len(need.desired_skills)}件のうち{len(held)}件を満たす"
    return counted + (f"（足りない：{'・'.join(missing)}）" if missing else "")


def _level(person: PersonFacts, need: NeedFacts, *, labels: Labels) -> str:
    if not need.required_skills:
        return "必須の深さの条件はない"
    above = [labels.skill(s) for s, level in need.required_skills.items() if person.skills.get(s, 0) > level]
    return f"条件より深い：{'・'.join(above)}" if above else "経験の深さが条件ちょうど"


def _travel(person: PersonFacts, need: NeedFacts, *, travel: TravelTable) -> str:
    if need.on_site_days == 0:
        return "来庁の必要がない"
    minutes = travel.minutes(person.base, need.office)
    if minutes is None:
        return "片道の移動時間がわからない（所在地が未登録）"
    return f"片道 推定{minutes}分、月{need.on_site_days}回の来庁"


def _region(person: PersonFacts, need: NeedFacts) -> str:
    if not person.region_ranks:
        return "希望地域をまだ聞いていない"
    rank = person.region_ranks.get(need.region)
    return "希望地域に入っていない" if rank is None else f"希望地域の{rank}番"


def _budget(person: PersonFacts, need: NeedFacts) -> str:
    if not need.rate_ceiling:
        return "費用の上限が未登録"
    if person.asked_rate is None:
        return "希望額をまだ聞いていない"
    headroom = need.rate_ceiling - person.asked_rate
    return f"上限まで1日{headroom:,}円の余裕" if headroom >= 0 else f"上限を1日{-headroom:,}円上回る"
