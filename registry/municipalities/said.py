"""What the page after a form says was done: municipalities' facts."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /municipalities/{code}/facts": "数字を出所といっしょに記録しました。",
}
