"""What the page after a form says was done: appointments."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /appointments/{appointment}/approval": "任用を決裁しました。書類に番号がつきます。",
    "POST /appointments/{appointment}/side-jobs": "兼業を届けました。",
    "POST /side-jobs/{side_job}/decision": "兼業の届けに答えました。",
}
