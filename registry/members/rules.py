"""States of a person in a pool, and the closed lists a card may show."""

from collections.abc import Collection
from enum import StrEnum
from typing import Final

from auth.permissions import Right
from auth.permissions.lifecycle import Lifecycle, transition


class MemberState(StrEnum):
    """`incomplete`: no role, or no skill whose level somebody has said; never matched (`decisions.md` 20)."""

    INCOMPLETE = "incomplete"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


STATES: Final = {
    MemberState.INCOMPLETE: "入力の途中",
    MemberState.ACTIVE: "登録済み",
    MemberState.PAUSED: "お休み中",
    MemberState.ENDED: "登録終了",
}


class ExperienceBand(StrEnum):
    """Years of work in bands: the exact number points at a person."""

    UNDER_5 = "0-4"
    FROM_5 = "5-9"
    FROM_10 = "10-14"
    FROM_15 = "15-19"
    FROM_20 = "20-"


EXPERIENCE: Final = {
    ExperienceBand.UNDER_5: "経験 5年未満",
    ExperienceBand.FROM_5: "経験 5–9年",
    ExperienceBand.FROM_10: "経験 10–14年",
    ExperienceBand.FROM_15: "経験 15–19年",
    ExperienceBand.FROM_20: "経験 20年以上",
}


class Certificate(StrEnum):
    """National examinations and public registers of the field: a closed list, because free text is identity."""

    IT_STRATEGIST = "it_strategist"
    PROJECT_MANAGER = "project_manager"
    SYSTEM_ARCHITECT = "system_architect"
    SERVICE_MANAGER = "service_manager"
    SYSTEM_AUDITOR = "system_auditor"
    INFORMATION_SECURITY = "information_security"
    IT_COORDINATOR = "it_coordinator"
    SME_CONSULTANT = "sme_consultant"


CERTIFICATES: Final = {
    Certificate.IT_STRATEGIST: "ITストラテジスト",
    Certificate.PROJECT_MANAGER: "プロジェクトマネージャ",
    Certificate.SYSTEM_ARCHITECT: "システムアーキテクト",
    Certificate.SERVICE_MANAGER: "ITサービスマネージャ",
    Certificate.SYSTEM_AUDITOR: "システム監査技術者",
    Certificate.INFORMATION_SECURITY: "情報処理安全確保支援士",
    Certificate.IT_COORDINATOR: "ITコーディネータ",
    Certificate.SME_CONSULTANT: "中小企業診断士",
}

MONTHS_SHOWN: Final = 6
"""How many months of remaining days a card shows, from the present one on."""


LIFE: Final = Lifecycle("人材", {state.value: words for state, words in STATES.items()}, (
    transition("pause", "active", MemberState.PAUSED, right=Right.HOME, label="お休みを始める"),
    transition("resume", "paused", MemberState.ACTIVE, right=Right.HOME, label="お休みを終える"),
    transition("end", "incomplete active paused", MemberState.ENDED, right=Right.KEEP_POOL, label="登録を終える",
               needs_reason=True),
))  # fmt: skip
"""What changes a person's state beside completing them. A pause begins and ends by the calendar as well."""


class DocumentKind(StrEnum):
    """What an attached file is."""

    CERTIFICATE = "certificate"
    PLEDGE = "pledge"
    RESUME = "resume"
    WORK = "work"
    OTHER = "other"


DOCUMENT_KINDS: Final = {
    DocumentKind.CERTIFICATE: "資格証・修了証",
    DocumentKind.PLEDGE: "誓約書",
    DocumentKind.RESUME: "経歴書",
    DocumentKind.WORK: "成果物",
    DocumentKind.OTHER: "その他",
}

FIELD_WORDS: Final = {
    "name": "氏名", "kana": "ふりがな", "email": "メール", "phone": "電話",
    "employer": "勤め先（登録のある企業）", "employer_name": "勤め先", "side_jobs": "兼業", "note": "備考",
    "roles": "役割", "skills": "スキル", "experience_band": "経験", "prefecture": "都道府県", "base": "移動の起点",
    "on_site": "来庁", "remote": "オンライン", "forms": "任用の形", "certificates": "資格（カード）",
    "travel_limit_minutes": "移動の上限（分）", "max_municipalities": "受け持てる町の数", "day_rate_yen": "日額（円）",
    "external_key": "管理番号", "state": "状態", "pledged_on": "誓約の日", "regions": "行ける地域",
    "conditions": "希望する条件", "wished": "行きたい町", "refused": "行けない町", "offer": "出せる日数",
    "experience": "経歴", "certification": "資格", "pause": "お休み", "document": "書類", "proof": "証拠",
    "pool": "人材プール", "merged": "統合した登録", "other": "そのほか",
}  # fmt: skip
"""What a person reads for a field, in histories, corrections and beside two texts that differ."""

IDENTITY_FIELDS: Final = frozenset({
    "name", "kana", "email", "phone", "employer", "employer_name", "side_jobs", "note", "experience", "certification",
    "document", "proof", "conditions", "base", "merged", "pause",
})  # fmt: skip
"""Fields whose history is kept apart and goes with the name: what points at a person, and all free text."""


def is_complete(*, roles: Collection[str], levels: Collection[int | None]) -> bool:
    """Whether a person can be matched at all: a role, and a skill whose level somebody has said."""
    return bool(roles) and any(level is not None for level in levels)


def state_after(state: MemberState, *, roles: Collection[str], levels: Collection[int | None]) -> MemberState:
    """The state once roles and levels of skills are as given; who pauses or has left stays so."""
    if state in (MemberState.PAUSED, MemberState.ENDED):
        return state
    return MemberState.ACTIVE if is_complete(roles=roles, levels=levels) else MemberState.INCOMPLETE


def state_on(state: MemberState, *, pausing: bool, complete: bool) -> MemberState:
    """The state once the calendar is heard: a pause begins on its first day and ends after its last."""
    if state is MemberState.ENDED:
        return state
    if not complete:
        return MemberState.INCOMPLETE
    return MemberState.PAUSED if pausing else MemberState.ACTIVE
