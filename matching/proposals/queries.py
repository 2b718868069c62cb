"""Questions about proposals; each shows of a proposal what concerns the viewer."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from msgspec import convert
from piccolo.columns.combination import WhereRaw
from piccolo.query import OrderByRaw

from auth.organisations.queries import names_of
from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.paging import SIZE, Page, page_of
from foundation.database.scope import among
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from matching.assignments.queries import needs_assigned
from matching.proposals.access import is_asked, lines_visible_to, parties_visible_to, proposals_visible_to
from matching.proposals.reasons import months_of, reasons_for_member, reasons_for_town
from matching.proposals.rules import STEPS, Answer, Step
from matching.proposals.schemas import LineRow, PartyRow, ProposalRow
from matching.proposals.tables import Party, Proposal, ProposalLine
from registry.capacity.queries import remaining_by_month
from registry.members.queries import cards, member_names
from registry.needs.requirements import requirements

PROPOSAL: Final = (
    Proposal.id, Proposal.owner, Proposal.member, Proposal.form, Proposal.state, Proposal.answer_by, Proposal.message,
    Proposal.reason, Proposal.sent_at, Proposal.version, Proposal.run,
)  # fmt: skip
LINE: Final = (
    ProposalLine.id, ProposalLine.proposal, ProposalLine.need, ProposalLine.municipality, ProposalLine.title,
    ProposalLine.half_days, ProposalLine.on_site_half_days, ProposalLine.during, ProposalLine.struck_at,
)  # fmt: skip
PARTY: Final = (
    Party.id, Party.proposal, Party.line, Party.kind, Party.organisation, Party.member, Party.answer, Party.reason,
    Party.answered_at, Party.version,
)  # fmt: skip
URGENT_FIRST: Final = OrderByRaw(
    "case proposal.state when 'proposed' then 0 when 'draft' then 1 else 2 end, proposal.answer_by, proposal.id"
)
OVERDUE: Final = """
select late.id from proposal late
where late.owner = $1 and late.state = 'proposed' and late.answer_by < $2 and exists (
    select 1 from party said left join proposal_line line on line.id = said.line
    where said.proposal = late.id and said.answer = 'waiting' and line.struck_at is null)
order by late.id
"""
PURPOSE: Final = "提案の確認のため"
OPEN_STATES: Final = ("draft", "proposed")


async def proposals(
    *, by: Viewer, states: Collection[str] = (), need: UUID | None = None, number: int = 1, size: int | None = SIZE
) -> tuple[list[ProposalRow], Page]:
    """A page of the proposals the viewer sees, or of those for one need: the viewer's turn first, then by deadline."""
    scope = proposals_visible_to(by)
    if states:
        scope = scope & Proposal.state.is_in(list(states))
    if need:
        scope = scope & WhereRaw("proposal.id in (select proposal from proposal_line where need = {})", need)
    async with reading(by):
        select = Proposal.select(*PROPOSAL).where(scope).order_by(URGENT_FIRST)
        rows, found = await page_of(select, count=Proposal.count().where(scope), number=number, size=size)
        whole = await _whole(rows, by)
    return sorted(whole, key=lambda row: not is_my_turn(row, by)), found


async def proposal_page(*, id: UUID, by: Viewer) -> ProposalRow:
    """One proposal as the viewer sees it. Raises `NotFound`."""
    async with reading(by):
        rows = await Proposal.select(*PROPOSAL).where(proposals_visible_to(by) & (Proposal.id == id))
        if not rows:
            raise NotFound
        return (await _whole(rows, by))[0]


async def plan_reasons(*, proposal: ProposalRow, by: Viewer) -> list[str]:
    """Why a plan asks just this town or this member; nothing for others, and where no plan was computed."""
    if not proposal.from_plan or by.acts_for(proposal.owner):
        return []
    async with reading(by):
        if by.is_member(proposal.member):
            months = months_of(proposal.open_lines)
            left = await remaining_by_month(members=[proposal.member], months=months, by=by)
            return reasons_for_member(proposal.open_lines, left.get(proposal.member, {}))
        own = [line.need for line in proposal.open_lines if line.municipality == by.organisation]
        asked = await requirements(ids=own, by=by)
        found, _ = await cards(by=by, ids=[proposal.member]) if asked else ([], None)
    told = (said for card in found for wanted in asked.values() for said in reasons_for_town(wanted, card))
    return list(dict.fromkeys(told))


