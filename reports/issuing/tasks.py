"""The worker's door of papers that law or a decision asks for."""

from typing import Final
from uuid import UUID

from reports.issuing.operations import make_paper
from reports.papers.rules import Kind
from reports.register.acting import acting


async def render_paper(
    *, kind: str, subject: str, version: int, account: str | None, organisation: str | None, demo: bool
) -> None:
    """Make a paper as the one who caused it; may run twice. `demo`: the paper says that it is fictional."""
    by = await acting(account, organisation)
    await make_paper(kind=Kind(kind), subject=UUID(subject), version=version, demo=demo, by=by)


TASKS: Final = {"render_paper": render_paper}
