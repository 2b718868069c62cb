"""What the page after a form says was done: registrations."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /accelerators/candidates": "候補を記録しました。",
    "POST /accelerators": "推薦しました。国が、条件を確かめます。",
    "POST /accelerators/{registration_id}/check": "確かめた結果を記録しました。",
    "POST /accelerators/{registration_id}/registration": "登録しました。番号がつきました。",
    "POST /accelerators/{registration_id}/name-use": "名称の使用を記録しました。",
    "POST /accelerators/{registration_id}/suspension": "登録を停止しました。",
    "POST /accelerators/{registration_id}/resumption": "登録の停止を解きました。",
    "POST /accelerators/{registration_id}/renewal": "登録を更新しました。",
    "POST /accelerators/{registration_id}/removal": "登録を終えました。記録は残っています。",
}
