"""How long a link works, how often one may be asked for, what the letter says."""

from datetime import timedelta
from typing import Final

LASTS: Final = timedelta(minutes=30)
ASKED_AT_MOST: Final = 3
"""For one name within a quarter of an hour: nobody's mailbox is filled."""
ASKED_FROM_ADDRESS: Final = 30
SUBJECT: Final = "【自治体DX人材プール】パスワードの設定し直し"


def letter_to(name: str, address: str) -> str:
    """The letter that carries the link."""
    return (
        f"{name} 様\n\nパスワードを設定し直す依頼がありました。\n"
        "次のリンクを開いて、新しいパスワードを決めてください。\n\n"
        f"{address}\n\n"
        f"リンクは{LASTS.seconds // 60}分のあいだ、1回だけ使えます。\n"
        "心当たりがなければ、開かずに捨ててください。いまのパスワードは、そのまま使えます。\n"
    )
