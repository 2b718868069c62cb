"""The HTML door of proposals: one page, whose content follows from how the viewer stands to it."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.idempotency import once
from foundation.errors import RuleBroken
from foundation.web.forms import Form, FormRefused, Refused, read_form
from foundation.web.rendering import PageRequest, after_write, page
from foundation.web.sending import Act, sent
from matching.agreements.queries import agreement_of
from matching.appointments.papers import drawn_by
from matching.appointments.queries import appointments_of, form_on
from matching.appointments.rules import FormTerms
from matching.conflicts.queries import latest_checks
from matching.proposals import operations, rules
from matching.proposals.queries import act_for, is_my_turn, own_questions, plan_reasons, proposal_page, proposals
from matching.proposals.schemas import Answers, PartyAnswer, ProposalDraft, ProposalRow, Reason, Sending
from registry.capacity.rules import FORMS
from registry.learning.queries import untrained_if_hired
from registry.members.queries import cards
from registry.members.rules import EXPERIENCE
from registry.skills.rules import ROLES

InState = Annotated[str, QueryParameter(name="state")]

WORDS: dict[str, Any] = {
    "life": rules.LIFE, "answers": rules.ANSWERS, "reasons": rules.REASONS, "steps_words": rules.STEPS,
    "party_kinds": rules.PARTY_KINDS, "forms": FORMS, "roles": ROLES, "experience": EXPERIENCE,
    "is_my_turn": is_my_turn, "act_for": act_for,
}  # fmt: skip


@get("/proposals")
async def list_proposals(
    request: PageRequest,
    by: NamedDependency[Viewer],
    in_state: InState = "",
    need: FromQuery[UUID | None] = None,
    number: FromQuery[int] = 1,
) -> Response[Any]:
    """The proposals the viewer sees, of everything or for one need: whose turn it is, and by when."""
    states = [in_state] if in_state in rules.LIFE.words else []
    rows, found = await proposals(by=by, states=states, need=need, number=max(1, number))
    return page(
        request, "proposals/list.html", proposals=rows, found=found, state=in_state, need=need, by=by,
        plans=holds(by, Right.PROPOSE), **WORDS,
    )  # fmt: skip


@post("/proposals")
async def draft_proposal(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """A draft from the workbench: one person, several needs."""
    form = await read_form(request)
    draft = form.parse(ProposalDraft)
    done = await once(by, form.keyed("draft_proposal"), partial(operations.draft_proposal, draft=draft, by=by))
    return after_write(request, f"/proposals/{done.id}")


@get("/proposals/{proposal:uuid}")
async def show_proposal(request: PageRequest, by: NamedDependency[Viewer], proposal: FromPath[UUID]) -> Response[Any]:
    """A proposal, and what the viewer can do next."""
    return await _proposal(request, by, proposal)


@post("/proposals/{proposal:uuid}/sending")
async def send_proposal(request: PageRequest, by: NamedDependency[Viewer], proposal: FromPath[UUID]) -> Response[Any]:
    """Ask everybody."""
    return await _done(
        request, by, proposal,
        lambda form: operations.send_proposal(id=proposal, sending=form.parse(Sending), by=by),
    )  # fmt: skip


@post("/proposals/{proposal:uuid}/answers")
async def answer_proposal(request: PageRequest, by: NamedDependency[Viewer], proposal: FromPath[UUID]) -> Response[Any]:
    """Answer one's own questions."""
    return await _done(
        request, by, proposal, lambda form: operations.answer_proposal(id=proposal, answers=answers_in(form), by=by)
    )


@post("/proposals/{proposal:uuid}/lines/{line:uuid}/removal")
async def strike_line(
    request: PageRequest, by: NamedDependency[Viewer], proposal: FromPath[UUID], line: FromPath[UUID]
) -> Response[Any]:
    """Go on without a town that was declined."""
    return await _done(request, by, proposal, lambda _: operations.strike_line(id=proposal, line=line, by=by))


