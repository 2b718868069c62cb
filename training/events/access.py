"""An event is announced to everybody who signs in; its host alone sees who comes."""

from typing import Final

from piccolo.columns.combination import WhereRaw

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from training.events.schemas import EventRow
from training.events.tables import EventSeat

ANYBODY: Final = (Relation.PUBLIC,)
OWN: Final = (Relation.OWN_BODY,)
FIELDS: Final = ("event", "event_seat", "event_file")
READING_KINDS: Final = ("ministry", "prefecture", "union", "municipality", "school")
"""Whose people open papers without a seat."""
POLICY: Final = (
    Policy("GET /events", Right.READ_NETWORK, ANYBODY, FIELDS),
    Policy("GET /events/new", Right.HOST_EVENT, OWN, FIELDS),
    Policy("POST /events", Right.HOST_EVENT, OWN, FIELDS),
    Policy("GET /events/{event}", Right.READ_NETWORK, ANYBODY, FIELDS),
    Policy("POST /events/{event}", Right.HOST_EVENT, OWN, FIELDS),
    Policy("POST /events/{event}/cancellation", Right.HOST_EVENT, OWN, FIELDS),
    Policy("POST /events/{event}/seat", Right.JOIN_NETWORK, ANYBODY, FIELDS),
    Policy("POST /events/{event}/seat/removal", Right.JOIN_NETWORK, ANYBODY, FIELDS),
    Policy("POST /events/{event}/attendance", Right.HOST_EVENT, OWN, FIELDS),
    Policy("POST /events/{event}/files", Right.HOST_EVENT, OWN, FIELDS),
    Policy("GET /events/{event}/files/{event_file}", Right.READ_NETWORK, ANYBODY, (*FIELDS, "file")),
    Policy("GET /events/{event}/calendar", Right.READ_NETWORK, ANYBODY, FIELDS),
)


def events_visible_to(viewer: Viewer) -> Condition:
    """All of them, for whoever is signed in."""
    return WhereRaw("true" if viewer.signed_in or viewer.role == "system" else "false")


def seats_visible_to(viewer: Viewer) -> Condition:
    """Those of one's own events, and one's own seats."""
    own = among(EventSeat.account, [viewer.account]) | among(EventSeat.member, [viewer.member])
    return own | among(EventSeat.owner, [viewer.organisation])


def may_host(viewer: Viewer, event: EventRow) -> str | None:
    """None where the viewer's body holds this event, else the sentence why not."""
    if holds(viewer, Right.HOST_EVENT) and viewer.acts_for(event.owner):
        return None
    return f"この催しを直せるのは、主催の「{event.owner_name}」の担当者だけです。"


def may_open_papers(viewer: Viewer, *, seated: bool) -> str | None:
    """None for public bodies and schools, and for whoever has a seat; else the sentence why not."""
    if seated or viewer.kind in READING_KINDS:
        return None
    return "資料を開けるのは、公共団体の担当者と、この催しに申し込んだ人です。申し込むと開けます。"
