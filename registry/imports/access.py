"""Who brings files in, and who sees them: the body's own people alone."""

from typing import Final

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from registry.imports.rules import Kind
from registry.imports.tables import ImportFile, ImportKey

OWN: Final = (Relation.OWN_BODY,)
FILES: Final = ("import_file", "file", "progress")
TAKEN_IN: Final = (*FILES, "import_key")

POLICY: Final = (
    Policy("GET /imports", Right.BRING_IN, OWN, ("import_file",)),
    Policy("POST /imports", Right.BRING_IN, OWN, FILES),
    Policy("GET /imports/templates/{kind}/{ending}", Right.BRING_IN, OWN),
    Policy("GET /imports/{upload}", Right.BRING_IN, OWN, TAKEN_IN),
    Policy("GET /imports/{upload}/rejects", Right.BRING_IN, OWN, TAKEN_IN),
    Policy("POST /imports/{upload}/application", Right.BRING_IN, OWN, TAKEN_IN),
    Policy("POST /imports/{upload}/cancellation", Right.BRING_IN, OWN, TAKEN_IN),
    Policy(
        "GET /exports/{kind}/{ending}",
        Right.BRING_IN,
        OWN,
        ("member", "member_identity", "company", "company_dealing", "need"),
        fresh=True,
    ),
)

RIGHT_OF: Final = {
    Kind.MEMBERS: Right.KEEP_POOL,
    Kind.NEEDS: Right.ASK,
    Kind.TOWN_NEEDS: Right.HEAR,
    Kind.FACTS: Right.KEEP_FACTS,
    Kind.COMPANIES: Right.LIST_COMPANIES,
    Kind.TRAVEL: Right.ALLOCATE,
}
NEEDS_OF_TOWNS: Final = "相談を取り込めるのは、相談する市区町村だけです。"
NEEDS_OF_PREFECTURES: Final = "町の相談をまとめて取り込めるのは、受け持ちの県と、町が参加する組合だけです。"
NOT_THIS_KIND: Final = "この種類のファイルを取り込む役割がありません。役割は所属の管理者が決めています。"


def uploads_visible_to(viewer: Viewer) -> Condition:
    """Files that the viewer's own body sent."""
    return among(ImportFile.owner, [viewer.organisation])


def keys_visible_to(viewer: Viewer) -> Condition:
    """What rows of the viewer's own body became."""
    return among(ImportKey.owner, [viewer.organisation])


def may_bring_in(viewer: Viewer, kind: Kind) -> str | None:
    """None where the viewer takes in files of this kind, else the sentence why not."""
    if viewer.organisation is None or not holds(viewer, RIGHT_OF[kind]) or viewer.kind == "company":
        return NOT_THIS_KIND
    if kind is Kind.NEEDS and viewer.kind not in ("municipality", "system"):
        return NEEDS_OF_TOWNS
    if kind is Kind.TOWN_NEEDS and viewer.kind not in ("prefecture", "union", "system"):
        return NEEDS_OF_PREFECTURES
    return None


def kinds_for(viewer: Viewer) -> list[Kind]:
    """What the viewer may bring in."""
    return [kind for kind in Kind if may_bring_in(viewer, kind) is None]
