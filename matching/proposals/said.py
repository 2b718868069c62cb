"""What the page after a form says was done: proposals."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /proposals": "提案の下書きをつくりました。送るまで、相手には見えません。",
    "POST /proposals/{proposal}/sending": "提案を送りました。町と本人の返事を待ちます。",
    "POST /proposals/{proposal}/answers": "返事を送りました。",
    "POST /proposals/{proposal}/lines/{line}/removal": "町を提案から外しました。",
    "POST /proposals/{proposal}/withdrawal": "提案を取り下げました。相手に伝えました。",
    "POST /proposals/{proposal}/conflict-check": "利益相反を調べました。結果は、この画面に残ります。",
    "POST /proposals/{proposal}/confirmation": "提案を確定しました。任用の案と配属ができました。",
}
