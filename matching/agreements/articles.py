"""The text of an agreement: articles under a heading in brackets, with places to be filled. Pure.

    （協定の期間）
    この協定の有効期間は、{期間}とする。

What stands before the first heading is the preamble. Numbers of articles are counted, never typed.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from foundation.errors import RuleBroken
from foundation.text.difference import Change, changes_of

HEADING: Final = re.compile(r"[（(]([^（）()]{1,40})[)）]")
NUMBER: Final = re.compile(r"第[0-9０-９一二三四五六七八九十百]+条[\s　]*")
PLACE: Final = re.compile(r"[{｛]([^{}｛｝\n]{1,20})[}｝]")
TABLES: Final = ("日数の表", "負担の表")
"""Places that become a table; each stands alone on its line."""
PLACES: Final[Mapping[str, str]] = {
    "件名": "協定の件名",
    "構成団体": "協定を結ぶ団体の名前",
    "取りまとめ団体": "案をつくった団体の名前",
    "支援人材": "共同で活用する人（職名。氏名は書きません）",
    "期間": "協定の最初の日と最後の日",
    "日数の表": "団体ごとの月の日数（この欄だけで1行にします）",
    "負担の表": "団体ごとの負担の割合と年額（この欄だけで1行にします）",
    "割り方": "均等割・人口割・日数割の組み合わせと、人口の基準日",
    "年額": "1年の費用の見込み（負担の決め方を決めると入ります）",
    "別紙": "付けた別紙の題名",
    "変更前の協定": "この協定が引き継ぐ協定（変更の協定だけ）",
}
"""What a text may leave to be filled, and with what."""
MOST_ARTICLES: Final = 60
PREAMBLE: Final = "前文"
NO_HEADING = "条の見出しがありません。「（目的）」のように、かっこの行を条の前に置いてください。"


class Article(Struct, frozen=True):
    """A heading and its paragraphs; a place for a table is a paragraph of its own, `{日数の表}`."""

    title: str
    paragraphs: list[str]


class Text(Struct, frozen=True):
    """A text taken apart."""

    preamble: list[str]
    articles: list[Article]


def read(text: str) -> Text:
    """The text taken apart. Raises `RuleBroken` for a heading without words, or a place that nobody can fill."""
    preamble: list[str] = []
    articles: list[Article] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if heading := HEADING.fullmatch(line):
            articles.append(Article(heading[1], []))
        else:
            (articles[-1].paragraphs if articles else preamble).append(NUMBER.sub("", line, count=1))
    _refuse(preamble, articles)
    return Text(preamble, articles)


def _refuse(preamble: list[str], articles: list[Article]) -> None:
    if not articles:
        raise RuleBroken(NO_HEADING, field="text")
    if len(articles) > MOST_ARTICLES:
        raise RuleBroken(f"条は{MOST_ARTICLES}までにしてください（今は{len(articles)}）。", field="text")
    for article in articles:
        if not article.paragraphs:
            raise RuleBroken(f"「（{article.title}）」の条に、文がありません。", field="text")
    lines = [*preamble, *(line for article in articles for line in article.paragraphs)]
    if unknown := [place for place in places_in(lines) if place not in PLACES]:
        raise RuleBroken(
            f"この欄の名前は使えません：{_listed(unknown)}。使える名前は、下の表にあります。", field="text"
        )
    for line in lines:
        if any(place in TABLES and line != _place(place) for place in places_in([line])):
            raise RuleBroken("表の欄（{日数の表}・{負担の表}）は、それだけで1行にしてください。", field="text")


def places_in(lines: Iterable[str]) -> list[str]:
    """The places that these lines leave to be filled, each once."""
    return list(dict.fromkeys(name.strip() for line in lines for name in PLACE.findall(line)))


def unfilled(text: Text, values: Mapping[str, str]) -> list[str]:
    """The places of the text for which this agreement has nothing yet; tables can always be made."""
    lines = [*text.preamble, *(line for article in text.articles for line in article.paragraphs)]
    return [place for place in places_in(lines) if place not in TABLES and not values.get(place)]


def refuse_unfilled(text: Text, values: Mapping[str, str]) -> None:
    """Raises `RuleBroken` that names what cannot be filled."""
    if missing := unfilled(text, values):
        raise RuleBroken(
            f"まだ入れられない欄があるため、合意できません：{_listed(missing)}。何も変えていません。"
            "先にその内容を決めるか、文面からその欄を外してください。"
        )


def filled(text: Text, values: Mapping[str, str]) -> Text:
    """The text as it is read; what is not known yet stays as its place."""
    return Text(
        [_filled(line, values) for line in text.preamble],
        [Article(one.title, [_filled(line, values) for line in one.paragraphs]) for one in text.articles],
    )


def text_changes(old: Text, new: Text) -> list[Change]:
    """What differs, article by article; an article keeps its identity by its heading."""
    before, after = _by_title(old), _by_title(new)
    return changes_of(
        (title, before.get(title, []), after.get(title, [])) for title in dict.fromkeys([*after, *before])
    )


def _by_title(text: Text) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {PREAMBLE: text.preamble}
    for article in text.articles:
        parts.setdefault(f"（{article.title}）", []).extend(article.paragraphs)
    return parts


def _filled(line: str, values: Mapping[str, str]) -> str:
    return PLACE.sub(lambda place: values.get(place[1].strip()) or _place(place[1].strip()), line)


def _place(name: str) -> str:
    return f"{{{name}}}"


def _listed(names: Iterable[str]) -> str:
    return "、".join(_place(name) for name in names)
