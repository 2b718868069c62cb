"""The draft of the register of personal-information files: what a body publishes about its pool's file.

個人情報の保護に関する法律 第75条; from a thousand people on (第74条第2項第9号, 施行令 第20条).
"""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from registry.members.personal import people_named
from registry.privacy import rooms

PUBLISHED_FROM: Final = 1000
WARNED_FROM: Final = 900
UNSAID: Final = "（団体で書いてください）"


class FileBook(Struct, frozen=True):
    """The draft: heading -> text, in the order of the form; `people`: how many the body's file names today."""

    people: int
    lines: list[tuple[str, str]]

    @property
    def has_to_be_published(self) -> bool:
        """Whether the law asks for it already."""
        return self.people >= PUBLISHED_FROM

    @property
    def nearly(self) -> bool:
        """Whether it soon will."""
        return WARNED_FROM <= self.people < PUBLISHED_FROM


async def file_book(*, by: Viewer) -> FileBook:
    """The draft for the viewer's body, from what the nouns say they hold."""
    require(by, Right.ERASE_PERSON)
    async with reading(by):
        people = await people_named(by=by)
    items = [holding.words for room in reversed(rooms.declared()) for holding in room.HOLDS]
    return FileBook(people, _lines(by, list(dict.fromkeys(items))))


def _lines(by: Viewer, items: Sequence[str]) -> list[tuple[str, str]]:
    return [
        ("個人情報ファイルの名称", "デジタル人材プール登録者ファイル"),
        ("行政機関等の名称", by.organisation_name or UNSAID),
        ("個人情報ファイルが利用に供される事務をつかさどる組織の名称", by.division or UNSAID),
        ("個人情報ファイルの利用目的", "市区町村を支援するデジタル人材の登録、配置の調整、任用、研修のため"),
        ("記録項目", "、".join(f"{number}{words}" for number, words in enumerate(items, 1))),
        ("記録範囲", "人材プールに登録している人、または登録していた人（保存期間のうち）"),
        ("記録情報の収集方法", "本人の入力、本人からの書面、勤め先の企業からの提出"),
        ("要配慮個人情報が含まれるときは、その旨", "含まない"),
        ("記録情報の経常的提供先", "本人が同意した市区町村、任用する市区町村、国（登録の推薦のとき）"),
        ("開示請求等を受理する組織の名称及び所在地", UNSAID),
        ("訂正及び利用停止に関する他の法令の規定による特別の手続等", "なし"),
        ("個人情報ファイルの種別", "電子計算機処理に係るもの"),
        ("行政機関等匿名加工情報の提案の募集をする個人情報ファイルである旨", UNSAID),
        ("備考", ""),
    ]
