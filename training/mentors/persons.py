"""The mentor behind an offer or a mentoring, for writing to them: who reads the row without the name is not told."""

from uuid import UUID

from auth.viewer import Viewer
from foundation.database.reached import value_within
from training.mentors.access import mentorings_visible_to, offers_visible_to
from training.mentors.tables import Mentoring, MentorOffer


async def mentor_who_offers(*, offer: UUID, by: Viewer) -> UUID:
    """Whose offer it is, of those the viewer reads. Raises `NotFound`."""
    mentor: UUID = await value_within(offers_visible_to(by), column=MentorOffer.member, id=offer)
    return mentor


async def mentor_asked(*, mentoring: UUID, by: Viewer) -> UUID:
    """Who was asked, of the mentorings in which the viewer has a side. Raises `NotFound`."""
    mentor: UUID = await value_within(mentorings_visible_to(by), column=Mentoring.member, id=mentoring)
    return mentor
