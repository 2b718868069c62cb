"""What the page after a form says was done: saved searches."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /searches": "この条件を保存しました。「保存した条件」から、いつでも開けます。",
    "POST /searches/{search}": "条件を保存しました。",
    "POST /searches/{search}/removal": "保存した条件を消しました。",
}
