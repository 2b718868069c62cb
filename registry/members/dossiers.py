"""All that a viewer may see of one person, for their page; and where a merged entry leads. Part of `queries`."""

from typing import Final
from uuid import UUID

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from registry.disclosures.queries import disclosed
from registry.members.access import members_visible_to
from registry.members.keeping import kept_in
from registry.members.kept_schemas import Dossier, Kept
from registry.members.queries import card, keeps_pool, kept_person, profile_on
from registry.members.tables import Member
from registry.skills.queries import skill_names

SELF: Final = "本人"


async def dossier(*, id: UUID, by: Viewer, purpose: str = "") -> Dossier:
    """All that the viewer may see of a person, for their page. Journalled where it names them.

    Raises `NotFound` where the viewer does not even see the card. `purpose` is that of the basis where it is empty.
    """
    async with reading(by):
        bases = (await disclosed(ids=[id], by=by)).get(id, [])
        if not bases and not by.is_member(id):
            return Dossier(await card(id=id, by=by), None, None, {}, {})
        own = await kept_in(kept_person(id, by), by=by) if by.is_member(id) or keeps_pool(by) else None
        skills, names = await _words_of(own, by) if own else ({}, {})
        named = await profile_on(id, bases, own, by=by, purpose=purpose or (bases[0].purpose if bases else SELF))
        return Dossier(named.card, named, own, skills, names)


async def successor_of(*, id: UUID, by: Viewer) -> UUID | None:
    """The person this entry was merged into, where the viewer sees that person."""
    async with reading(by) as work:
        successor = await work.connection.fetchval("select successor_of($1)", id)
        if successor is None:
            return None
        seen = await Member.exists().where(members_visible_to(by) & (Member.id == successor))
        return successor if seen else None


async def _words_of(own: Kept, by: Viewer) -> tuple[dict[UUID, str], dict[UUID, str]]:
    """Names of the skills and of the bodies that what is kept speaks of: one statement each."""
    proved = {skill for experience in own.experiences for skill in experience.skills}
    skills = await skill_names({held.skill for held in own.held} | proved)
    bodies = {own.prefecture, own.terms.base, *own.terms.regions, *own.kept_by, *own.wished, *own.refused}
    bodies |= {experience.municipality for experience in own.experiences}
    bodies |= {pause.pool for pause in own.pauses} | {document.pool for document in own.documents}
    bodies |= {held.verified_by for held in own.held} | {proof.pool for proof in own.proofs}
    return skills, await names_of({body for body in bodies if body}, by=by)
