"""What the page after a form says was done: needs and joint needs."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /needs/drafts": "書きかけを保存しました。続きは、ホームから書けます。",
    "POST /needs": "相談を送りました。県の担当者から、電話か訪問で話を聞きます。",
    "POST /needs/{need}/hearings": "聞き取りを記録しました。次は、進め方を決めます。",
    "POST /needs/{need}/triage": "進め方を決めました。相談した町に伝えました。",
    "POST /needs/{need}/requirement": "来てほしい人の条件を保存しました。割当の画面で、合う人を見られます。",
    "POST /needs/{need}/withdrawal": "相談を取り下げました。記録は残っています。",
    "POST /needs/{need}/referral": "ほかの制度に案内しました。相談した町に伝えました。",
    "POST /needs/{need}/hold": "保留にしました。理由を、相談した町に伝えました。",
    "POST /needs/{need}/review": "ふりかえりを保存しました。",
    "POST /needs/{need}/closing": "相談を終えました。記録は残っています。",
    "POST /needs/{need}/files": "資料を足しました。町と県の担当者が読めます。",
    "POST /needs/{need}/files/{need_file}/removal": "資料を外しました。",
    "POST /joint-needs": "共同の要望にしました。参加する町に伝えました。",
    "POST /joint-needs/{joint_need}/terms": "題名・代表・分け方を変えました。",
    "POST /joint-needs/{joint_need}/parts": "町を加えました。割合を計算し直しました。",
    "POST /joint-needs/{joint_need}/parts/{part}/removal": "町を分けました。その町の相談は、町のものとして続きます。",
    "POST /joint-needs/{joint_need}/split": "すべての町を分けました。それぞれの相談に戻りました。",
}
