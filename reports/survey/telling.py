"""A survey table line by line, for the command line."""

from collections.abc import Iterator

from reports.survey.rules import APART_WORDS
from reports.survey.schemas import CrossTab, SurveyTable, Told, Total


def told_table(table: SurveyTable) -> Iterator[str]:
    """The denominator first, then each indicator, the cross-tab, and what was published beside its own parts."""
    yield f"{table.name}（{table.definition}）"
    yield (f"市区町村 {table.municipalities:,}、調査した団体 {table.denominator:,}、調査無し {table.not_surveyed:,}")
    yield from (_total(total) for total in table.totals)
    yield from _cross_tab(table.cross_tab)
    yield from (_statement(told) for told in table.statements if told.contradicts_itself)
    yield f"出所 {table.source}"
    yield f"ハッシュ {table.hash}"


def _total(total: Total) -> str:
    apart = f"調査無し {total.not_surveyed:,}、記録なし {total.missing:,}"
    if total.share is None:
        return f"{total.name} 数値 {total.numbers:,}団体、{apart}"
    return f"{total.name} 実施 {total.yes:,}／調査した{total.surveyed:,}団体（{total.share}%）、{apart}"


def _cross_tab(table: CrossTab) -> Iterator[str]:
    yield "人口とDXを担当する職員の数（団体）"
    yield "\t".join(["", *table.staff_bands, "計"])
    for words, row in [*((band, band) for band in table.population_bands), ("計", "")]:
        yield "\t".join([words, *(str(table.at(row, column)) for column in (*table.staff_bands, ""))])
    yield "、".join(f"{words} {table.apart[reason.value]:,}" for reason, words in APART_WORDS.items())


def _statement(told: Told) -> str:
    parts = "、".join(f"{name} {number}" for name, number in told.parts.items())
    return f"公表資料の食い違い（そのまま残しています）：{told.body}「{told.told}」と {parts}（計 {told.sum_of_parts}）"
