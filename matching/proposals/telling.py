"""Who is told what about a proposal. No sentence names the member: a notice is read before a name is open."""

from datetime import date
from uuid import UUID

from auth.inbox.operations import tell_body, tell_member
from auth.permissions import Right
from auth.viewer import Viewer
from foundation.text.wareki import day_with_weekday
from matching.proposals.rules import PartyKind
from matching.proposals.schemas import ProposalRow


async def tell_asked(proposal: ProposalRow, answer_by: date, employer: UUID | None, *, by: Viewer) -> None:
    """Each town about its own line, the member about all of them, the employer about the offer."""
    key, until = f"proposal-{proposal.id}-asked", f"{day_with_weekday(answer_by)}までに答えてください。"
    link = f"/proposals/{proposal.id}"
    for line in proposal.open_lines:
        await tell_body(organisation=line.municipality, right=Right.ANSWER, key=f"{key}-{line.id}", by=by,
                        subject=f"「{line.title}」：来てくれる人の提案が届きました", body=until, link=link)  # fmt: skip
    towns = "・".join(line.municipality_name for line in proposal.open_lines)
    await tell_member(member=proposal.member, key=f"{key}-member", by=by, subject=f"{towns}への依頼が届きました",
                      body=f"町ごとに答えられます。{until}", link=link)  # fmt: skip
    if employer is not None:
        await tell_body(organisation=employer, right=Right.ANSWER, key=f"{key}-employer", by=by,
                        subject="自社の人への依頼が届きました", body=until, link=link)  # fmt: skip


async def tell_struck(proposal: ProposalRow, line: UUID, *, by: Viewer) -> None:
    """The town that is left out, and the member; nobody learns who declined."""
    town = next(row for row in proposal.lines if row.id == line)
    key, link = f"proposal-{proposal.id}-struck-{line}", f"/proposals/{proposal.id}"
    what = f"「{town.title}」の提案は見送りになりました"
    await tell_body(organisation=town.municipality, right=Right.ANSWER, key=key, by=by, subject=what,
                    body="ほかの人をさがします。相談はそのまま続いています。", link=link)  # fmt: skip
    await tell_member(member=proposal.member, key=f"{key}-member", by=by, subject=what,
                      body="ほかの町への依頼は続いています。", link=link)  # fmt: skip


async def tell_over(proposal: ProposalRow, what: str, text: str, *, by: Viewer) -> None:
    """Everybody who was asked, once the proposal is over; a draft asked nobody."""
    key, subject, link = f"proposal-{proposal.id}-over", f"提案が{what}", f"/proposals/{proposal.id}"
    for body in {party.organisation for party in proposal.parties if party.organisation is not None}:
        await tell_body(organisation=body, right=Right.ANSWER, key=f"{key}-{body}", by=by, subject=subject, body=text,
                        link=link)  # fmt: skip
    if proposal.parties:
        await tell_member(member=proposal.member, key=key, by=by, subject=subject, body=text, link=link)


async def tell_confirmed(proposal: ProposalRow, *, by: Viewer) -> None:
    """The towns, the member and the employer of what is agreed."""
    key = f"proposal-{proposal.id}-confirmed"
    for line in proposal.open_lines:
        await tell_body(organisation=line.municipality, right=Right.READ_EMPLOYMENT, key=f"{key}-{line.id}", by=by,
                        subject=f"「{line.title}」：来てくれる人が決まりました",
                        body="任用と協定書の案ができました。決裁が済むと支援が始まります。",
                        link=f"/proposals/{proposal.id}")  # fmt: skip
    await tell_member(member=proposal.member, key=f"{key}-member", by=by, subject="配属が決まりました",
                      body="決裁が済むと、辞令や委嘱状が届きます。", link="/assignments")  # fmt: skip
    for party in proposal.parties:
        if party.kind == PartyKind.EMPLOYER and party.organisation is not None:
            await tell_body(organisation=party.organisation, right=Right.ANSWER, key=f"{key}-employer", by=by,
                            subject="自社の人の配属が決まりました", body="期間と日数は提案の画面にあります。",
                            link=f"/proposals/{proposal.id}")  # fmt: skip
