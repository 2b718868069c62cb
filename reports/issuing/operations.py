"""Making papers: numbered where approved, printed, registered, in one transaction."""

import logging
from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import RuleBroken
from reports.issuing.subjects import paper_of
from reports.papers.cards import fits_a_card
from reports.papers.paper import CannotPrint
from reports.papers.rules import Kind
from reports.papers.schemas import Appointing, Carding, Certifying, Mark, Ordering, Paper
from reports.register import entries as register
from reports.register.entries import Entry
from reports.register.keeping import keep_printed

logger = logging.getLogger(__name__)

NAMELESS = (
    "本人の氏名を見る根拠がないため、書類をつくれませんでした。任用と配属は残っています。"
    "人材の画面で氏名の提供を確かめてから、「もう一度つくる」を押してください。"
)
TOO_MUCH_FOR_A_CARD: Final = (
    "名刺に文字が入りきらないため、つくれませんでした。書いた内容は残っています。"
    "団体・部署・職名・住所・連絡先のどれかを短くしてから、「もう一度つくる」を押してください。"
)


async def make_paper(*, kind: Kind, subject: UUID, version: int, demo: bool, by: Viewer) -> None:
    """Make the paper about a version of its subject; made already, nothing changes.

    Where the machine or the disclosure does not allow it, the register says so in words and the paper can be made
    again. Another error leaves nothing behind: neither paper nor number.
    """
    paper = await paper_of(kind=kind, subject=subject, version=version, by=by)
    keeper = _keeper(paper, by)
    if keeper != by:
        paper = await paper_of(kind=kind, subject=subject, version=version, by=keeper)
    try:
        await _make(paper, version, demo=demo, by=keeper)
    except (RuleBroken, CannotPrint) as refusal:
        logger.warning("paper %s of %s was not made: %s", kind, subject, type(refusal).__name__)
        await register.note_failure(paper=paper, version=version, failure=refusal.sentence, by=keeper)


def _keeper(paper: Paper, by: Viewer) -> Viewer:
    """As whom the paper is written: an issued one as its issuer, a draft as the body that keeps it.

    The last approval of an agreement may come from a town, whose number it is not: the system then works for the
    issuer, as the journal shows.
    """
    body = paper.issuer if paper.approved_on else paper.owner
    return by if by.acts_for(body) else Viewer.system(body)


async def _make(paper: Paper, version: int, *, demo: bool, by: Viewer) -> None:
    async with unit_of_work(by) as work:
        entries = await register.entries_locked(paper, work)
        if _stands(paper, version, entries):
            return
        if isinstance(paper.content, Appointing | Ordering | Certifying | Carding) and not paper.content.person:
            raise RuleBroken(NAMELESS)
        if isinstance(paper.content, Carding) and not fits_a_card(paper.content):
            raise RuleBroken(TOO_MUCH_FOR_A_CARD)
        await keep_printed(paper, version, await _mark(paper, entries, work), demo=demo, work=work, by=by)


def _stands(paper: Paper, version: int, entries: list[Entry]) -> bool:
    """Whether the paper is there: a draft of this version, or one issued for it or with these very words."""
    if paper.approved_on is None:
        return any(entry.version == version and entry.state in ("draft", "issued") for entry in entries)
    issued = [entry for entry in entries if entry.state == "issued"]
    return any(entry.version == version or (entry.content == paper.content and not paper.separate) for entry in issued)


async def _mark(paper: Paper, entries: list[Entry], work: Work) -> Mark | None:
    """None for 案; a paper that was issued before keeps its number (`decisions.md` 8); each drawn one has its own."""
    if paper.approved_on is None:
        return None
    before = [] if paper.separate else entries
    kept = next((entry.mark for entry in before if entry.mark is not None), None)
    if kept is not None:
        return Mark(kept.number, kept.fiscal_year, kept.issued_on, reissued_on=work.today)
    return await register.next_number(paper, paper.approved_on, work)
