"""Search keys: what a stored name is compared by. The name itself is never normalised (design, stack.md)."""

import unicodedata

_HIRAGANA = range(0x3041, 0x3097)
_KATAKANA_OFFSET = 0x60
_VARIATION_SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
_INVISIBLE = (0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)

# Each group: the form that is searched, then the forms met in registers and rosters.
_VARIANTS = (
    "高髙 崎﨑嵜碕 吉𠮷 辺邊邉 柳栁 浜濵濱 斎齋 斉齊 沢澤 広廣 桜櫻 国國 恵惠 島嶋嶌 真眞 徳德 竜龍 滝瀧 "
    "浅淺 関關 黒黑 条條 渋澁澀 鉄鐵 蔵藏 館舘 塩鹽 円圓 栄榮 来來 寿壽 伝傳 万萬 槙槇 桧檜 梼檮 祷禱 鴎鷗 "
    "曽曾 与與 豊豐 芦蘆 戸戶 青靑 清淸 緑綠 瀬瀨 頼賴 横橫 土𡈽 富冨 峰峯 弥彌 亀龜 学學 実實 ケヶヵ"
)


def _table() -> dict[int, str | None]:
    folded: dict[int, str | None] = {ord(old): group[0] for group in _VARIANTS.split() for old in group[1:]}
    folded |= {point: chr(point + _KATAKANA_OFFSET) for point in _HIRAGANA}
    folded |= dict.fromkeys((*_VARIATION_SELECTORS, *_INVISIBLE))
    return folded


_FOLDED = _table()


def search_key(text: str) -> str:
    """The key of a name or word: two spellings a reader takes for the same give the same key.

    NFKC, case-folded, hiragana as katakana, old and variant characters as the usual one, without variation
    selectors and white space. A key of a key is the key.
    """
    key = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)
    return unicodedata.normalize("NFKC", "".join(key.split()))


def bigrams(key: str) -> list[str]:
    """The distinct pairs of neighbouring code points of a search key, in order of first appearance.

    A key of one code point gives that code point; an empty key gives nothing.
    """
    if len(key) < 2:
        return [key] if key else []
    return list(dict.fromkeys(key[at : at + 2] for at in range(len(key) - 1)))


def containing(key: str) -> str:
    """The LIKE pattern of texts whose key holds this key; its own %, _ and \\ are taken as they stand."""
    return "%" + "".join(f"\\{char}" if char in "%_\\" else char for char in key) + "%"
