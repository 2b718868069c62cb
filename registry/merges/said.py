"""What the page after a form says was done: merges."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /merges": "統合を提案しました。受け持つ人材プールがすべて同意すると、一つにできます。",
    "POST /merges/{merge}/answer": "答えを送りました。",
    "POST /merges/{merge}/joining": "二つの登録を一つにしました。記録は、残した登録に移りました。",
}
