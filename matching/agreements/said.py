"""What the page after a form says was done: agreements."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /agreements/{agreement}/approval": "協定書を決裁しました。",
    "POST /agreements/{agreement}/division": "費用の分け方を変えました。",
    "POST /agreements/{agreement}/texts": "協定書の文を保存しました。前の文も残っています。",
    "POST /agreements/{agreement}/signatures": "署名を記録しました。",
}
