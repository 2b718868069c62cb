"""What the page after a form says was done: the workbench."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /allocation/pins": "指定しました。次に計算する案から、この指定が入ります。",
    "POST /allocation/pins/{pin}/removal": "指定を外しました。",
    "POST /allocation/proposals": "提案の下書きをつくりました。送るまで、相手には見えません。",
    "POST /allocation/scenarios": "条件をつくりました。計算すると、案ができます。",
    "POST /allocation/scenarios/{scenario}/settings": "条件を保存しました。計算すると、案ができます。",
    "POST /allocation/runs/{run}/cancellation": "計算をやめました。",
    "POST /allocation/runs/{run}/proposals": "提案の下書きをつくりました。送るまで、相手には見えません。",
}
