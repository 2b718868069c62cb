"""Who may do what, as one table that a manager can read (`/roles` shows it, guards and tests read it)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from auth.viewer import Viewer
from foundation.errors import NotAllowed


class Role(StrEnum):
    """What an account is to the body it acts for."""

    MANAGER = "manager"
    HR = "hr"
    FINANCE = "finance"
    CLERK = "clerk"
    READER = "reader"
    AUDITOR = "auditor"


class Right(StrEnum):
    """One thing a viewer may be allowed to do; whether it may do it to *this* row is the noun's `access.py`."""

    OPEN = "open"
    HOME = "home"
    READ_NEEDS = "read_needs"
    ASK = "ask"
    HEAR = "hear"
    READ_RECRUITMENT = "read_recruitment"
    RECRUIT = "recruit"
    APPROVE_AS_HR = "approve_as_hr"
    APPROVE_AS_FINANCE = "approve_as_finance"
    ASSESS = "assess"
    READ_CARDS = "read_cards"
    KEEP_POOL = "keep_pool"
    ALLOCATE = "allocate"
    READ_PROPOSALS = "read_proposals"
    PROPOSE = "propose"
    ANSWER = "answer"
    READ_EMPLOYMENT = "read_employment"
    APPROVE = "approve"
    READ_PAPERS = "read_papers"
    SETTLE = "settle"
    DRAW_UP = "draw_up"
    READ_FUNDING = "read_funding"
    KEEP_FUNDING = "keep_funding"
    READ_REGISTRATIONS = "read_registrations"
    RECOMMEND = "recommend"
    REGISTER = "register"
    READ_NATIONAL = "read_national"
    READ_TRAINING = "read_training"
    KEEP_TRAINING = "keep_training"
    KEEP_COURSES = "keep_courses"
    READ_JOURNAL = "read_journal"
    READ_CONSENTS = "read_consents"
    REQUEST_NAME = "request_name"
    DECIDE_NAME = "decide_name"
    EXPORT_PERSON = "export_person"
    ERASE_PERSON = "erase_person"
    READ_COMPANIES = "read_companies"
    LIST_COMPANIES = "list_companies"
    KEEP_LISTING = "keep_listing"
    KEEP_FACTS = "keep_facts"
    KEEP_SKILLS = "keep_skills"
    BRING_IN = "bring_in"
    READ_TALK = "read_talk"
    TALK = "talk"
    READ_SUPPORT = "read_support"
    LOG_SUPPORT = "log_support"
    KEEP_STAFF = "keep_staff"
    READ_NETWORK = "read_network"
    JOIN_NETWORK = "join_network"
    HOST_EVENT = "host_event"
    TELL_PRACTICE = "tell_practice"
    READ_REGION = "read_region"
    BREAK_GLASS = "break_glass"


class Relation(StrEnum):
    """How the viewer stands to the row a policy lets it reach."""

    SELF = "self"
    OWN_BODY = "own_body"
    SUPERVISED = "supervised"
    PARTY = "party"
    DISCLOSED = "disclosed"
    EMPLOYER = "employer"
    NATIONAL = "national"
    PUBLIC = "public"


