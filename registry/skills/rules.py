"""The four roles of MIC's skill standard for external digital talent (外部人材スキル標準), levels, kinds of mapping."""

from enum import StrEnum
from typing import Final
from uuid import UUID, uuid5

from foundation.text.ids import BODY_NAMESPACE


class Role(StrEnum):
    """What a person is to a municipality; one person may have several."""

    PRODUCER = "producer"
    PROJECT_MANAGER = "project_manager"
    SERVICE_DESIGNER = "service_designer"
    ENGINEER = "engineer"


ROLES: Final = {
    Role.PRODUCER: "プロデューサー",
    Role.PROJECT_MANAGER: "プロジェクトマネージャー",
    Role.SERVICE_DESIGNER: "サービスデザイナー",
    Role.ENGINEER: "エンジニア",
}
ROLE_GLOSSES: Final = {
    Role.PRODUCER: "町全体の方針を決め、庁内を動かす人",
    Role.PROJECT_MANAGER: "計画どおりに仕事を進める人",
    Role.SERVICE_DESIGNER: "住民の立場から手続を作り直す人",
    Role.ENGINEER: "仕組みを選び、作り、見る人",
}
LEVELS: Final = {
    1: "1 手順があればできる",
    2: "2 ひとりでできる",
    3: "3 人に教えられる",
    4: "4 ほかの団体も導ける",
}
"""Level is empty (未確認) where nobody has said it yet; such a skill never matches."""

ADVISOR_TAGS: Final = "advisor_tags"
"""The scheme of the fields that advisers of the ministry's list name for themselves (主な対応分野)."""


class MappingKind(StrEnum):
    """How an earlier skill leads to a later one."""

    SAME = "same"
    MERGED = "merged"
    SPLIT = "split"
    NEAR = "near"


MAPPINGS: Final = {
    MappingKind.SAME: "同じもの",
    MappingKind.MERGED: "まとめた",
    MappingKind.SPLIT: "分けた",
    MappingKind.NEAR: "近いもの",
}
MAPPING_GLOSSES: Final = {
    MappingKind.SAME: "どちらを持つ人も、もう一方を持つ人として探せます",
    MappingKind.MERGED: "まとめる前のスキルを持つ人は、まとめた先のスキルを持つ人として探せます",
    MappingKind.SPLIT: "分ける前のスキルを持つ人は、分けた先のどれを探しても見つかります",
    MappingKind.NEAR: "読む人のための案内です。探すときには使いません",
}


def tag_id(scheme: str, name: str) -> UUID:
    """The id of a tag, the same on every installation."""
    return uuid5(BODY_NAMESPACE, f"{scheme}-{name}")
