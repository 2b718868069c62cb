"""What the page after a form says was done: job descriptions."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /job-descriptions": "下書きをつくりました。足りないところを書いて、保存してください。",
    "POST /job-descriptions/{description}/versions": "新しい稿として保存しました。前の稿も残っています。",
    "POST /job-descriptions/{description}/request": "町に確認を頼みました。返事が届くと、お知らせに出ます。",
    "POST /job-descriptions/{description}/confirmation": "この内容でよいと答えました。次は、県の人事が決裁します。",
    "POST /job-descriptions/{description}/hr-approval": "人事として決裁しました。次は、財政が決裁します。",
    "POST /job-descriptions/{description}/finance-approval": "財政として決裁しました。次は、版を確定します。",
    "POST /job-descriptions/{description}/edition": "版を確定しました。この内容で募集できます。",
    "POST /job-descriptions/{description}/revision": "改訂を始めました。確定した版は、そのまま有効です。",
    "POST /job-descriptions/{description}/return": "書き直しを頼みました。理由も伝えました。",
    "POST /job-descriptions/{description}/withdrawal": "取りやめました。記録は残っています。",
}