_R = Right
_READING: Final = frozenset({
    _R.OPEN, _R.HOME, _R.READ_NEEDS, _R.READ_CARDS, _R.READ_PROPOSALS, _R.READ_EMPLOYMENT, _R.READ_PAPERS,
    _R.READ_REGISTRATIONS, _R.READ_NATIONAL, _R.READ_TRAINING, _R.READ_FUNDING, _R.READ_CONSENTS, _R.READ_COMPANIES,
    _R.READ_TALK, _R.READ_RECRUITMENT, _R.READ_SUPPORT, _R.READ_NETWORK, _R.READ_REGION,
})  # fmt: skip
_WORKING: Final = _READING | {
    _R.ASK, _R.HEAR, _R.KEEP_POOL, _R.ALLOCATE, _R.PROPOSE, _R.ANSWER, _R.RECOMMEND, _R.REGISTER,
    _R.KEEP_TRAINING, _R.KEEP_COURSES, _R.KEEP_FUNDING, _R.REQUEST_NAME, _R.DECIDE_NAME, _R.LIST_COMPANIES,
    _R.KEEP_LISTING, _R.KEEP_FACTS, _R.KEEP_SKILLS, _R.BRING_IN, _R.TALK, _R.RECRUIT, _R.ASSESS, _R.LOG_SUPPORT,
    _R.JOIN_NETWORK, _R.HOST_EVENT, _R.TELL_PRACTICE, _R.SETTLE, _R.DRAW_UP,
}  # fmt: skip

RIGHTS_OF_ROLE: Final[Mapping[str, frozenset[Right]]] = {
    Role.MANAGER: _WORKING
    | {
        _R.APPROVE,
        _R.READ_JOURNAL,
        _R.EXPORT_PERSON,
        _R.ERASE_PERSON,
        _R.APPROVE_AS_HR,
        _R.APPROVE_AS_FINANCE,
        _R.KEEP_STAFF,
        _R.BREAK_GLASS,
    },
    Role.HR: _WORKING | {_R.APPROVE, _R.EXPORT_PERSON, _R.ERASE_PERSON, _R.APPROVE_AS_HR, _R.BREAK_GLASS},
    Role.FINANCE: _READING
    | {
        _R.APPROVE,
        _R.KEEP_FUNDING,
        _R.APPROVE_AS_FINANCE,
        _R.SETTLE,
        _R.DRAW_UP,
        _R.BREAK_GLASS,
    },
    Role.CLERK: _WORKING | {_R.BREAK_GLASS},
    Role.READER: _READING,
    Role.AUDITOR: _READING | {_R.READ_JOURNAL},
    "client": _WORKING - {_R.HOME},
    "system": frozenset(Right),
}
"""What a role may do at most, whatever its body."""

_EVERY_BODY: Final = frozenset({
    _R.OPEN, _R.HOME, _R.READ_JOURNAL, _R.READ_CONSENTS, _R.KEEP_STAFF, _R.READ_NETWORK, _R.JOIN_NETWORK,
    _R.BREAK_GLASS,
})  # fmt: skip
_POOL_BODY: Final = _EVERY_BODY | {
    _R.READ_NEEDS, _R.ASK, _R.HEAR, _R.READ_CARDS, _R.KEEP_POOL, _R.ALLOCATE, _R.READ_PROPOSALS, _R.PROPOSE, _R.ANSWER,
    _R.READ_EMPLOYMENT, _R.APPROVE, _R.READ_PAPERS, _R.READ_REGISTRATIONS, _R.RECOMMEND, _R.READ_TRAINING,
    _R.REQUEST_NAME, _R.DECIDE_NAME, _R.EXPORT_PERSON, _R.ERASE_PERSON,
    _R.READ_COMPANIES, _R.LIST_COMPANIES, _R.KEEP_LISTING, _R.KEEP_FACTS, _R.BRING_IN,
    _R.READ_TALK, _R.TALK,
    _R.READ_RECRUITMENT, _R.RECRUIT, _R.APPROVE_AS_HR, _R.APPROVE_AS_FINANCE, _R.ASSESS,
    _R.READ_SUPPORT, _R.LOG_SUPPORT, _R.HOST_EVENT, _R.TELL_PRACTICE, _R.READ_REGION, _R.SETTLE, _R.DRAW_UP,
}  # fmt: skip

