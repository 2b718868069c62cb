"""How long an emergency lasts, and what is told of it."""

from datetime import timedelta
from typing import Final

LASTS: Final = timedelta(minutes=60)
WAITS: Final = timedelta(hours=24)
"""A request that nobody decided within a day is no emergency any more."""
SHOWN: Final = 30
OPENED: Final = (
    "{who}（{sender}）が、60分のあいだ管理者として操作できるようになりました。理由：{reason}。認めた人：{second}。"
)
ASKED: Final = (
    "{who}が、{body}での緊急の権限を求めています。理由：{reason}。本人のほかの人が、認めるかを決めてください。"
)
ENDED: Final = "{who}（{sender}）の緊急の権限は終わりました。したことは、記録の画面で確かめられます。"
