"""What a paper may be drawn up about, by what a person calls it. Part of `queries`."""

from uuid import UUID

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from matching.agreements.queries import agreements
from matching.appointments.queries import appointments
from matching.assignments.queries import assignments
from matching.proposals.queries import proposals
from registry.members.queries import active_people
from reports.drafts.rules import DRAWABLE, About
from reports.drafts.schemas import Choice
from reports.papers.rules import Kind

LATEST = 200
"""As many things a list to choose from holds, the latest first."""


async def choices(*, kind: Kind, by: Viewer) -> list[Choice]:
    """The things the viewer sees that a paper of this kind may tell of."""
    async with reading(by):
        match DRAWABLE[kind].about:
            case About.ASSIGNMENT:
                rows, _ = await assignments(by=by, size=LATEST)
                return [
                    _called(row.id, row.municipality_name, row.need_title, row.person)
                    for row in rows
                    if by.organisation in (row.owner, row.municipality)
                ]
            case About.APPOINTMENT:
                posts, _ = await appointments(by=by, size=LATEST)
                return [_called(post.id, post.appointing_body_name, post.title) for post in posts]
            case About.AGREEMENT:
                agreed, _ = await agreements(by=by, size=LATEST)
                return [_called(one.id, one.title) for one in agreed if by.acts_for(one.owner)]
            case About.MEMBER:
                return [_called(id, name) for id, name in (await active_people(by=by)).items()]
            case About.PROPOSAL:
                sent, _ = await proposals(by=by, states=("proposed", "confirmed"), size=LATEST)
                return [
                    _called(one.id, one.person, "・".join(line.municipality_name for line in one.open_lines))
                    for one in sent
                    if by.acts_for(one.owner)
                ]


def _called(id: UUID, *names: str) -> Choice:
    return Choice(id, "　".join(name for name in names if name))
