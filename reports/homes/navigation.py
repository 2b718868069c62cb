"""The menu: places by right, in the order people look for them."""

from typing import Final

from auth.permissions import Right, holds
from auth.viewer import Viewer

NAVIGATION: Final = (
    ("ホーム", "/", Right.HOME),
    ("相談・要望", "/needs", Right.READ_NEEDS),
    ("やりとり", "/coordination", Right.READ_TALK),
    ("人材", "/members", Right.READ_CARDS),
    ("名前の同意", "/consents", Right.READ_CONSENTS),
    ("割当", "/allocation", Right.ALLOCATE),
    ("提案", "/proposals", Right.READ_PROPOSALS),
    ("任用・配属", "/appointments", Right.READ_EMPLOYMENT),
    ("支援の記録", "/support", Right.READ_SUPPORT),
    ("募集", "/postings/manage", Right.READ_RECRUITMENT),
    ("研修", "/training", Right.READ_TRAINING),
    ("登録", "/accelerators", Right.READ_REGISTRATIONS),
    ("バッジ", "/credentials", Right.READ_TRAINING),
    ("国の支援", "/accompaniments", Right.RECOMMEND),
    ("書類", "/documents", Right.READ_PAPERS),
    ("財政措置", "/funding", Right.READ_FUNDING),
    ("全国の状況", "/national", Right.READ_NATIONAL),
    ("企業", "/companies", Right.READ_COMPANIES),
    ("共同調達", "/joint-procurements", Right.KEEP_FACTS),
    ("台帳", "/municipalities", Right.BRING_IN),
    ("利用者", "/staff", Right.KEEP_STAFF),
    ("調査", "/survey", Right.KEEP_FACTS),
    ("記録", "/journal", Right.READ_JOURNAL),
)
NAMED_BY_KIND: Final = {
    ("municipality", "/needs"): "相談",
    ("prefecture", "/needs"): "要望",
    ("union", "/needs"): "要望",
    ("ministry", "/accelerators"): "登録者",
    ("member", "/proposals"): "依頼",
    ("company", "/proposals"): "社員への依頼",
    ("company", "/companies"): "自社の掲載",
}
"""What a kind of viewer calls a place."""
OF_KINDS: Final = {"/credentials": frozenset({"member", "school", "ministry"})}
"""Places that only these kinds find anything in: holders of badges, and the bodies behind them."""


def navigation(viewer: Viewer, path: str) -> list[tuple[str, str, bool]]:
    """Label, address and whether `path` is there, of every place the viewer may go to; nothing before sign-in."""
    return [
        (NAMED_BY_KIND.get((viewer.kind, href), label), href, path == href or (href != "/" and path.startswith(href)))
        for label, href, right in NAVIGATION
        if viewer.signed_in and holds(viewer, right) and viewer.kind in OF_KINDS.get(href, {viewer.kind})
    ]
