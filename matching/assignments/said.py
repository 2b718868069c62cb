"""What the page after a form says was done: assignments."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /assignments/{assignment}/start": "配属を始めました。",
    "POST /assignments/{assignment}/end": "配属を終えました。",
    "POST /assignments/{assignment}/extensions": "延長を申し出ました。返事が届くと、お知らせに出ます。",
    "POST /extensions/{extension}/decision": "延長の申し出に答えました。",
    "POST /assignments/{assignment}/absences": "休む期間を記録しました。",
    "POST /absences/{absence}/cover": "代わりの人を記録しました。",
    "POST /absences/{absence}/end": "休みを終えました。",
    "POST /assignments/{assignment}/thread/messages": "送りました。相手にメールでも知らせます。",
}
