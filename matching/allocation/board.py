"""Everything the workbench and a run stand on, computed once from facts: who fits what, who is kept out, and why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from matching.allocation.facts import Commitment, Decline, OpenNeed
from matching.allocation.rules import PinKind
from matching.allocation.schemas import Pin
from matching.allocation.why_schemas import Obstacle
from matching.fit.facts import NeedFacts, PersonFacts
from matching.fit.reasons import Reasons
from matching.fit.refusals import Refusal, refusals
from matching.fit.scoring import score_pairs
from matching.fit.screening import eligible
from matching.fit.travel import TravelTable
from matching.fit.weights import Weights
from matching.fit.wording import Labels

SERVES_ALREADY = "この市町村をすでに受け持っている（同じ人の配属は重ねられない）"
NO_TOWN_LEFT = "受け持てる市町村の数に達している"
PERIOD_OVER = "要望の期間が過ぎている"


@dataclass(frozen=True, kw_only=True)
class Board:
    """The facts of one prefecture on one day. People in id order, needs in the order they are listed.

    `offered` is half-days by person and first day of month.
    """

    today: date
    people: tuple[PersonFacts, ...]
    needs: tuple[OpenNeed, ...]
    facts: tuple[NeedFacts, ...]
    commitments: Mapping[UUID, tuple[Commitment, ...]]
    served: Mapping[UUID, NeedFacts]
    towns: Mapping[UUID, str]
    pins: Mapping[tuple[UUID, UUID], Pin]
    weights: Weights
    labels: Labels
    offered: Mapping[UUID, Mapping[date, int]] = field(default_factory=dict)
    travel: TravelTable = field(default_factory=TravelTable)
    declined: Mapping[tuple[UUID, UUID], Decline] = field(default_factory=dict)

    @cached_property
    def row(self) -> dict[UUID, int]:
        """Member -> place in `people`."""
        return {person.id: place for place, person in enumerate(self.people)}

    @cached_property
    def column(self) -> dict[UUID, int]:
        """Need -> place in `needs` and `facts`."""
        return {need.id: place for place, need in enumerate(self.facts)}

    @cached_property
    def bits(self) -> NDArray[np.uint16]:
        """`Reasons` by person (rows) and need (columns)."""
        return eligible(self.people, self.facts, travel=self.travel)

    @cached_property
    def feasible(self) -> NDArray[np.bool_]:
        """Whether the pair could be booked: no hard reason, a town free, no overlap, months left."""
        possible: NDArray[np.bool_] = self.bits == 0
        possible[:, [not need.months for need in self.facts]] = False
        for place, person in enumerate(self.people):
            if person.max_municipalities == 0:
                possible[place, :] = False
            elif held := self.commitments.get(person.id):
                for column, need in enumerate(self.facts):
                    possible[place, column] &= not self._overlaps(held, need)
        return possible

    @cached_property
    def fits(self) -> dict[tuple[UUID, UUID], tuple[int, ...]]:
        """The five components of every feasible pair, by (member, need)."""
        rows, columns = np.nonzero(self.feasible)
        points = score_pairs(
            self.people, self.facts, rows=rows, columns=columns, weights=self.weights, travel=self.travel
        ).tolist()
        return {
            (self.people[row].id, self.facts[column].id): tuple(each)
            for row, column, each in zip(rows, columns, points, strict=True)
        }

    def candidates(self, need: UUID) -> int:
        """How many people could serve it, those taken out by hand not counted."""
        barred = sum(1 for (_, pinned), pin in self.pins.items() if pinned == need and pin.kind is PinKind.NEVER
                     and (pin.member, need) in self.fits)  # fmt: skip
        return int(self.feasible[:, self.column[need]].sum()) - barred

    def obstacles(self, member: UUID, need: UUID) -> list[Obstacle]:
        """Every hard reason in words, also those that come from what the person serves already."""
        person, facts = self.people[self.row[member]], self.facts[self.column[need]]
        if not facts.months:
            return [Obstacle(PERIOD_OVER, "要望の期間を直せば、候補を探せます")]
        found = [
            Obstacle(self._said(refusal, member, need), refusal.change)
            for refusal in refusals(person, facts, travel=self.travel, labels=self.labels)
        ]
        if self._overlaps(self.commitments.get(member, ()), facts):
            found.append(Obstacle(SERVES_ALREADY, "期間を重ねなければ候補に入る"))
        elif person.max_municipalities == 0:
            found.append(Obstacle(NO_TOWN_LEFT, "本人が受け持てる数を増やせば候補に入る"))
        return found

    def kept_out_by(self, need: UUID) -> list[tuple[str, int]]:
        """How many people each kind of hard reason keeps out, the commonest first."""
        column = self.bits[:, self.column[need]]
        counts = Counter({REASON_WORDS[reason]: int(((column & reason) != 0).sum()) for reason in Reasons})
        return [(words, count) for words, count in counts.most_common() if count]

    def pin(self, member: UUID, need: UUID) -> Pin | None:
        """What was decided by hand about the pair."""
        return self.pins.get((member, need))

    def _said(self, refusal: Refusal, member: UUID, need: UUID) -> str:
        """A town's decline with the reason it gave."""
        declined = self.declined.get((member, need))
        if refusal.reason is not Reasons.REFUSED_BY_TOWN or declined is None:
            return refusal.sentence
        return f"{refusal.sentence}（{declined.reason}）"

    def _overlaps(self, held: tuple[Commitment, ...], need: NeedFacts) -> bool:
        wanted = set(need.months)
        return any(
            each.municipality == need.municipality and wanted.intersection(each.months(self.today)) for each in held
        )


REASON_WORDS = {
    Reasons.ROLE: "役割", Reasons.SKILL: "スキル", Reasons.FORM: "任用形態", Reasons.AVAILABILITY: "活動できる月",
    Reasons.CAPACITY: "日数", Reasons.RATE: "費用", Reasons.TRAVEL: "移動", Reasons.REMOTE: "来庁・遠隔",
    Reasons.CONFLICT: "利益相反", Reasons.REFUSED_BY_TOWN: "町の見送り", Reasons.REFUSED_BY_PERSON: "本人の辞退",
    Reasons.LEGAL_LOCK: "法令", Reasons.TRAINING: "研修",
}  # fmt: skip
