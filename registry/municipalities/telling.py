"""What an import of facts came to, line by line for the command line."""

from collections.abc import Iterable, Iterator

from registry.municipalities.reference import ReferenceCheck
from registry.municipalities.schemas import IndicatorTotal, LeftOut, PopulationImported, Recorded, SurveyImported


def told_reference(found: ReferenceCheck) -> Iterator[str]:
    """The shipped list in one line."""
    yield (
        f"prefectures {found.prefectures}, municipalities {found.municipalities}, "
        f"bad check digits {found.bad_check_digits}"
    )


def told_population(done: PopulationImported) -> Iterator[str]:
    """Totals first, then each row that stayed out, by name and with the reason."""
    yield f"人口 {done.municipalities:,}団体 {done.residents:,}人"
    yield _recorded(done.recorded)
    yield from _left_out(done.broken)
    yield from (f"一覧にない団体コードのため取り込みませんでした: {code}" for code in done.outside)
    yield from (f"{name}の行と、その市区町村の合計が合いません。" for name in done.sums_differ)


def told_survey(done: SurveyImported) -> Iterator[str]:
    """One line for each indicator, then each value that stayed out."""
    yield from (_total(total) for total in done.totals)
    yield _recorded(done.recorded)
    yield from _left_out(done.broken)


def _total(total: IndicatorTotal) -> str:
    if total.numbers:
        return f"{total.name} 数値 {total.numbers:,}団体"
    share = "—" if total.share is None else f"{total.share}%"
    return (
        f"{total.name} 実施 {total.yes:,}／調査した{total.surveyed:,}団体（{share}）、調査無し {total.not_surveyed:,}"
    )


def _recorded(recorded: Recorded) -> str:
    return f"新しく入れた値 {recorded.added:,}、変えた値 {recorded.changed:,}、同じだった値 {recorded.unchanged:,}"


def _left_out(rows: Iterable[LeftOut]) -> Iterator[str]:
    for row in rows:
        yield f"取り込まなかったもの: {row.row_number}行目 {row.code} {row.name} {row.reason}"
