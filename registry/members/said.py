"""What the page after a form says was done: members' records."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /me": "登録内容を保存しました。変えたところは、変更の記録に残ります。",
    "POST /me/offers": "出せる日数を保存しました。",
    "POST /me/wishes": "町の希望を保存しました。",
    "POST /me/disclosures/{disclosure}/withdrawal": "同意を取り消しました。相手は、もう名前を見られません。",
    "POST /me/codes/{join_code}/withdrawal": "コードを使えなくしました。",
    "POST /members": "人材を登録しました。",
    "POST /members/{member}": "登録内容を保存しました。変えたところは、変更の記録に残ります。",
    "POST /members/{member}/invitation": "本人への招待を送りました。",
    "POST /members/{member}/offers": "出せる日数を保存しました。",
    "POST /members/{member}/wishes": "町の希望を保存しました。",
    "POST /members/{member}/experiences": "経歴を加えました。",
    "POST /members/{member}/experiences/{experience}": "経歴を直しました。",
    "POST /members/{member}/experiences/{experience}/removal": "経歴を外しました。",
    "POST /members/{member}/certifications": "資格を加えました。",
    "POST /members/{member}/certifications/{certification}": "資格を直しました。",
    "POST /members/{member}/certifications/{certification}/removal": "資格を外しました。",
    "POST /members/{member}/pauses": "お休みを記録しました。終わりの日が来ると、自動で戻ります。",
    "POST /members/{member}/pauses/{pause}/end": "お休みを終えました。",
    "POST /members/{member}/documents": "書類を加えました。",
    "POST /members/{member}/documents/{attachment}/removal": "書類を外しました。",
    "POST /members/{member}/skills": "できることを保存しました。",
    "POST /members/{member}/terms": "働く条件を保存しました。",
    "POST /members/{member}/departure": "人材プールから外しました。",
    "POST /members/{member}/corrections": "訂正の依頼を送りました。返事が届くと、お知らせに出ます。",
    "POST /members/{member}/corrections/{correction}/decision": "訂正の依頼に答えました。頼んだ人に伝えました。",
    "POST /joining": "人材プールに加えました。",
}
