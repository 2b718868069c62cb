"""What the page after a form says was done: conflicts of interest."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /conflicts": "申告しました。提案を確定する前に、この内容で調べます。",
    "POST /conflicts/{declaration}/end": "終わりの日を記録しました。",
}
