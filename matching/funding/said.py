"""What the page after a form says was done: fiscal measures."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /funding": "経費を計上しました。試算に入っています。",
    "POST /funding/{cost}/removal": "経費を外しました。",
}
