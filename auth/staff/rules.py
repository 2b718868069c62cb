"""How long an invitation lasts, when a role is to be looked at again."""

from datetime import timedelta
from typing import Final

LASTS: Final = timedelta(days=7)
REVIEW_EVERY: Final = timedelta(days=365)


def mail_to(name: str, body: str, address: str) -> str:
    """The letter that carries an invitation's link."""
    return (
        f"{name} 様\n\n{body}から、自治体DX人材プールへの招待が届いています。\n"
        "次のリンクを開いて、サインインのしかたを決めてください。\n\n"
        f"{address}\n\n"
        f"リンクは{LASTS.days}日のあいだ、1回だけ使えます。心当たりがなければ、開かずに捨ててください。\n"
    )
