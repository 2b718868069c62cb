"""What the homes of a town, a member, a company, a school and the ministry show; each in one reading."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from msgspec import Struct

from auth.inbox.queries import Notice, latest_notices
from auth.journal.queries import LooksOfDay, looks_by_day
from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.together import waiting_in
from foundation.database.unit_of_work import reading
from foundation.text.dates import first_of_month
from matching.assignments.queries import assignments
from matching.assignments.rules import ALIVE
from matching.assignments.schemas import AssignmentRow
from matching.handovers.queries import WAITS as HANDOVERS
from matching.proposals.queries import own_questions, proposals
from matching.proposals.rules import Answer
from matching.proposals.schemas import ProposalRow
from matching.support.days import worked_this_month
from matching.support.queries import WAITS as SUPPORT
from registry.accelerators.queries import count_by_state as registrations_by_state
from registry.accelerators.queries import registrations
from registry.accelerators.schemas import RegistrationRow
from registry.capacity.queries import offered_by_month, remaining_by_month
from registry.consents.queries import waiting_for as consents_waiting_for
from registry.municipalities.queries import prefecture_of
from registry.needs.queries import find_needs
from registry.needs.question import NeedsQuestion
from registry.needs.schemas import NeedRow
from reports.figures.queries import national_figures
from reports.figures.schemas import NationalFigures
from reports.homes.rules import RequestCard, ToDo, in_turn, request_card
from reports.homes.waiting import waiting
from training.enrolments.queries import required_of
from training.enrolments.schemas import EnrolmentRow
from training.sessions.queries import own_sessions
from training.sessions.schemas import SessionRow

OPEN_NEEDS = ("submitted", "heard", "triaged", "accepted", "on_hold", "referred", "filled", "reviewed")
OVER = ("closed", "withdrawn")
NOTICES = 5
LOOKS = 3


class TownHome(Struct, frozen=True):
    """A municipality: what it began, its requests in turn, who comes, what it has to approve, read and answer."""

    drafts: list[NeedRow]
    cards: list[RequestCard]
    over: int
    coming: list[AssignmentRow]
    approvals: list[ToDo]
    talk: list[ToDo]
    support: list[ToDo]
    prefecture: str
    notices: list[Notice]


class MemberHome(Struct, frozen=True):
    """A member: half-days of this month, towns with the half-days worked there by id, records to mend,
    offers to answer, training, registration, who looked."""

    left: int | None
    offered: int | None
    towns: list[AssignmentRow]
    worked: dict[UUID, int]
    support: list[ToDo]
    offers: list[ProposalRow]
    training: list[EnrolmentRow]
    registration: RegistrationRow | None
    consents: list[ToDo]
    looks: list[LooksOfDay]
    notices: list[Notice]


class CompanyHome(Struct, frozen=True):
    """A company: the offers to its own staff."""

    offers: list[ProposalRow]
    notices: list[Notice]


class SchoolHome(Struct, frozen=True):
    """A school: its sessions to come and those held."""

    coming: list[SessionRow]
    held: list[SessionRow]
    notices: list[Notice]


class MinistryHome(Struct, frozen=True):
    """The ministry: its figures, and registrations by state."""

    figures: NationalFigures
    registrations: dict[str, int]
    notices: list[Notice]


async def town_home(*, by: Viewer) -> TownHome:
    """The home of the viewer's municipality."""
    assert by.organisation is not None
    async with reading(by) as work:
        asked = await find_needs(question=NeedsQuestion(state=["draft", *OPEN_NEEDS]), by=by, size=None)
        rows, counts = asked.rows, asked.facets.get("state", {})
        sent = await _sent_proposals(by)
        coming, _ = await assignments(by=by, states=ALIVE, size=None)
        waits = await waiting(by=by)
        prefecture = rows[0].prefecture_name if rows else await _prefecture_name(by.organisation, by)
        return TownHome(
            drafts=[row for row in rows if row.state == "draft"],
            cards=_cards([row for row in rows if row.state != "draft"], sent, coming, work.today),
            over=sum(counts.get(state, 0) for state in OVER),
            coming=sorted(coming, key=lambda row: (row.first_day, row.last_day)),
            approvals=sorted(waits.approvals, key=lambda todo: todo.due or date.max),
            talk=waits.talk,
            support=waits.support,
            prefecture=prefecture,
            notices=await latest_notices(by=by, limit=NOTICES),
        )


