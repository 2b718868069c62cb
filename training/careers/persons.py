"""Who is behind a wish or a contact, for writing to them: a body that reads the row without a name is not told."""

from uuid import UUID

from auth.viewer import Viewer
from foundation.database.reached import value_within
from training.careers.access import contacts_visible_to, wishes_visible_to
from training.careers.tables import CareerContact, CareerWish


async def person_who_wishes(*, wish: UUID, by: Viewer) -> UUID:
    """Whose wish it is, of the viewer's own and of those open to be asked. Raises `NotFound`."""
    person: UUID = await value_within(wishes_visible_to(by, ()), column=CareerWish.member, id=wish)
    return person


async def person_contacted(*, contact: UUID, by: Viewer) -> UUID:
    """Who was asked, of the contacts in which the viewer has a side. Raises `NotFound`."""
    person: UUID = await value_within(contacts_visible_to(by), column=CareerContact.member, id=contact)
    return person
