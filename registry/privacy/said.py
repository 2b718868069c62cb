"""What the page after a form says was done: a person's data."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /personal-data/{member}/erasure": "この人の記録を消しました。名前のない集計だけが残ります。",
}
