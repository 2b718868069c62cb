"""Hard reasons as the prefecture reads them: the fact, and what would change it where that is simple."""

from dataclasses import dataclass
from itertools import groupby

from matching.fit.facts import TENTHS_PER_HALF_DAY, NeedFacts, PersonFacts
from matching.fit.reasons import Reasons, short_months, why_excluded
from matching.fit.travel import TravelTable
from matching.fit.wording import ROLE_NAMES, Labels, in_days, in_months


@dataclass(frozen=True, slots=True)
class Refusal:
    """One hard reason with its sentence; `change` is empty where nothing simple would change it."""

    reason: Reasons
    sentence: str
    change: str


def refusals(person: PersonFacts, need: NeedFacts, *, travel: TravelTable, labels: Labels) -> tuple[Refusal, ...]:
    """All hard reasons of a pair in the design's order; empty when the person is eligible.

    For the prefecture only: a refusal by the town or the person, and a conflict of interest, are not for
    other readers.
    """
    reasons = why_excluded(person, need, travel=travel)
    facts = _Sentences(person, need, travel, labels)
    outcome = "候補に入る" if len(reasons) == 1 else "この点は満たす"
    return tuple(Refusal(reason, *_with_outcome(facts.sentence(reason), outcome=outcome)) for reason in reasons)


def _with_outcome(pair: tuple[str, str], *, outcome: str) -> tuple[str, str]:
    sentence, change = pair
    return sentence, change + outcome if change.endswith("ば") else change


@dataclass(frozen=True, slots=True)
class _Sentences:
    person: PersonFacts
    need: NeedFacts
    travel: TravelTable
    labels: Labels

    def sentence(self, reason: Reasons) -> tuple[str, str]:
        """(what stands in the way, what would change it); 「ば」 at the end is completed by the outcome."""
        fixed = _FIXED.get(reason)
        if fixed is not None:
            return fixed
        match reason:
            case Reasons.ROLE:
                return f"役割が違う（{ROLE_NAMES[self.need.role]}でない）", ""
            case Reasons.SKILL:
                return self._skill()
            case Reasons.FORM:
                wanted, offered = (
                    self.labels.form_list(self.need.forms),
                    self.labels.form_list(self.person.forms),
                )
                return f"任用形態が合わない（要望：{wanted}、本人：{offered or '未登録'}）", ""
            case Reasons.AVAILABILITY:
                months = [month for month in self.need.months if month not in self.person.capacity]
                return f"{in_months(months)}は活動できる日の申し出がない", "本人がその月の日数を申し出れば"
            case Reasons.CAPACITY:
                return self._capacity()
            case Reasons.RATE:
                over = (self.person.asked_rate or 0) - (self.need.rate_ceiling or 0)
                return f"希望額が上限を1日{over:,}円上回る", f"上限を1日{over:,}円上げれば"
            case Reasons.TRAVEL:
                return self._travel()
        return self._remote()

    def _skill(self) -> tuple[str, str]:
        missing = [
            f"{self.labels.skill(skill)}は深さ{level}以上が条件、{_level_held(self.person.skills.get(skill, 0))}"
            for skill, level in self.need.required_skills.items()
            if self.person.skills.get(skill, 0) < level
        ]
        return "条件のスキルに届かない（" + "；".join(missing) + "）", ""

    def _capacity(self) -> tuple[str, str]:
        months = short_months(self.person, self.need, travel=self.travel)
        share = self.travel.share(self.person.base, self.need)
        days = self.travel.days(self.person.base, self.need)
        left = "、".join(
            f"{in_months(list(group))}の残りが{in_days(free)}"
            for free, group in groupby(months, key=self.person.capacity.__getitem__)
        )
        counted = f"（移動{in_days(share)}を含む）" if share else ""
        least = min(self.person.capacity[month] for month in months)
        half_days = (least - share) // TENTHS_PER_HALF_DAY
        enough_for_visits = half_days >= max(1, 2 * self.need.on_site_days - 1)
        change = f"月{in_days(half_days * TENTHS_PER_HALF_DAY)}にすれば" if enough_for_visits else ""
        return f"{left}。必要は{in_days(days)}{counted}", change

    def _travel(self) -> tuple[str, str]:
        minutes = self.travel.minutes(self.person.base, self.need.office)
        if minutes is None:
            return "片道の移動時間がわからない（所在地が未登録）", "所在地を登録すれば移動時間を確かめられる"
        limit = self.person.travel_limit_minutes or 0
        return f"片道 推定{minutes}分。本人の上限は{limit}分", f"本人の上限が{minutes}分になれば"

    def _remote(self) -> tuple[str, str]:
        if self.need.on_site_days and not self.person.on_site:
            return (
                f"月{self.need.on_site_days}回の来庁が必要。本人は遠隔だけを希望",
                "来庁をなくし遠隔だけにできるか、町に確かめる",
            )
        remote = in_days(self.need.remote_half_days * TENTHS_PER_HALF_DAY)
        return f"月{remote}は遠隔の仕事。本人は来庁だけを希望", "すべての日を来庁にできるか、町に確かめる"


_UNCHANGEABLE = "変えられません"
_FIXED = {
    Reasons.CONFLICT: ("利益相反：この市町村との関係が登録されている", _UNCHANGEABLE),
    Reasons.REFUSED_BY_TOWN: (
        "この要望では、市町村がこの人を見送った",
        "町に確かめ、もう一度候補にすれば",
    ),
    Reasons.REFUSED_BY_PERSON: ("本人がこの市町村を辞退している", "本人が考えを変えれば"),
    Reasons.LEGAL_LOCK: ("法令または今の契約により、新しい配属ができない", _UNCHANGEABLE),
    Reasons.TRAINING: ("行政実務研修を終えていない", "研修を修了すれば"),
}


def _level_held(level: int) -> str:
    return f"本人は{level}" if level else "本人は未確認か未登録"
