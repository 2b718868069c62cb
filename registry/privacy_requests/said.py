"""What the page after a form says was done: requests about one's own data."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /privacy-requests": "請求を受け付けました。答えの期限は、この画面に出ています。",
    "POST /privacy-requests/{privacy_request}/extension": "期限を延ばしました。",
    "POST /privacy-requests/{privacy_request}/decision": "決定を記録しました。請求した人に伝えました。",
    "POST /privacy-requests/{privacy_request}/withdrawal": "請求を取り下げました。",
}
