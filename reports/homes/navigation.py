"""The menu: places by right, in the order people look for them."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from auth.permissions import Right, rights_of
from auth.viewer import Viewer


class Link(NamedTuple):
    """A place of the menu; `current` where the page shown is part of it."""

    label: str
    href: str
    current: bool


class Group(NamedTuple):
    """Places that are looked for together. A group of one is shown as that place alone."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True, eq=False)
class Menu:
    """What is drawn of it is kept under the very menu, which is one for everybody who sees the same."""

    groups: tuple[Group, ...]


NAVIGATION: Final = (
    ("ホーム", (("ホーム", "/", Right.HOME),)),
    ("要望", (
        ("相談・要望", "/needs", Right.READ_NEEDS),
        ("やりとり", "/coordination", Right.READ_TALK),
        ("専門家への質問", "/experts", Right.READ_TALK),
    )),
    ("人材", (
        ("自分の登録", "/me", Right.HOME),
        ("人材", "/members", Right.READ_CARDS),
        ("名前の同意", "/consents", Right.READ_CONSENTS),
        ("募集", "/postings/manage", Right.READ_RECRUITMENT),
        ("企業", "/companies", Right.READ_COMPANIES),
    )),
    ("割当・提案", (
        ("割当", "/allocation", Right.ALLOCATE),
        ("提案", "/proposals", Right.READ_PROPOSALS),
        ("ローテーション", "/rotations", Right.PROPOSE),
    )),
    ("任用・支援", (
        ("任用・配属", "/appointments", Right.READ_EMPLOYMENT),
        ("協定", "/agreements", Right.READ_EMPLOYMENT),
        ("年度の精算", "/settlements", Right.READ_EMPLOYMENT),
        ("支援の記録", "/support", Right.READ_SUPPORT),
        ("書類", "/documents", Right.READ_PAPERS),
        ("財政措置", "/funding", Right.READ_FUNDING),
    )),
    ("登録・研修", (
        ("研修", "/training", Right.READ_TRAINING),
        ("登録", "/accelerators", Right.READ_REGISTRATIONS),
        ("バッジ", "/credentials", Right.READ_TRAINING),
        ("つながり", "/events", Right.READ_NETWORK),
        ("国の支援", "/accompaniments", Right.RECOMMEND),
    )),
    ("状況", (
        ("地域の状況", "/region", Right.READ_REGION),
        ("全国の状況", "/national", Right.READ_NATIONAL),
        ("調査", "/survey", Right.KEEP_FACTS),
        ("共同調達", "/joint-procurements", Right.KEEP_FACTS),
        ("台帳", "/municipalities", Right.BRING_IN),
    )),
    ("管理", (("利用者", "/staff", Right.KEEP_STAFF), ("記録", "/journal", Right.READ_JOURNAL))),
)  # fmt: skip
PLACES: Final = tuple(href for _, places in NAVIGATION for _, href, _ in places)
NAMED_BY_KIND: Final = {
    ("municipality", "要望"): "相談",
    ("municipality", "/needs"): "相談",
    ("prefecture", "/needs"): "要望",
    ("union", "/needs"): "要望",
    ("ministry", "/accelerators"): "登録者",
    ("member", "/proposals"): "依頼",
    ("member", "要望"): "やりとり",
    ("member", "人材"): "自分の登録",
    ("company", "/proposals"): "社員への依頼",
    ("company", "/companies"): "自社の掲載",
}
"""What a kind of viewer calls a place, or a group of places."""
OF_KINDS: Final = {
    "/me": frozenset({"member"}),
    "/members": frozenset({"ministry", "prefecture", "union", "municipality", "company", "school"}),
    "/credentials": frozenset({"member", "school", "ministry"}),
    "/agreements": frozenset({"prefecture", "union", "municipality"}),
    "/settlements": frozenset({"prefecture", "union", "municipality"}),
    "/rotations": frozenset({"prefecture", "union"}),
}
"""Places that only these kinds find anything in: holders of badges and whoever stands behind them, parties.

A member has one card in the list of people: their own, which is shown whole under `/me`.
"""
UNDER: Final = {
    "/needs": ("/joint-needs",),
    "/members": ("/merges", "/joining"),
    "/me": ("/members", "/who-looked"),
    "/postings/manage": ("/postings", "/applications", "/job-descriptions"),
    "/events": ("/practices", "/mentors", "/mentorings", "/careers"),
    "/municipalities": ("/frameworks", "/skills", "/imports"),
}
"""Other addresses that belong to a place."""
SIDE_BY_SIDE: Final = 9
"""So many places stand in one line; whoever has more finds them in groups."""


def navigation(viewer: Viewer, path: str) -> Menu | None:
    """Every place the viewer may go to, and where `path` is; nothing before sign-in."""
    if not viewer.signed_in:
        return None
    return _menu(viewer.kind, rights_of(viewer), tuple(href for href in PLACES if _is_there(path, href)))


@lru_cache(maxsize=256)
def _menu(kind: str, rights: frozenset[Right], here: tuple[str, ...]) -> Menu:
    """Kept for everybody of a kind with the same rights at the same place."""
    groups = [Group(_named(label, label, kind), tuple(
        Link(_named(name, href, kind), href, href in here)
        for name, href, right in places if right in rights and kind in OF_KINDS.get(href, {kind})
    )) for label, places in NAVIGATION]  # fmt: skip
    links = [link for group in groups for link in group.links]
    if len(links) <= SIDE_BY_SIDE:
        return Menu(tuple(Group(link.label, (link,)) for link in links))
    return Menu(tuple(group for group in groups if group.links))


def _named(label: str, place: str, kind: str) -> str:
    return NAMED_BY_KIND.get((kind, place), label)


def _is_there(path: str, href: str) -> bool:
    places = (href, *UNDER.get(href, ()))
    return path in places or (href != "/" and path.startswith(tuple(f"{place}/" for place in places)))