async def member_home(*, by: Viewer) -> MemberHome:
    """The home of the viewer, a member."""
    assert by.member is not None
    async with reading(by) as work:
        month = first_of_month(work.today)
        left = await remaining_by_month(members=[by.member], months=[month], by=by)
        offered = await offered_by_month(members=[by.member], months=[month], by=by)
        towns, _ = await assignments(by=by, states=ALIVE, member=by.member, size=None)
        own, _ = await registrations(by=by)
        return MemberHome(
            left=left.get(by.member, {}).get(month),
            offered=offered.get(by.member, {}).get(month),
            towns=towns,
            worked=await worked_this_month(by=by, member=by.member),
            support=await support(by=by),
            offers=_to_answer(await _sent_proposals(by), by),
            training=await required_of(by.member, by=by),
            registration=next(iter(own), None),
            consents=await consent_todos(by=by),
            looks=(await looks_by_day(by=by))[0][:LOOKS],
            notices=await latest_notices(by=by, limit=NOTICES),
        )


async def company_home(*, by: Viewer) -> CompanyHome:
    """The home of the viewer's company."""
    async with reading(by):
        offers = _to_answer(await _sent_proposals(by), by)
        return CompanyHome(offers=offers, notices=await latest_notices(by=by, limit=NOTICES))


async def school_home(*, by: Viewer) -> SchoolHome:
    """The home of the viewer's training body."""
    async with reading(by) as work:
        sessions = await own_sessions(by=by)
        return SchoolHome(
            coming=sorted((row for row in sessions if row.held_on >= work.today), key=lambda row: row.held_on),
            held=[row for row in sessions if row.held_on < work.today],
            notices=await latest_notices(by=by, limit=NOTICES),
        )


async def ministry_home(*, by: Viewer) -> MinistryHome:
    """The home of the ministry: counts."""
    async with reading(by):
        return MinistryHome(
            figures=await national_figures(by=by),
            registrations=await registrations_by_state(by=by),
            notices=await latest_notices(by=by, limit=NOTICES),
        )


async def consent_todos(*, by: Viewer) -> list[ToDo]:
    """Names to decide about, and consents that end soon."""
    return [ToDo("同意", row.title, row.link, row.due, by.organisation_name or "あなた")
            for row in await consents_waiting_for(by=by)]  # fmt: skip


async def support(*, by: Viewer) -> list[ToDo]:
    """Records of the viewer's own that a town finds wrong, and what they have to hand over."""
    doubted, handed = await waiting_in(by, SUPPORT, HANDOVERS)
    return [ToDo("支援の記録", row.act, row.link, row.due, "あなた") for row in doubted] + [
        ToDo("引き継ぎ", f"{row.title}：{row.act}", row.link, row.due, "あなた") for row in handed
    ]


async def _prefecture_name(municipality: UUID, by: Viewer) -> str:
    hall = await prefecture_of(municipality, by=by)
    return (await names_of({hall}, by=by))[hall]


async def _sent_proposals(by: Viewer) -> list[ProposalRow]:
    rows, _ = await proposals(by=by, states=["proposed"], size=None)
    return sorted(rows, key=lambda row: row.answer_by or date.max)


def _to_answer(rows: Sequence[ProposalRow], by: Viewer) -> list[ProposalRow]:
    return [row for row in rows if any(party.answer == Answer.WAITING for party in own_questions(row, by))]


def _cards(
    rows: Sequence[NeedRow], sent: Sequence[ProposalRow], coming: Sequence[AssignmentRow], today: date
) -> list[RequestCard]:
    asked: dict[UUID, ProposalRow] = {line.need: row for row in sent for line in row.open_lines}
    filled = {row.need: row for row in coming}
    return in_turn(
        request_card(row, proposal=asked.get(row.id), assignment=filled.get(row.id), today=today) for row in rows
    )
