"""An application with its person, as those who judge see it; every look at a member's name is journalled."""

from uuid import UUID

import msgspec
from msgspec import convert

from auth.journal.operations import note_reads
from auth.viewer import Viewer
from foundation.database.unit_of_work import Work, reading
from foundation.errors import NotFound
from foundation.files.store import StoredFile, open_file
from registry.postings.access import (
    applications_visible_to,
    decisions_visible_to,
    letters_visible_to,
    sheets_visible_to,
)
from registry.postings.queries import application_row, assessors_of, posting_page, stages_of
from registry.postings.rows import (
    ApplicationPage,
    ApplicationRow,
    DecisionRow,
    LetterRow,
    PersonRow,
    SheetRow,
    Standing,
)
from registry.postings.tables import (
    Application,
    ApplicationDecision,
    ApplicationLetter,
    ApplicationPerson,
    ApplicationSheet,
)

PURPOSE = "応募の選考のため"


async def application_page(*, id: UUID, by: Viewer) -> ApplicationPage:
    """An application with person, sheets, decisions and letters, as far as the viewer sees each. Raises `NotFound`."""
    async with reading(by) as work:
        row = await application_row(id=id, by=by)
        decided = decisions_visible_to(by) & (ApplicationDecision.application == id)
        decisions = await ApplicationDecision.select().where(decided).order_by(ApplicationDecision.decided_at)
        return ApplicationPage(
            application=row,
            person=await person_of(application=row, by=by),
            sheets=await _sheets(id, by),
            sheets_in=await _sheets_in(row, work, by),
            decisions=[convert(one, DecisionRow) for one in decisions],
            letters=await letters_of(application=id, by=by),
        )


async def person_of(*, application: ApplicationRow, by: Viewer) -> PersonRow | None:
    """Who applied, for the posting body and those who assess; None once forgotten, and for the applicant's own list."""
    async with reading(by):
        shown = applications_visible_to(by) & (Application.id == application.id)
        if application.owner != by.organisation and not await _assesses(application, by):
            return None
        if not await Application.count().where(shown):
            return None
        rows = await ApplicationPerson.select().where(ApplicationPerson.application == application.id)
        if rows and application.member is not None:
            await note_reads(by=by, persons=[application.member], fields=["application_person"], purpose=PURPOSE)
        return convert(rows[0], PersonRow) if rows else None


async def names_of_applicants(*, rows: list[ApplicationRow], by: Viewer) -> dict[UUID, str]:
    """Application -> name, for those whose person the viewer sees."""
    async with reading(by):
        found = {row.id: await person_of(application=row, by=by) for row in rows}
        return {id: person.name for id, person in found.items() if person is not None}


async def letters_of(*, application: UUID, by: Viewer) -> list[LetterRow]:
    """What the viewer's body wrote to the applicant."""
    async with reading(by):
        own = letters_visible_to(by) & (ApplicationLetter.application == application)
        rows = await ApplicationLetter.select().where(own).order_by(ApplicationLetter.made_at)
        return [convert(row, LetterRow) for row in rows]


async def attached_file(*, application: UUID, file: UUID, by: Viewer) -> StoredFile:
    """A file the applicant attached, for those who judge. Raises `NotFound`."""
    async with reading(by):
        row = await application_row(id=application, by=by)
        person = await person_of(application=row, by=by)
    if person is None or file not in person.files:
        raise NotFound
    return await open_file(id=file, by=by if by.acts_for(row.owner) else Viewer.system(row.owner))


async def standing_of(*, id: UUID, by: Viewer) -> Standing:
    """What the applicant learns; `by` is the system for the posting body."""
    async with reading(by):
        row = await application_row(id=id, by=by)
        posting = await posting_page(id=row.posting, by=by)
        letters = await letters_of(application=id, by=by)
        return Standing(posting.title, posting.owner_name, row.state, row.applied_at, letters)


async def _assesses(application: ApplicationRow, by: Viewer) -> bool:
    seats = await assessors_of(posting=application.posting, by=by)
    return any(by.acts_for(seat.body) for seat in seats)


async def _sheets(application: UUID, by: Viewer) -> list[SheetRow]:
    rows = (
        await ApplicationSheet.select()
        .where(sheets_visible_to(by) & (ApplicationSheet.application == application))
        .order_by(ApplicationSheet.written_at)
    )
    return [
        convert(row | {"scores": msgspec.json.decode(row["scores"]), "own": row["written_by"] == by.account}, SheetRow)
        for row in rows
    ]


async def _sheets_in(row: ApplicationRow, work: Work, by: Viewer) -> dict[UUID, int]:
    stages = await stages_of(posting=row.posting, by=by)
    return {
        stage.id: await work.connection.fetchval("select sheets_in($1, $2)", row.id, stage.id)
        for stage in stages
        if stage.round == row.round
    }
