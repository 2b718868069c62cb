"""How long a listing holds, and what a listing is called for."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

EXPIRES_SOON: Final = timedelta(days=90)
"""How long before its end a listing is on the list of the body that keeps it (`domain.md`, expiry alerts)."""


ROLES: Final = {
    "producer": "プロデューサー",
    "project_manager": "プロジェクトマネージャー",
    "service_designer": "サービスデザイナー",
    "engineer": "エンジニア",
}
"""The four roles as a company offers them; whose roles they are in a scheme belongs to `registry/skills`, above."""


class Standing(StrEnum):
    """Whether a listing holds."""

    IN_FORCE = "in_force"
    EXPIRES_SOON = "expires_soon"
    OVER = "over"


STANDINGS: Final = {
    Standing.IN_FORCE: "掲載中",
    Standing.EXPIRES_SOON: "まもなく期限",
    Standing.OVER: "期限切れ",
}


def standing(listed_until: date, *, today: date) -> Standing:
    """Whether a listing with this last day holds today."""
    if listed_until < today:
        return Standing.OVER
    return Standing.EXPIRES_SOON if listed_until <= today + EXPIRES_SOON else Standing.IN_FORCE
