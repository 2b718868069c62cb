"""A paper printed, kept in the register and told to whom it concerns. Part of `operations`."""

from uuid import UUID

from auth.inbox.operations import tell_body, tell_member
from auth.journal.operations import record
from auth.organisations.queries import names_of
from auth.permissions import Right
from auth.viewer import Viewer
from foundation.database.unit_of_work import Work
from foundation.files.sniffing import MediaType
from foundation.files.store import store_file
from reports.papers.paper import html_of, pdf_of
from reports.papers.rules import TITLES
from reports.papers.schemas import Mark, Paper
from reports.register import entries as register


async def keep_printed(paper: Paper, version: int, mark: Mark | None, *, demo: bool, work: Work, by: Viewer) -> None:
    """Print a paper under this mark, keep it in the register and tell whom it concerns, in the caller's transaction."""
    names = await names_of({paper.issuer}, by=by)
    printed = await pdf_of(html_of(paper, mark, issuer_name=names[paper.issuer], demo=demo))
    file = await store_file(
        name=f"{paper.title}.pdf", content=printed, readers=[paper.owner, paper.issuer, *paper.readers],
        allowed={MediaType.PDF}, by=by,
    )  # fmt: skip
    id = await register.enter(paper=paper, version=version, mark=mark, file=file, work=work)
    await record(by=by, verb="issue_paper" if mark else "draft_paper", noun="document", subject=id,
                 person=paper.member, after={"file": file, "number": mark.number if mark else None})  # fmt: skip
    if mark is not None:
        await _tell_issued(id, paper, by=by)


async def _tell_issued(id: UUID, paper: Paper, *, by: Viewer) -> None:
    subject, text = f"{TITLES[paper.kind]}ができました", f"「{paper.title}」を発行しました。画面で確かめられます。"
    for body in {paper.owner, paper.issuer}:
        await tell_body(organisation=body, right=Right.READ_PAPERS, key=f"paper-{id}-{body}", by=by,
                        subject=subject, body=text, link=f"/documents/{id}")  # fmt: skip
    if paper.member is not None:
        await tell_member(member=paper.member, key=f"paper-{id}-{paper.member}", by=by,
                          subject=subject, body=text, link=f"/documents/{id}")  # fmt: skip
