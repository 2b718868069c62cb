"""What the workbench says of a need's people and of one person's needs and months. Pure: a board in, rows out."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from matching.allocation.board import Board
from matching.allocation.facts import Commitment, OpenNeed
from matching.allocation.rules import PinKind
from matching.allocation.schemas import Choice, Component, Excluded, LoadPart, NeedLine, Ranked, Selected
from matching.fit.facts import TENTHS_PER_HALF_DAY, Month, PersonFacts
from matching.fit.remarks import COMPONENT_NAMES, remarks

UNNAMED: Final = "名前を見られない人"
LONGEST_REVERSE: Final = 12


def need_line(board: Board, need: OpenNeed) -> NeedLine:
    """The need as the list shows it."""
    asked = need.requirement
    return NeedLine(
        id=need.id,
        municipality=asked.municipality,
        municipality_name=need.town.name,
        title=need.row.title,
        role=asked.role,
        half_days=asked.half_days,
        on_site_half_days=asked.on_site_half_days,
        first_day=asked.first_day,
        last_day=asked.last_day,
        months=need.months,
        skills=[f"{skill.name} 深さ{skill.level}以上" for skill in asked.skills if skill.must],
        protected=need.town.one_person_it,
        candidates=board.candidates(need.id),
    )


def in_order(board: Board, need: UUID) -> tuple[list[UUID], list[UUID]]:
    """People who fit, best first, those who must be in before all; and people who fit but were taken out by hand."""
    fitting = [member for member, wanted in board.fits if wanted == need]
    kinds = {member: pin.kind for member in fitting if (pin := board.pin(member, need))}
    fitting.sort(key=lambda member: (kinds.get(member) != PinKind.MUST, -sum(board.fits[member, need]), member))
    taken_out = [member for member in fitting if kinds.get(member) == PinKind.NEVER]
    return [member for member in fitting if member not in taken_out], taken_out


def kept_out(board: Board, need: UUID) -> list[UUID]:
    """People who do not fit, those with the fewest reasons first: the nearest to becoming candidates."""
    fewest = board.bits[:, board.column[need]]
    out = [person.id for person in board.people if (person.id, need) not in board.fits]
    return sorted(out, key=lambda member: (int(fewest[board.row[member]]).bit_count(), member))


def ranked(board: Board, member: UUID, need: UUID, *, rank: int, names: Mapping[UUID, str]) -> Ranked:
    """One person who fits, with the five components, reasons for and against, days left in the need's months."""
    person, facts = board.people[board.row[member]], board.facts[board.column[need]]
    said = remarks(person, facts, weights=board.weights, travel=board.travel, labels=board.labels)
    return Ranked(
        member=member,
        rank=rank,
        name=names.get(member, UNNAMED),
        roles=sorted(person.roles),
        fit=sum(board.fits[member, need]),
        components=[Component(COMPONENT_NAMES[each.component], each.points, each.maximum) for each in said],
        good=[each.sentence for each in said if each.favourable],
        bad=[each.sentence for each in said if not each.favourable],
        remaining=[(month, person.capacity[month]) for month in facts.months],
        pin=board.pin(member, need),
    )


def excluded(board: Board, member: UUID, need: UUID, *, names: Mapping[UUID, str]) -> Excluded:
    """One person who does not fit, with every reason."""
    return Excluded(member, names.get(member, UNNAMED), board.obstacles(member, need))


def selected(
    board: Board, person: Ranked, need: UUID, *, months: Sequence[Month], offered: Mapping[Month, int]
) -> Selected:
    """The person in the right column. `offered` is half-days by month."""
    facts, wanted = board.people[board.row[person.member]], board.facts[board.column[need]]
    offers = [offered.get(month, 0) * TENTHS_PER_HALF_DAY for month in months]
    days = board.travel.days(facts.base, wanted)
    choices = _choices(board, person.member)
    this_need = LoadPart("この要望", "this_need", [days if month in wanted.months else 0 for month in months])
    return Selected(
        person=person,
        months=list(months),
        offered=offers,
        load=[*_held(board, facts, months, offers), this_need],
        days=days,
        travel_share=board.travel.share(facts.base, wanted),
        choices=choices[:LONGEST_REVERSE],
        choices_more=max(0, len(choices) - LONGEST_REVERSE),
    )


def _held(board: Board, person: PersonFacts, months: Sequence[Month], offers: Sequence[int]) -> list[LoadPart]:
    """Agreed days by town, what is gone without our knowing where (another pool), what waits for answers."""
    held = board.commitments.get(person.id, ())
    agreed: dict[str, list[int]] = {}
    for each in held:
        if each.booked:
            _add(agreed.setdefault(board.towns[each.municipality], [0] * len(months)), each, months, board.today)
    waiting = [0] * len(months)
    for each in held:
        if not each.booked:
            _add(waiting, each, months, board.today)
    known = [sum(column) for column in zip(waiting, *agreed.values(), strict=True)]
    elsewhere = [
        max(0, offer - person.capacity.get(month, 0) - seen)
        for month, offer, seen in zip(months, offers, known, strict=True)
    ]
    parts = [LoadPart(town, "agreed", days) for town, days in agreed.items()]
    parts += [LoadPart("ほかの予定", "agreed", elsewhere)] if any(elsewhere) else []
    return parts + ([LoadPart("返事待ち", "waiting", waiting)] if any(waiting) else [])


def _add(days: list[int], each: Commitment, months: Sequence[Month], today: date) -> None:
    taken = each.months(today)
    for at, month in enumerate(months):
        days[at] += each.half_days * TENTHS_PER_HALF_DAY * (month in taken)


def _choices(board: Board, member: UUID) -> list[Choice]:
    """The reverse view: every open need that fits this person, protected towns first, then by fit."""
    person = board.people[board.row[member]]
    rows = [
        Choice(
            need=need.id,
            municipality_name=need.town.name,
            title=need.row.title,
            protected=need.town.one_person_it,
            fit=sum(board.fits[member, need.id]),
            days=board.travel.days(person.base, board.facts[board.column[need.id]]),
            form=need.requirement.form,
        )
        for need in board.needs
        if (member, need.id) in board.fits and not _taken_out(board, member, need.id)
    ]
    return sorted(rows, key=lambda row: (row.protected is not True, -row.fit, row.need))


def _taken_out(board: Board, member: UUID, need: UUID) -> bool:
    pin = board.pin(member, need)
    return pin is not None and pin.kind is PinKind.NEVER
