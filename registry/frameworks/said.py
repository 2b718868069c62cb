"""What the page after a form says was done: frameworks."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /frameworks/{code}": "推進体制を保存しました。",
    "POST /frameworks/{code}/participants": "参加する団体を変えました。",
    "POST /frameworks/{code}/unions": "広域の組合を変えました。",
}
