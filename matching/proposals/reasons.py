"""Why a proposal made from a plan asks just this reader, in what the reader may know anyway. Pure.

A town reads of its own request and the anonymous card, the member of their own days; neither of another town, another
person or a rank.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from foundation.text.dates import months_between
from matching.proposals.schemas import LineRow
from registry.members.schemas import Card
from registry.needs.requirement_schemas import RequirementRow
from registry.skills.rules import ROLES, Role

FOR_TOWN: Final = (
    "この人材は、受け持ちの団体が、日数・条件・利益相反を確かめたうえで計算した案から選びました。"
    "決めるのは町と本人です。"
)
FOR_MEMBER: Final = (
    "この依頼は、受け持ちの団体が、あなたの申し出の日数・条件に合う相談を探して計算した案からつくりました。"
    "見送っても、次の依頼で不利になりません。"
)


def reasons_for_town(requirement: RequirementRow, card: Card) -> list[str]:
    """What of the town's own requirement the card meets, said before the names are open."""
    said = [f"{ROLES[Role(requirement.role)]}の役割を持っています。"] if requirement.role in card.roles else []
    levels = {skill.skill: skill.level for skill in card.skills if skill.level is not None}
    for wanted in requirement.skills:
        held = levels.get(wanted.skill)
        if held is not None and held >= wanted.level:
            said.append(f"{wanted.name}の深さは{held}です（求める深さ{wanted.level}以上）。")
    return [FOR_TOWN, *said]


def months_of(lines: Sequence[LineRow]) -> list[date]:
    """First days of every month that a line touches."""
    spans = [months_between(line.first_day, line.last_day + timedelta(days=1)) for line in lines]
    return sorted({month for months in spans for month in months})


def reasons_for_member(lines: Sequence[LineRow], remaining: Mapping[date, int]) -> list[str]:
    """How the days that are asked fit into what the member has left; `remaining` is half-days by first of month."""
    half_days = sum(line.half_days for line in lines)
    months = months_of(lines)
    left = [remaining[month] for month in months if month in remaining]
    said = [f"あわせて月{half_days / 2:g}日です。"] if len(lines) > 1 else []
    if left and len(left) == len(months):
        said.append(f"期間の中であなたの残りがいちばん少ない月は、月{min(left) / 2:g}日です。")
    return [FOR_MEMBER, *said]