RIGHTS_OF_BODY: Final[Mapping[str, frozenset[Right]]] = {
    "ministry": _EVERY_BODY | {
        _R.READ_PAPERS, _R.READ_NATIONAL, _R.READ_REGISTRATIONS, _R.REGISTER, _R.READ_TRAINING, _R.KEEP_COURSES,
        _R.REQUEST_NAME,
        _R.READ_COMPANIES, _R.LIST_COMPANIES, _R.KEEP_LISTING, _R.KEEP_SKILLS, _R.BRING_IN, _R.HOST_EVENT,
    },
    "prefecture": _POOL_BODY | {_R.READ_FUNDING, _R.KEEP_FUNDING},
    "union": _POOL_BODY,
    "municipality": _EVERY_BODY | {
        _R.READ_NEEDS, _R.ASK, _R.READ_CARDS, _R.READ_PROPOSALS, _R.ANSWER, _R.READ_EMPLOYMENT, _R.APPROVE,
        _R.READ_PAPERS, _R.READ_FUNDING, _R.KEEP_FUNDING, _R.REQUEST_NAME, _R.KEEP_FACTS, _R.BRING_IN,
        _R.READ_TALK, _R.TALK, _R.READ_RECRUITMENT, _R.ASSESS, _R.READ_SUPPORT, _R.LOG_SUPPORT,
        _R.TELL_PRACTICE, _R.DRAW_UP,
    },
    "company": _EVERY_BODY | {
        _R.READ_PROPOSALS, _R.ANSWER, _R.READ_EMPLOYMENT, _R.READ_COMPANIES, _R.KEEP_LISTING,
    },
    "school": _EVERY_BODY | {_R.READ_TRAINING, _R.KEEP_TRAINING, _R.HOST_EVENT},
    "system": frozenset(Right),
}  # fmt: skip
"""What a kind of body has to do with at all. A person may do what both their role and their body allow."""

RIGHTS_OF_MEMBER: Final = frozenset({
    _R.OPEN, _R.HOME, _R.READ_CARDS, _R.READ_PROPOSALS, _R.ANSWER, _R.READ_EMPLOYMENT, _R.READ_PAPERS,
    _R.READ_REGISTRATIONS, _R.READ_TRAINING, _R.READ_CONSENTS, _R.DECIDE_NAME, _R.EXPORT_PERSON,
    _R.READ_SUPPORT, _R.LOG_SUPPORT, _R.READ_NETWORK, _R.JOIN_NETWORK, _R.READ_TALK, _R.TALK,
})  # fmt: skip
RIGHTS_OF_PUBLIC: Final = frozenset({_R.OPEN})


@dataclass(frozen=True, slots=True)
class Policy:
    """One row of the policy: what a route needs, to which rows it leads, which tables of fields it shows.

    `route` is method and path, `POST /needs/{need}/withdrawal`; its JSON twin under `/api/v1` shares the row. `fresh`:
    whoever comes has proven themselves just now (exports, roles and what gives access).
    """

    route: str
    right: Right
    relations: tuple[Relation, ...] = (Relation.OWN_BODY,)
    fields: tuple[str, ...] = ()
    fresh: bool = False


def rights_of(viewer: Viewer) -> frozenset[Right]:
    """Every right the viewer holds."""
    if viewer.role == "public":
        return RIGHTS_OF_PUBLIC
    if viewer.organisation is None:
        return RIGHTS_OF_MEMBER
    rights = RIGHTS_OF_ROLE.get(viewer.role, frozenset()) & RIGHTS_OF_BODY.get(viewer.kind, frozenset())
    return rights & {Right.OPEN, *viewer.scopes} if viewer.role == "client" else rights


def holds(viewer: Viewer, right: Right) -> bool:
    """Whether the viewer holds the right."""
    return right in rights_of(viewer)


def require(viewer: Viewer, right: Right) -> None:
    """Refuse an operation to a viewer without the right, whatever door it came through. Raises `NotAllowed`."""
    if not holds(viewer, right):
        raise NotAllowed(
            "いまの役割では、この操作はできません。何も変えていません。"
            "操作できる担当者に頼むか、管理者に役割を確かめてください。"
        )
