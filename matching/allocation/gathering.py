"""Fetching the facts of a board: open needs, the pool, its free days, dealings, decisions by hand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.unit_of_work import Work, reading
from foundation.errors import NotAllowed, RuleBroken
from foundation.text.dates import add_months, first_of_month
from matching.allocation.access import bodies_served_by, may_allocate
from matching.allocation.board import Board
from matching.allocation.facts import Commitment, Decline, OpenNeed, need_facts, person_facts
from matching.allocation.lapsing import dated_skills, on_day
from matching.allocation.rules import PinKind, months_to_serve
from matching.allocation.schemas import Pin
from matching.allocation.weights import published_weights
from matching.fit.facts import PersonFacts
from matching.fit.travel import TravelTable
from matching.fit.weights import Weights
from matching.fit.wording import Labels
from registry.capacity.queries import ByMonth, days_by_month
from registry.capacity.rules import FORMS
from registry.members.matching import matching_facts
from registry.members.schemas import MemberFacts
from registry.municipalities.queries import Town, towns_by_id
from registry.municipalities.travel_times import travel_times
from registry.needs.queries import accepted_needs, needs_by_id
from registry.needs.requirement_schemas import RequirementRow
from registry.needs.requirements import requirements
from registry.needs.schemas import NeedRow

MONTHS_SHOWN: Final = 6
LONGEST_MONTHS: Final = 60
HELD: Final = """
select 'town' as kind, member, municipality, need, half_days, during, booked, owner = $1 as own, null::uuid as id,
    '' as reason, null::timestamptz as at
from allocation_commitment where owner = $1 or (booked and municipality = any ($2::uuid[]))
union all
select 'bar', member, municipality, null, null, during, null, true, null, '', null
from allocation_bar where pool = $1 and (upper(during) is null or upper(during) > $3)
union all
select kind, member, null, need, null, null, null, true, id, reason, created_at
from allocation_pin where owner = $1
union all
select 'declined', member, null, need, null, null, null, true, null, reason, answered_at
from allocation_refusal where owner = $1
order by during, need, at desc, id desc
"""


@dataclass(frozen=True, slots=True)
class Held:
    """What is decided already: own commitments, needs that have somebody or were asked for, bars, decisions by hand,
    and which towns declined whom, by (member, need)."""

    commitments: list[Commitment]
    needs: frozenset[UUID]
    bars: Mapping[UUID, set[UUID]]
    pins: list[Pin]
    declined: Mapping[tuple[UUID, UUID], Decline]
    freed: frozenset[UUID] = frozenset()


async def board(*, by: Viewer, leaving: Collection[UUID] = ()) -> Board:
    """The facts of the viewer's pool and of the bodies it supervises, today. Raises `NotAllowed` for others.

    `leaving`: people who will serve nobody; what they serve today waits for a person again.
    """
    if refusal := may_allocate(by):
        raise NotAllowed(refusal)
    async with reading(by) as work:
        held = _without(await _held(work, by), leaving)
        commitments = held.commitments
        rows, asked = await _open_needs(by, held)
        places = {each.municipality for each in asked.values()} | {each.municipality for each in commitments}
        towns = await towns_by_id(ids=places, by=by)
        open_needs = _in_order(rows, asked, towns, today=work.today)
        members = await matching_facts(by=by)
        dated = dated_skills(members)
        months, days = _months(open_needs, today=work.today), sorted({wanted.first_day for wanted in asked.values()})
        left, offered = await days_by_month(members=[member.id for member in members], months=months, by=by)
        return Board(
            today=work.today,
            people=_people(members, held, left, days=days, dated=dated, today=work.today),
            offered=offered,
            needs=open_needs,
            facts=tuple(
                need_facts(
                    need.requirement,
                    need.town,
                    urgency=need.row.urgency,
                    today=work.today,
                    dated=dated,
                    refused={member for member, about in held.declined if about == need.id},
                )
                for need in open_needs
            ),
            commitments=_by_member(commitments),
            served={
                need: need_facts(
                    asked[need], towns[asked[need].municipality], urgency=None, today=work.today, dated=dated
                )
                for need in {each.need for each in commitments} & asked.keys()
            },
            towns={id: town.name for id, town in towns.items()},
            pins={(pin.member, pin.need): pin for pin in held.pins},
            declined=held.declined,
            travel=TravelTable({each.codes: each.minutes for each in await travel_times(by=by)}),
            weights=_weights(work.today),
            labels=_labels(asked.values(), dated),
        )


def _weights(today: date) -> Weights:
    """The points table in force. Raises `RuleBroken` before the first and after the last published one."""
    try:
        return published_weights(on=today)
    except LookupError as error:
        raise RuleBroken(
            f"{today:%Y年%-m月%-d日}に使う適合の配点表が公開されていないため、割当を考えられません。何も変えていません。"
            "配点表は2026年4月1日から有効です。日付を確かめるか、配点表を公開してから開いてください。"
        ) from error


def months_shown(today: date) -> list[date]:
    """First days of the months a person's load is shown for."""
    return [add_months(first_of_month(today), n) for n in range(MONTHS_SHOWN)]


