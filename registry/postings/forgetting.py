"""Candidates who were not hired are forgotten when their time is over; counts of applications stay."""

from uuid import UUID

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.files.store import remove_files
from registry.postings.rules import forget_on
from registry.postings.tables import (
    Application,
    ApplicationDecision,
    ApplicationLetter,
    ApplicationPerson,
    ApplicationSheet,
)


async def due_to_forget(*, by: Viewer) -> list[UUID]:
    """Applications of the viewer's body whose person is to be forgotten by today."""
    async with unit_of_work(by) as work:
        own = (Application.owner == by.organisation) & Application.forgotten_at.is_null()
        rows = await Application.select(Application.id).where(own & (Application.forget_on <= work.today))
        return [row["id"] for row in rows]


async def forget_candidate(*, id: UUID, by: Viewer) -> None:
    """Name, mail, words, files, sheets, reasons and letters go; that somebody applied, and what came of it, stays."""
    async with unit_of_work(by) as work:
        rows = await ApplicationPerson.select(ApplicationPerson.files).where(ApplicationPerson.application == id)
        await remove_files(ids=[file for row in rows for file in row["files"]], by=by)
        for table in (ApplicationPerson, ApplicationSheet, ApplicationDecision, ApplicationLetter):
            await table.delete().where(table.application == id)
        await Application.update({Application.forgotten_at: work.now}).where(Application.id == id)
        await record(by=by, verb="forget_candidate", noun="application", subject=id)


async def end_round(*, posting: UUID, by: Viewer) -> None:
    """Whoever is still without an answer when a posting ends is not hired either; their time begins."""
    async with unit_of_work(by) as work:
        left = (Application.posting == posting) & Application.state.is_in(["received", "passed", "offered"])
        await Application.update(
            {Application.forget_on: forget_on(work.today)}
        ).where(left & Application.forget_on.is_null())  # fmt: skip
