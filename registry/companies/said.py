"""What the page after a form says was done: companies."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /companies": "企業を載せました。",
    "POST /companies/{company}": "企業の内容を保存しました。",
    "POST /companies/{company}/sharing": "知らせる都道府県を変えました。",
}