async def _held(work: Work, by: Viewer) -> Held:
    """Own assignments that are not over, lines of own proposals that still wait for answers, and what bars a pair.

    A declaration that is not over bars; confirming a proposal checks again.
    """
    rows = await work.connection.fetch(HELD, by.organisation, bodies_served_by(by), work.today)
    towns = [row for row in rows if row["kind"] == "town"]
    bars: dict[UUID, set[UUID]] = {}
    for row in rows:
        if row["kind"] == "bar":
            bars.setdefault(row["member"], set()).add(row["municipality"])
    return Held(
        commitments=[_commitment(row) for row in towns if row["own"] and Period.of(row["during"]).last],
        needs=frozenset(row["need"] for row in towns),
        bars=bars,
        pins=[
            Pin(row["id"], row["member"], row["need"], PinKind(row["kind"]), row["reason"], row["at"])
            for row in rows if row["kind"] in list(PinKind)
        ],
        declined={
            (row["member"], row["need"]): Decline(row["reason"], row["at"]) for row in rows if row["kind"] == "declined"
        },
    )  # fmt: skip


def _commitment(row: Mapping[str, Any]) -> Commitment:
    period = Period.of(row["during"])
    assert period.last is not None
    return Commitment(
        member=row["member"], municipality=row["municipality"], need=row["need"], half_days=row["half_days"],
        first_day=period.start, last_day=period.last, booked=row["booked"],
    )  # fmt: skip


def _without(held: Held, leaving: Collection[UUID]) -> Held:
    """As if these people served nobody: the needs that only they serve are set free."""
    gone = frozenset(each.need for each in held.commitments if each.member in leaving)
    commitments = [each for each in held.commitments if each.member not in leaving]
    return replace(held, commitments=commitments, needs=held.needs - gone, freed=gone)


async def _open_needs(by: Viewer, held: Held) -> tuple[Sequence[NeedRow], dict[UUID, RequirementRow]]:
    """Open = matchable, unfilled, in no sent proposal; with the requirements of those and of the served ones."""
    accepted = [row for row in await accepted_needs(by=by) if row.id not in held.needs]
    freed = (await needs_by_id(ids=held.freed - {row.id for row in accepted}, by=by)).values()
    rows = [*accepted, *freed]
    served = {each.need for each in held.commitments}
    return rows, await requirements(ids=[*(row.id for row in rows), *served], by=by)


def _in_order(
    rows: Iterable[NeedRow], asked: Mapping[UUID, RequirementRow], towns: Mapping[UUID, Town], *, today: date
) -> tuple[OpenNeed, ...]:
    """Protected towns first, then as they were sent."""
    found = [
        OpenNeed(row=row, requirement=wanted, town=towns[row.municipality],
                 months=months_to_serve(wanted.first_day, wanted.last_day, today=today))
        for row in rows if (wanted := asked.get(row.id))
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda need: (need.town.one_person_it is not True, need.row.submitted_at, need.id)))


def _months(needs: Iterable[OpenNeed], *, today: date) -> list[date]:
    """Every month that matters, at most five years."""
    last = max([need.requirement.last_day for need in needs], default=today)
    count = (last.year - today.year) * 12 + last.month - today.month + 1
    return [add_months(first_of_month(today), n) for n in range(min(max(count, MONTHS_SHOWN), LONGEST_MONTHS))]


def _people(
    members: Collection[MemberFacts],
    held: Held,
    left: ByMonth,
    *,
    days: Collection[date],
    dated: frozenset[UUID],
    today: date,
) -> tuple[PersonFacts, ...]:
    commitments = _by_member(held.commitments)
    return tuple(
        person_facts(
            member,
            remaining=left.get(member.id, {}),
            commitments=commitments.get(member.id, ()),
            conflicts=held.bars.get(member.id, set()),
            today=today,
            days=days,
            dated=dated,
        )
        for member in sorted(members, key=lambda member: member.id)
    )


def _by_member(commitments: Iterable[Commitment]) -> dict[UUID, tuple[Commitment, ...]]:
    held: dict[UUID, list[Commitment]] = {}
    for each in commitments:
        held.setdefault(each.member, []).append(each)
    return {member: tuple(found) for member, found in held.items()}


def _labels(asked: Iterable[RequirementRow], dated: Collection[UUID]) -> Labels:
    names = {on_day(skill.skill, wanted.first_day, dated): skill.name for wanted in asked for skill in wanted.skills}
    return Labels(skills=names, forms={form.value: words for form, words in FORMS.items()})
