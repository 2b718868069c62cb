"""What stands ready to take an accepted applicant into the pool: what they wrote, and who they may be already."""

from typing import Final
from uuid import UUID

from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotAllowed
from registry.members.likeness import like_person
from registry.members.queries import member_names
from registry.postings.access import may_manage
from registry.postings.dossiers import person_of
from registry.postings.queries import application_row, posting_page
from registry.postings.rows import ApplicationRow, PersonRow, PostingPage

PURPOSE: Final = "重複の確認"


class Alike(Struct, frozen=True):
    """Somebody of the pool who may be the applicant. `why`: `name`, `kana` or `email` is the same."""

    member: UUID
    name: str
    why: str


class Candidate(Struct, frozen=True):
    """An application on its way into the pool; `person` is None once forgotten."""

    application: ApplicationRow
    posting: PostingPage
    person: PersonRow | None
    alike: list[Alike]


async def candidate(*, application: UUID, by: Viewer) -> Candidate:
    """The applicant of an application of the viewer's own body. Raises `NotFound`, `NotAllowed`."""
    async with reading(by):
        row = await application_row(id=application, by=by)
        posting = await posting_page(id=row.posting, by=by)
        if refusal := may_manage(by, posting):
            raise NotAllowed(refusal)
        person = await person_of(application=row, by=by)
        return Candidate(row, posting, person, await _alike(person, by) if person and row.member is None else [])


async def _alike(person: PersonRow, by: Viewer) -> list[Alike]:
    found = await like_person(name=person.name, kana=person.kana, email=person.email, by=by)
    names = await member_names(ids=found, by=by, purpose=PURPOSE)
    return [Alike(member, names[member], why) for member, why in found.items() if member in names]
