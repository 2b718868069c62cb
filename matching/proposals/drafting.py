"""What must hold before a person is proposed, and the lines that follow from the needs. Part of `operations`."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from msgspec import structs

from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.unit_of_work import Work
from foundation.errors import NotAllowed, NotFound, RuleBroken
from foundation.text.dates import period_text
from matching.appointments.queries import form_on
from matching.appointments.rules import AppointedBy, term_refusal
from matching.proposals.queries import needs_in_sent_proposals
from matching.proposals.schemas import LineRow, ProposalDraft
from registry.members.queries import kept
from registry.members.rules import MemberState
from registry.needs.access import may_handle
from registry.needs.queries import needs_by_id
from registry.needs.requirement_schemas import RequirementRow
from registry.needs.requirements import requirements
from registry.needs.schemas import NeedRow

LOCK_NEEDS: Final = "select id, state from need where id = any ($1::uuid[]) order by id for update"

OWN_PLAN: Final = "select exists (select 1 from allocation_run where id = $1 and owner = $2)"

LATEST_DECLINE: Final = """
select line.title, said.reason from party said
join proposal on proposal.id = said.proposal join proposal_line line on line.id = said.line
where proposal.owner = $1 and proposal.member = $2 and line.need = any ($3::uuid[])
    and said.kind = 'municipality' and said.answer = 'declined'
order by said.answered_at desc, said.id limit 1
"""


async def check_person(member: UUID, *, by: Viewer) -> None:
    """The person is in the viewer's own pool, active and complete."""
    if (await kept(id=member, by=by)).state != MemberState.ACTIVE:
        raise RuleBroken("この人はいま提案できません。登録の内容がそろっているか、お休み中でないかを確かめてください。",
                         field="member")  # fmt: skip


async def check_plan(run: UUID | None, *, work: Work, by: Viewer) -> None:
    """The plan that a draft says it comes from, if any, is the viewer's own body's. Raises `NotFound`."""
    if run is not None and not await work.connection.fetchval(OWN_PLAN, run, by.organisation):
        raise NotFound


async def matchable_needs(ids: Sequence[UUID], *, by: Viewer) -> list[tuple[NeedRow, RequirementRow]]:
    """The needs with their requirements, each heard by the viewer's body, accepted and still open."""
    needs, wanted = await needs_by_id(ids=ids, by=by), await requirements(ids=ids, by=by)
    if set(ids) - set(needs):
        raise NotFound
    for need in needs.values():
        if refusal := may_handle(by, need):
            raise NotAllowed(refusal)
        if need.state != "accepted" or need.id not in wanted:
            raise RuleBroken(f"「{need.title}」は、条件が決まっていないか、人さがしが終わっています。", field="needs")
    await check_open(list(needs.values()), by=by)
    return [(needs[id], wanted[id]) for id in dict.fromkeys(ids)]


def within(draft: ProposalDraft, need: NeedRow, wanted: RequirementRow) -> tuple[NeedRow, RequirementRow]:
    """The need with its requirement cut to the days of the draft. Raises `RuleBroken` where nothing is left."""
    first = max(wanted.first_day, draft.not_before or wanted.first_day)
    last = min(wanted.last_day, draft.not_after or wanted.last_day)
    if last < first:
        asked = period_text(wanted.first_day, wanted.last_day + timedelta(days=1))
        raise RuleBroken(f"「{need.title}」で人が要るのは{asked}で、この予定の期間と重なりません。何も作っていません。")
    return need, structs.replace(wanted, first_day=first, last_day=last)


async def lock_needs(lines: Sequence[LineRow], *, work: Work) -> None:
    """Hold the needs until the end of the transaction: of two officers who send at once, the second sees the first.

    Raises `RuleBroken` where a need was withdrawn or put aside since it was drafted.
    """
    rows = await work.connection.fetch(LOCK_NEEDS, [line.need for line in lines])
    searching = {row["id"] for row in rows if row["state"] == "accepted"}
    if gone := [line.title for line in lines if line.need not in searching]:
        named = "、".join(f"「{title}」" for title in gone)
        raise RuleBroken(f"{named}は、人さがしが終わっています。送っていません。提案をつくり直してください。")


async def check_open(needs: Sequence[NeedRow | LineRow], *, by: Viewer) -> None:
    """None of the needs stands in another proposal that was sent, or has its person."""
    titles = {need.need if isinstance(need, LineRow) else need.id: need.title for need in needs}
    if taken := await needs_in_sent_proposals(ids=titles, by=by):
        named = "、".join(f"「{titles[need]}」" for need in sorted(taken))
        raise RuleBroken(f"{named}は、ほかの提案で返事を待っているか、人が決まっています。", field="needs")


async def declined_before(draft: ProposalDraft, *, work: Work, by: Viewer) -> bool:
    """Whether a town declined this person for one of the needs; that alone does not bar them, a reason is asked.

    Raises `RuleBroken`, with what the town said, where the draft gives none.
    """
    said = await work.connection.fetchrow(LATEST_DECLINE, by.organisation, draft.member, draft.needs)
    if said is not None and not draft.again:
        raise RuleBroken(
            f"「{said['title']}」では、町がこの人を前に見送っています（{said['reason']}）。何も作っていません。"
            "もう一度提案するときは、その理由を書いてください。", field="again",
        )  # fmt: skip
    return said is not None


def form_of(draft: ProposalDraft, wanted: Sequence[RequirementRow]) -> str:
    """The form of appointment for the whole proposal: as asked, or the only one its requirements name."""
    forms = {row.form for row in wanted}
    if draft.form is not None:
        return draft.form
    if len(forms) > 1:
        raise RuleBroken("任用の形が違う相談が混ざっています。任用の形を選ぶか、提案を分けてください。", field="form")
    return forms.pop()


def check_towns_apart(wanted: Sequence[RequirementRow]) -> None:
    """No two needs of one town at the same time: a person has one assignment to a town on any day."""
    seen: list[tuple[UUID, Period]] = []
    for row in wanted:
        period = Period.inclusive(row.first_day, row.last_day)
        if any(town == row.municipality and period.overlaps(other) for town, other in seen):
            raise RuleBroken("同じ町の、期間の重なる相談が二つあります。一つにしてください。", field="needs")
        seen.append((row.municipality, period))


async def check_terms(form: str, lines: Sequence[LineRow], *, by: Viewer) -> None:
    """The form allows the term of every appointment to come. Raises `RuleBroken`, naming the article."""
    for group in (await appointing_groups(form, lines, by=by)).values():
        first, end = term_of(group)
        if refusal := term_refusal(await form_on(code=form, day=first, by=by), first, end):
            raise RuleBroken(refusal)


async def appointing_groups(form: str, lines: Sequence[LineRow], *, by: Viewer) -> dict[UUID, list[LineRow]]:
    """Appointing body -> the lines under its appointment: one for the keeper of the pool, or one each body."""
    assert by.organisation is not None, "a proposal is a body's"
    terms = await form_on(code=form, day=min(line.first_day for line in lines), by=by)
    groups: dict[UUID, list[LineRow]] = {}
    for line in lines:
        body = by.organisation if terms.appointed_by == AppointedBy.POOL_OWNER else line.municipality
        groups.setdefault(body, []).append(line)
    return groups


def term_of(lines: Sequence[LineRow]) -> tuple[date, date]:
    """From the first day of the earliest line to before the end of the latest."""
    return min(line.first_day for line in lines), max(line.last_day for line in lines) + timedelta(days=1)