@post("/proposals/{proposal:uuid}/withdrawal")
async def withdraw_proposal(
    request: PageRequest, by: NamedDependency[Viewer], proposal: FromPath[UUID]
) -> Response[Any]:
    """Take it back."""
    return await _done(
        request, by, proposal,
        lambda form: operations.withdraw_proposal(id=proposal, reason=form.parse(Reason).reason, by=by),
    )  # fmt: skip


@post("/proposals/{proposal:uuid}/conflict-check")
async def check_conflicts(request: PageRequest, by: NamedDependency[Viewer], proposal: FromPath[UUID]) -> Response[Any]:
    """Check for conflicts of interest."""
    return await _done(request, by, proposal, lambda _: operations.check_conflicts(id=proposal, by=by))


@post("/proposals/{proposal:uuid}/confirmation")
async def confirm_proposal(
    request: PageRequest, by: NamedDependency[Viewer], proposal: FromPath[UUID]
) -> Response[Any]:
    """All sides agreed."""
    return await _done(request, by, proposal, lambda _: operations.confirm_proposal(id=proposal, by=by))


def answers_in(form: Form) -> Answers:
    """The questions answered on the page: fields are named `<field>_<party>`; one left open stays open."""
    answers: list[PartyAnswer] = []
    errors: dict[str, str] = {}
    for party in form.all("party"):
        values = {name: form.all(f"{name}_{party}") for name in PartyAnswer.model_fields} | {"party": [party]}
        if not values["answer"]:
            continue
        try:
            answers.append(Form(path=form.path, values=values, files={}, body=b"").parse(PartyAnswer))
        except FormRefused as refused:
            errors |= {f"{name}_{party}": sentence for name, sentence in refused.errors.items()}
    if errors:
        raise FormRefused(errors)
    if not answers:
        raise RuleBroken("「引き受ける」か「見送る」を選んでから送ってください。")
    return Answers(answers=answers)


async def _done(request: PageRequest, by: Viewer, id: UUID, act: Act) -> Response[Any]:
    return await sent(request, by, act, onward=f"/proposals/{id}", again=partial(_proposal, request, by, id))


async def _terms(row: ProposalRow, by: Viewer) -> FormTerms | None:
    """Who appoints and who pays under the form; None where it is not in force on the first day, as sending will say."""
    try:
        return await form_on(code=row.form, day=min(line.first_day for line in row.lines), by=by)
    except RuleBroken:
        return None


async def _proposal(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    row = await proposal_page(id=id, by=by)
    owns = by.acts_for(row.owner)
    found = await latest_checks(proposal=id, by=by) if owns else {}
    card = (await cards(by=by, ids=[row.member]))[0] if holds(by, Right.READ_CARDS) else []
    return page(
        request, "proposals/show.html", proposal=row, by=by, owns=owns,
        found=found, card=card[0] if card else None, mine=own_questions(row, by),
        why_asked=await plan_reasons(proposal=row, by=by), untrained=await _untrained(row, by) if owns else None,
        verbs={step.verb for step in rules.LIFE.open_to(by, row.state)} if owns else set(),
        posts=await appointments_of(proposal=id, by=by), agreement=await agreement_of(proposal=id, by=by),
        papers=drawn_by(by, "proposal", pool=row.owner) if found else [], terms=await _terms(row, by), refused=refused,
        **WORDS,
    )  # fmt: skip


async def _untrained(row: ProposalRow, by: Viewer) -> str | None:
    """None, or which courses asked before posting the person will lack on the first day."""
    if row.step is not rules.Step.DECIDE:
        return None
    day = min(line.first_day for line in row.open_lines)
    return await untrained_if_hired(member=row.member, by=by, day=day)


HANDLERS: Sequence[Any] = (
    list_proposals, draft_proposal, show_proposal, send_proposal, answer_proposal, strike_line, withdraw_proposal,
    check_conflicts, confirm_proposal,
)  # fmt: skip
