"""How often somebody whom nobody knows may ask and apply here."""

from typing import Final

from auth.viewer import Viewer
from foundation.database import tries

WAIT: Final = (
    "短い時間に何度も送られたため、しばらく受け付けません。書いた内容は画面に残っています。"
    "15分たってから、もう一度送ってください。"
)
TRAP: Final = "機械からの送信とみなしたため、受け付けませんでした。自動入力を切って、もう一度送ってください。"


async def count_try(*subject: str, most: int) -> None:
    """Count a try about a subject. Raises `TooMany` beyond `most` in 15 minutes."""
    await tries.count_try(*subject, most=most, wait=WAIT, by=Viewer.public())
