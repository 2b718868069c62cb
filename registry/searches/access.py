"""Who asks which list, who sees and changes a saved search."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.permissions.rules import Role
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from registry.members.access import CARD, IDENTITY
from registry.needs.access import NEED_FIELDS, OWN_AND_SUPERVISED
from registry.searches.schemas import SavedRow
from registry.searches.tables import SavedSearch, SavedSearchLook

OWN: Final = (Relation.OWN_BODY,)
SAVED: Final = ("saved_search", "saved_search_look")
PEOPLE: Final = (*CARD, *IDENTITY, *SAVED)
NEEDS: Final = (*NEED_FIELDS, *SAVED)
PEOPLE_READERS: Final = (Relation.OWN_BODY, Relation.PARTY)

POLICY: Final = (
    Policy("GET /members", Right.READ_CARDS, PEOPLE_READERS, PEOPLE),
    Policy("GET /members/export/{kind}", Right.READ_CARDS, PEOPLE_READERS, PEOPLE, fresh=True),
    Policy("GET /needs", Right.READ_NEEDS, OWN_AND_SUPERVISED, NEEDS),
    Policy("GET /needs/export/{kind}", Right.READ_NEEDS, OWN_AND_SUPERVISED, NEEDS),
    Policy("GET /searches", Right.READ_NEEDS, OWN, SAVED),
    Policy("POST /searches", Right.READ_NEEDS, OWN, (*PEOPLE, *NEEDS)),
    Policy("POST /searches/{search}", Right.READ_NEEDS, OWN, SAVED),
    Policy("POST /searches/{search}/looks", Right.READ_NEEDS, OWN, SAVED),
    Policy("POST /searches/{search}/removal", Right.READ_NEEDS, OWN, SAVED),
)


def searches_visible_to(viewer: Viewer) -> Condition:
    """One's own in the acting body, and those that somebody of it shares."""
    shared = SavedSearch.shared == True  # noqa: E712  # a column's condition, not a comparison of ours
    return among(SavedSearch.organisation, [viewer.organisation]) & (
        shared | among(SavedSearch.account, [viewer.account])
    )


def looks_visible_to(viewer: Viewer) -> Condition:
    """One's own looks."""
    return among(SavedSearchLook.account, [viewer.account])


def may_change(search: SavedRow) -> str | None:
    """None where the viewer to whom the row was read may rename or share a saved search, else the sentence why not."""
    if search.own:
        return None
    return "名前と共有を変えられるのは、この条件を保存した人だけです。"


def may_remove(viewer: Viewer, search: SavedRow) -> str | None:
    """None where the viewer may remove a saved search, else the sentence why not."""
    if search.own or viewer.role == Role.MANAGER:
        return None
    return "削除できるのは、この条件を保存した人と、所属の管理者だけです。"
