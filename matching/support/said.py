"""What the page after a form says was done: support records."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /support": "支援を記録しました。町が確かめます。",
    "POST /support/{support_record}/correction": "支援の記録を直しました。",
    "POST /support/{support_record}/confirmation": "支援の記録を確かめました。",
    "POST /support/{support_record}/doubt": "確かめたいことを伝えました。",
}
