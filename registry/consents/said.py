"""What the page after a form says was done: consents."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /consents/requests": "名前を知りたいと、本人に頼みました。返事が届くと、お知らせに出ます。",
    "POST /consents/requests/{request_id}/decision": "答えを送りました。同意は、いつでも取り消せます。",
    "POST /consents/requests/{request_id}/withdrawal": "頼んだことを取り下げました。",
    "POST /consents/{disclosure}/withdrawal": "同意を取り消しました。相手は、もう名前を見られません。",
}
