"""What would have to change: the finite catalogue of `matching.md`, as changed facts of one person and one need.

In the order of how much is asked: of the town's arrangements, of the person, of the dates, of money, of the conditions.
A conflict of interest, a refusal, the law and the training gate are in no catalogue.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from matching.fit.facts import Month, NeedFacts, PersonFacts
from matching.fit.reasons import Reasons, why_excluded
from matching.fit.travel import TravelTable
from matching.fit.wording import Labels

RATES_PERCENT: Final = (5, 10, 20)
TRAVEL_MINUTES: Final = (15, 30)


class ChangeKind(IntEnum):
    """What is changed; the smaller asks for less."""

    ON_SITE = 1
    TRAVEL = 2
    START = 3
    MUNICIPALITIES = 4
    RATE = 5
    SKILL = 6
    FORM = 7
    SPLIT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Facts as they would be; `rest` is the other half of a need whose days are split, for somebody else."""

    kinds: tuple[ChangeKind, ...]
    words: tuple[str, ...]
    person: PersonFacts
    need: NeedFacts
    rest: NeedFacts | None = None


def single_changes(
    person: PersonFacts, need: NeedFacts, *, first_month: Month, travel: TravelTable, labels: Labels
) -> list[Change]:
    """Every entry of the catalogue that matters for the pair, the least asked first.

    What only lifts a limit (travel, rate, level, form) matters where that limit keeps the person out, and of its steps
    the first that lifts it; the others also give room beside what the person serves. `first_month` is the earliest a
    need may begin.
    """
    before = why_excluded(person, need, travel=travel)
    found: list[Change] = []
    lifted: set[ChangeKind] = set()
    for change in _catalogue(person, need, first_month=first_month, labels=labels):
        kind = change.kinds[0]
        if kind in _LIMITS:
            after = why_excluded(change.person, change.need, travel=travel)
            if kind in lifted or not (before & _LIMITS[kind]) & ~after:
                continue
            if kind is not ChangeKind.FORM:
                lifted.add(kind)
        found.append(change)
    return found


def paired_changes(single: Change, *, first_month: Month, travel: TravelTable, labels: Labels) -> Iterator[Change]:
    """The change with one more beside it, of a kind that comes later in the catalogue."""
    facts = single_changes(single.person, single.need, first_month=first_month, travel=travel, labels=labels)
    for change in facts if single.rest is None else ():
        if change.kinds > single.kinds:
            yield replace(change, kinds=(*single.kinds, *change.kinds), words=(*single.words, *change.words))


def _catalogue(person: PersonFacts, need: NeedFacts, *, first_month: Month, labels: Labels) -> Iterator[Change]:
    yield from _of_days(person, need)
    if person.travel_limit_minutes is not None:
        for minutes in TRAVEL_MINUTES:
            further = replace(person, travel_limit_minutes=person.travel_limit_minutes + minutes)
            yield _change(ChangeKind.TRAVEL, f"本人の移動の上限を{minutes}分延ばす", further, need)
    yield from _of_dates(person, need, first_month=first_month)
    more = replace(person, max_municipalities=person.max_municipalities + 1)
    yield _change(ChangeKind.MUNICIPALITIES, "本人が受け持てる市町村を1つ増やす", more, need)
    yield from _of_conditions(person, need, labels=labels)
    yield from _split(person, need)


def _of_days(person: PersonFacts, need: NeedFacts) -> Iterator[Change]:
    if need.on_site_days:
        fewer = replace(need, on_site_days=need.on_site_days - 1)
        yield _change(ChangeKind.ON_SITE, "来庁を月1回減らし、その分を遠隔にする", person, fewer)


def _of_dates(person: PersonFacts, need: NeedFacts, *, first_month: Month) -> Iterator[Change]:
    """The whole period a month later or earlier; never before `first_month`."""
    for step, words in ((1, "期間を1か月遅らせる"), (-1, "期間を1か月早める")):
        moved = tuple(_month_after(month, step) for month in need.months)
        if moved and moved[0] >= first_month:
            yield _change(ChangeKind.START, words, person, replace(need, months=moved))


def _of_conditions(person: PersonFacts, need: NeedFacts, *, labels: Labels) -> Iterator[Change]:
    if need.rate_ceiling is not None:
        for percent in RATES_PERCENT:
            higher = replace(need, rate_ceiling=need.rate_ceiling * (100 + percent) // 100)
            words = f"1日の上限を{percent}%上げて{higher.rate_ceiling:,}円にする"
            yield _change(ChangeKind.RATE, words, person, higher)
    for skill, level in need.required_skills.items():
        if person.skills.get(skill, 0) < level:
            lower = replace(need, required_skills={**need.required_skills, skill: level - 1})
            words = (
                f"{labels.skill(skill)}の条件を深さ{level - 1}にする"
                if level > 1
                else (f"{labels.skill(skill)}を条件から外す")
            )
            yield _change(ChangeKind.SKILL, words, person, lower)
    for form in sorted(person.forms - need.forms):
        words = f"任用形態を{labels.form_list(frozenset({form}))}にする"
        yield _change(ChangeKind.FORM, words, person, replace(need, forms=frozenset({form})))


def _split(person: PersonFacts, need: NeedFacts) -> Iterator[Change]:
    if need.half_days >= 2:
        half, visits = need.half_days // 2, need.on_site_days // 2
        rest = replace(need, half_days=need.half_days - half, on_site_days=need.on_site_days - visits)
        mine = replace(need, half_days=half, on_site_days=visits)
        change = _change(ChangeKind.SPLIT, "日数を2人で分ける", person, mine)
        yield replace(change, rest=rest)


def _change(kind: ChangeKind, words: str, person: PersonFacts, need: NeedFacts) -> Change:
    return Change(kinds=(kind,), words=(words,), person=person, need=need)


def _month_after(month: Month, step: int) -> Month:
    count = month[0] * 12 + month[1] - 1 + step
    return count // 12, count % 12 + 1


_LIMITS: Final = {
    ChangeKind.TRAVEL: Reasons.TRAVEL,
    ChangeKind.RATE: Reasons.RATE,
    ChangeKind.SKILL: Reasons.SKILL,
    ChangeKind.FORM: Reasons.FORM,
}
