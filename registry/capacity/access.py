"""Who offers a person's days, who books them, and who sees either. The doors are those of the nouns that use them."""

from uuid import UUID

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from registry.capacity.tables import CapacityBooking, CapacityOffer


def offers_visible_to(viewer: Viewer) -> Condition:
    """Offers that the viewer's body keeps, and the viewer's own."""
    return among(CapacityOffer.pool, [viewer.organisation]) | among(CapacityOffer.member, [viewer.member])


def bookings_visible_to(viewer: Viewer) -> Condition:
    """Bookings the viewer's body made, those for bodies in its reach, and the viewer's own."""
    return (
        among(CapacityBooking.booked_by, [viewer.organisation])
        | among(CapacityBooking.municipality, viewer.reach)
        | among(CapacityBooking.member, [viewer.member])
    )


def may_offer(viewer: Viewer, *, member: UUID, pool: UUID) -> str | None:
    """None where the viewer may say how many days this person offers in this pool, else the sentence why not."""
    if viewer.is_member(member) or (viewer.acts_for(pool) and holds(viewer, Right.KEEP_POOL)):
        return None
    return "出せる日数を書けるのは、本人と、その人材プールを運営する団体だけです。"


def may_book(viewer: Viewer, *, municipality: UUID) -> str | None:
    """None where the viewer's body may book days for this town, else the sentence why not."""
    if holds(viewer, Right.PROPOSE) and municipality in viewer.reach:
        return None
    return "この町の分の日数を予約できるのは、受け持ちの県（人材プールを運営する団体）だけです。"
