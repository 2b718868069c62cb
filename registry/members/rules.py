"""States of a person in a pool, and the closed lists a card may show."""

from collections.abc import Collection
from enum import StrEnum
from typing import Final


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


def state_after(state: MemberState, *, roles: Collection[str], levels: Collection[int | None]) -> MemberState:
    """The state once roles and levels of skills are as given; who pauses or has left stays so."""
    if state in (MemberState.PAUSED, MemberState.ENDED):
        return state
    complete = bool(roles) and any(level is not None for level in levels)
    return MemberState.ACTIVE if complete else MemberState.INCOMPLETE