async def needs_in_sent_proposals(*, ids: Collection[UUID], by: Viewer) -> set[UUID]:
    """Those of the needs that are not open: in a proposal of the viewer's body that was sent, or agreed already."""
    async with reading(by):
        sent: Any = Proposal.select(Proposal.id).where(
            among(Proposal.owner, [by.organisation]) & (Proposal.state == "proposed")
        )
        rows = await ProposalLine.select(ProposalLine.need).where(
            among(ProposalLine.need, ids) & ProposalLine.struck_at.is_null() & ProposalLine.proposal.is_in(sent)
        )
        return {row["need"] for row in rows} | await needs_assigned(ids=ids, by=by)


async def plans_sent(*, by: Viewer) -> list[UUID]:
    """The runs that the viewer's body has sent a proposal from."""
    async with reading(by):
        rows = await Proposal.select(Proposal.run).where(
            among(Proposal.owner, [by.organisation]) & Proposal.sent_at.is_not_null() & Proposal.run.is_not_null()
        )
    return sorted({row["run"] for row in rows})


async def needs_drafted_from(*, run: UUID, by: Viewer) -> set[UUID]:
    """Needs that stand in a draft of the viewer's body made from a plan."""
    async with reading(by):
        drafts: Any = Proposal.select(Proposal.id).where(
            among(Proposal.owner, [by.organisation]) & (Proposal.run == run) & (Proposal.state == "draft")
        )
        rows = await ProposalLine.select(ProposalLine.need).where(
            among(ProposalLine.owner, [by.organisation]) & ProposalLine.proposal.is_in(drafts)
        )
    return {row["need"] for row in rows}


async def overdue(*, by: Viewer) -> list[UUID]:
    """Own proposals whose deadline, inclusive, is over while somebody still has not answered; by id, without a name."""
    async with reading(by) as work:
        rows = await work.connection.fetch(OVERDUE, by.organisation, work.today)
    return [row["id"] for row in rows]


def own_questions(row: ProposalRow, by: Viewer) -> list[PartyRow]:
    """The parties whose answer is the viewer's, of lines that still count."""
    return [party for party in row.counting if is_asked(by, party)]


def is_my_turn(row: ProposalRow, by: Viewer) -> bool:
    """Whether the viewer moves next."""
    if row.state == "proposed" and any(party.answer == Answer.WAITING for party in own_questions(row, by)):
        return holds(by, Right.ANSWER)
    return by.acts_for(row.owner) and holds(by, Right.PROPOSE) and row.step in (Step.SEND, Step.STRIKE, Step.DECIDE)


def act_for(row: ProposalRow, by: Viewer) -> str:
    """What the viewer, or whoever moves next, has to do, in a few words."""
    return STEPS[row.step] if by.acts_for(row.owner) else "引き受けるか見送るかを答える"


async def _whole(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[ProposalRow]:
    """With lines and parties, in a number of statements that does not grow with the rows."""
    ids = [row["id"] for row in rows]
    if not ids:
        return []
    lines = (
        await ProposalLine.select(*LINE)
        .where(among(ProposalLine.proposal, ids) & lines_visible_to(by))
        .order_by(ProposalLine.id)
    )
    parties = await Party.select(*PARTY).where(among(Party.proposal, ids) & parties_visible_to(by)).order_by(Party.id)
    bodies = {row["owner"] for row in rows} | {line["municipality"] for line in lines}
    bodies |= {party["organisation"] for party in parties if party["organisation"]}
    names = await names_of(bodies, by=by)
    people = await member_names(ids={row["member"] for row in rows}, by=by, purpose=PURPOSE)
    return [
        convert(
            {
                **row,
                "from_plan": row["run"] is not None,
                "owner_name": names[row["owner"]],
                "person": people.get(row["member"], ""),
                "lines": [_line(line, names) for line in lines if line["proposal"] == row["id"]],
                "parties": [_party(party, names) for party in parties if party["proposal"] == row["id"]],
            },
            ProposalRow,
        )
        for row in rows
    ]


def _line(line: Mapping[str, Any], names: Mapping[UUID, str]) -> LineRow:
    period = Period.of(line["during"])
    return convert(
        {
            **line,
            "municipality_name": names[line["municipality"]],
            "first_day": period.start,
            "last_day": period.last,
            "struck": line["struck_at"] is not None,
        },
        LineRow,
    )


def _party(party: Mapping[str, Any], names: Mapping[UUID, str]) -> PartyRow:
    return convert({**party, "organisation_name": names.get(party["organisation"], "")}, PartyRow)
