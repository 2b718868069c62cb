"""The JSON door of proposals: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from matching.conflicts.queries import checks
from matching.conflicts.schemas import CheckRow
from matching.proposals import operations
from matching.proposals.queries import plan_reasons, proposal_page, proposals
from matching.proposals.rules import LIFE
from matching.proposals.schemas import Answers, ProposalDraft, ProposalRow, Reason, Sending

InState = Annotated[str, QueryParameter(name="state")]


class ProposalList(Struct, frozen=True):
    """A page of proposals."""

    total: int
    number: int
    last: int
    proposals: list[ProposalRow]


class WholeProposal(Struct, frozen=True):
    """A proposal as the viewer sees it, with the evidence where it is the viewer's own.

    `reasons`: why a computed plan asks just this reader.
    """

    proposal: ProposalRow
    checks: list[CheckRow]
    reasons: list[str]


@get("/api/v1/proposals")
async def list_proposals(
    by: NamedDependency[Viewer],
    in_state: InState = "",
    need: FromQuery[UUID | None] = None,
    number: FromQuery[int] = 1,
) -> ProposalList:
    """The proposals the viewer sees, of everything or for one need."""
    states = [in_state] if in_state in LIFE.words else []
    rows, found = await proposals(by=by, states=states, need=need, number=max(1, number))
    return ProposalList(total=found.total, number=found.number, last=found.last, proposals=rows)


@post("/api/v1/proposals")
async def draft_proposal(
    by: NamedDependency[Viewer], data: JSONBody[ProposalDraft], keyed: NamedDependency[Keyed | None]
) -> Done:
    """One person, several needs."""
    return await once(by, keyed, partial(operations.draft_proposal, draft=data, by=by))


@get("/api/v1/proposals/{proposal:uuid}")
async def show_proposal(by: NamedDependency[Viewer], proposal: FromPath[UUID]) -> WholeProposal:
    """One proposal."""
    row = await proposal_page(id=proposal, by=by)
    return WholeProposal(row, await checks(proposal=proposal, by=by), await plan_reasons(proposal=row, by=by))


@post("/api/v1/proposals/{proposal:uuid}/sending")
async def send_proposal(
    by: NamedDependency[Viewer], proposal: FromPath[UUID], data: JSONBody[Sending], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Ask everybody."""
    return await once(by, keyed, partial(operations.send_proposal, id=proposal, sending=data, by=by))


@post("/api/v1/proposals/{proposal:uuid}/answers")
async def answer_proposal(
    by: NamedDependency[Viewer], proposal: FromPath[UUID], data: JSONBody[Answers], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Answer one's own questions."""
    return await once(by, keyed, partial(operations.answer_proposal, id=proposal, answers=data, by=by))


@post("/api/v1/proposals/{proposal:uuid}/lines/{line:uuid}/removal")
async def strike_line(
    by: NamedDependency[Viewer], proposal: FromPath[UUID], line: FromPath[UUID], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Go on without a town that was declined."""
    return await once(by, keyed, partial(operations.strike_line, id=proposal, line=line, by=by))


@post("/api/v1/proposals/{proposal:uuid}/withdrawal")
async def withdraw_proposal(
    by: NamedDependency[Viewer], proposal: FromPath[UUID], data: JSONBody[Reason], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Take it back."""
    return await once(by, keyed, partial(operations.withdraw_proposal, id=proposal, reason=data.reason, by=by))


@post("/api/v1/proposals/{proposal:uuid}/conflict-check")
async def check_conflicts(
    by: NamedDependency[Viewer], proposal: FromPath[UUID], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Check for conflicts of interest."""
    return await once(by, keyed, partial(operations.check_conflicts, id=proposal, by=by))


@post("/api/v1/proposals/{proposal:uuid}/confirmation")
async def confirm_proposal(
    by: NamedDependency[Viewer], proposal: FromPath[UUID], keyed: NamedDependency[Keyed | None]
) -> Done:
    """All sides agreed."""
    return await once(by, keyed, partial(operations.confirm_proposal, id=proposal, by=by))


HANDLERS: Sequence[Any] = (
    list_proposals, draft_proposal, show_proposal, send_proposal, answer_proposal, strike_line, withdraw_proposal,
    check_conflicts, confirm_proposal,
)  # fmt: skip
