"""The text of an agreement: read into articles, its places filled or refused by name, two versions told apart."""

import pytest

from foundation.errors import RuleBroken
from matching.agreements.articles import (
    Article,
    filled,
    read,
    refuse_unfilled,
    text_changes,
    unfilled,
)
from matching.agreements.wording import shipped_wording

TEXT = """{構成団体}は、次のとおり協定する。

（目的）
第1条　一緒に働く。
（期間）
第二条 期間は、{期間}とする。
{負担の表}"""


def test_articles_are_counted_and_not_typed() -> None:
    assert read(TEXT).articles == [
        Article("目的", ["一緒に働く。"]), Article("期間", ["期間は、{期間}とする。", "{負担の表}"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("見出しがない。", "見出しがありません"),
        ("（目的）\n（期間）\n一年とする。", "「（目的）」の条に、文がありません"),
        ("（目的）\n{氏名}が働く。{住所}に住む。", "{氏名}、{住所}"),
        ("（負担）\n割合は{負担の表}とする。", "それだけで1行"),
    ],
)
def test_a_text_that_cannot_be_printed_is_refused(text: str, words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        read(text)


def test_what_cannot_be_filled_is_refused_by_name() -> None:
    values = {"構成団体": "世羅町", "期間": ""}
    assert unfilled(read(TEXT), values) == ["期間"]
    with pytest.raises(RuleBroken, match=r"\{期間\}"):
        refuse_unfilled(read(TEXT), values)
    refuse_unfilled(read(TEXT), values | {"期間": "一年"})
    assert filled(read(TEXT), values | {"期間": "一年"}).articles[1].paragraphs[0] == "期間は、一年とする。"


def test_changes_are_told_article_by_article() -> None:
    later = TEXT.replace("一緒に働く。", "一緒に学ぶ。").replace("（期間）", "（協定の期間）")
    changes = {change.title: (change.gone, change.come) for change in text_changes(read(TEXT), read(later))}
    assert changes["（目的）"] == (["一緒に働く。"], ["一緒に学ぶ。"])
    assert changes["（期間）"][1] == [] and changes["（協定の期間）"][0] == []


def test_the_shipped_wording_needs_nothing_that_a_new_draft_lacks() -> None:
    text = read(shipped_wording())
    known = dict.fromkeys(("構成団体", "取りまとめ団体", "支援人材", "割り方", "期間"), "架空")
    assert unfilled(text, known) == []
    assert len(text.articles) >= 6
