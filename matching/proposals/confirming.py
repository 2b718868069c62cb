"""Confirming: what must hold, and what comes of it. Part of `operations`, inside its one transaction."""

from collections.abc import Sequence
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.errors import Conflict, RuleBroken
from matching.agreements.operations import draft_agreement
from matching.agreements.schemas import AgreementDraft, TownPart
from matching.appointments.operations import draft_appointment
from matching.appointments.schemas import Draft
from matching.assignments.operations import agree_assignment
from matching.assignments.schemas import Agreed
from matching.conflicts.queries import findings, latest_checks
from matching.proposals.drafting import appointing_groups, term_of
from matching.proposals.rules import Answer
from matching.proposals.schemas import LineRow, ProposalRow
from registry.learning.operations import ask_posting_courses
from registry.needs.requirements import requirements
from registry.skills.rules import ROLES
from registry.skills.rules import Role as MemberRole

MISSING = "まだ返事を待っている相手がいます。そろってから確定してください。"
DECLINED = "見送りの返事があります。その町を外してから確定してください。"
UNCHECKED = "利益相反をまだ調べていない町があります。調べてから確定してください。"
CHANGED = "利益相反を調べたあとに、申告が変わりました。もう一度調べてください。何も変えていません。"


def periods_by_town(proposal: ProposalRow) -> dict[UUID, Period]:
    """Town -> from the first to the last day of its lines that are left."""
    towns: dict[UUID, list[LineRow]] = {}
    for line in proposal.open_lines:
        towns.setdefault(line.municipality, []).append(line)
    return {town: Period(*term_of(lines)) for town, lines in towns.items()}


async def check_agreed(proposal: ProposalRow, *, by: Viewer) -> None:
    """Everybody accepted, every town was checked and none is barred, nor has become so since."""
    answers = {party.answer for party in proposal.counting}
    if Answer.DECLINED in answers:
        raise RuleBroken(DECLINED)
    if answers != {Answer.ACCEPTED}:
        raise RuleBroken(MISSING)
    towns = periods_by_town(proposal)
    found = await latest_checks(proposal=proposal.id, by=by)
    if set(towns) - set(found):
        raise RuleBroken(UNCHECKED)
    for town in towns:
        if not found[town].clear:
            raise RuleBroken(f"{found[town].municipality_name}：{found[town].finding}")
    now = await findings(member=proposal.member, towns=towns, by=by)
    if any(not finding.clear for finding in now.values()):
        raise Conflict(CHANGED)


async def employ(proposal: ProposalRow, *, by: Viewer) -> None:
    """One appointment per appointing body, one assignment per line, one draft agreement."""
    for body, lines in (await appointing_groups(proposal.form, proposal.open_lines, by=by)).items():
        first, end = term_of(lines)
        draft = Draft(proposal=proposal.id, member=proposal.member, appointing_body=body, form=proposal.form,
                      title=await _title(lines, by=by), first_day=first, end=end)  # fmt: skip
        appointment = await draft_appointment(draft=draft, by=by)
        for line in lines:
            first, end = term_of([line])
            await agree_assignment(
                agreed=Agreed(proposal=proposal.id, member=proposal.member, municipality=line.municipality,
                              need=line.need, appointment=appointment.id, half_days=line.half_days,
                              first_day=first, end=end),
                by=by,
            )  # fmt: skip
    await draft_agreement(draft=_agreement(proposal, await _title(proposal.open_lines, by=by)), by=by)
    await _ask_training(proposal, by=by)


async def _ask_training(proposal: ProposalRow, *, by: Viewer) -> None:
    """Whose hiring is decided is trained before posting (`domain.md`, Lifecycles): work starts when that is done."""
    names = "・".join(dict.fromkeys(line.municipality_name for line in proposal.open_lines))
    first, _ = term_of(proposal.open_lines)
    await ask_posting_courses(member=proposal.member, required_for=f"{names}への配属"[:200], first_day=first, by=by)


async def _title(lines: Sequence[LineRow], *, by: Viewer) -> str:
    wanted = await requirements(ids=[line.need for line in lines], by=by)
    roles = dict.fromkeys(ROLES[MemberRole(row.role)] for row in wanted.values())
    return f"デジタル人材（{'・'.join(roles)}）"


def _agreement(proposal: ProposalRow, post: str) -> AgreementDraft:
    towns: dict[UUID, TownPart] = {}
    for line in proposal.open_lines:
        part = TownPart(line.half_days, line.first_day, line.last_day)
        known = towns.get(line.municipality)
        towns[line.municipality] = known.and_also(part) if known else part
    names = "・".join(dict.fromkeys(line.municipality_name for line in proposal.open_lines))
    first, end = term_of(proposal.open_lines)
    return AgreementDraft(proposal=proposal.id, title=f"デジタル人材の共同活用に関する協定（{names}）", towns=towns,
                          first_day=first, end=end, post=post)  # fmt: skip
