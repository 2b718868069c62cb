"""Importing published facts about towns. Doing it again changes nothing."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import NotAllowed, RuleBroken
from foundation.text.ids import body_id
from foundation.text.tabular import Table, TableUnreadable, read_table
from registry.municipalities.access import may_record_facts
from registry.municipalities.population_file import BrokenRow, PopulationFile, read_population
from registry.municipalities.reference import municipalities, prefectures
from registry.municipalities.rules import POPULATION, indicator_code
from registry.municipalities.schemas import IndicatorTotal, LeftOut, PopulationImported, Recorded, SurveyImported
from registry.municipalities.survey_file import Answer, BrokenCell, Indicator, SurveyFile, read_survey

POPULATION_SOURCE: Final = "総務省「住民基本台帳に基づく人口」"
SURVEY_SOURCE: Final = "デジタル庁「自治体DX推進状況ダッシュボード」（総務省調査）"

Fact = tuple[UUID, str, Decimal | None, str | None]
"""Municipality, indicator, number, answer."""

# The rows come back with what happened to each: a fact that stands as it was is not written again.
RECORD: Final = """
with given as (
    select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::numeric[], $5::text[])
        as g (id, municipality, indicator, number, answer)
), written as (
    insert into municipality_fact as f
        (id, municipality, indicator, as_of, number, answer, source, entered_by, entered_at)
    select id, municipality, indicator, $6, number, answer, $7, $8, $9 from given
    on conflict (municipality, indicator, as_of) do update set number = excluded.number, answer = excluded.answer,
        source = excluded.source, entered_by = excluded.entered_by, entered_at = excluded.entered_at
    where (f.number, f.answer, f.source) is distinct from (excluded.number, excluded.answer, excluded.source)
    returning (xmax = 0) as fresh
)
select count(*) filter (where fresh) as added, count(*) filter (where not fresh) as changed from written
"""


async def import_population(*, content: bytes, filename: str, as_of: date, by: Viewer) -> PopulationImported:
    """Residents of every municipality; broken rows are named and stay out.

    Raises `RuleBroken` where the file cannot be read, or is of another day than `as_of`.
    """
    found = _population(_table(content, filename))
    if others := sorted({row.as_of.isoformat() for row in found.residents if row.as_of != as_of}):
        raise RuleBroken(f"ファイルの人口は{'、'.join(others)}現在です。--as-of にその日付を指定してください。")
    facts: list[Fact] = [(body_id(row.code6), POPULATION, Decimal(row.number), None) for row in found.residents]
    recorded = await record_facts(facts=facts, as_of=as_of, source=POPULATION_SOURCE, verb="import_population", by=by)
    return PopulationImported(
        residents=sum(row.number for row in found.residents), municipalities=len(found.residents), recorded=recorded,
        broken=[_row(row) for row in found.broken], outside=list(found.outside),
        sums_differ=[hall.name for hall in found.prefecture_sums if hall.agrees is False],
    )  # fmt: skip


async def import_survey(*, content: bytes, filename: str, as_of: date, by: Viewer) -> SurveyImported:
    """Every indicator of the ministry's survey, answers and numbers. Raises `RuleBroken` where it cannot be read."""
    found = _survey(_table(content, filename))
    facts = [fact for indicator in found.indicators for fact in _facts(indicator)]
    recorded = await record_facts(facts=facts, as_of=as_of, source=SURVEY_SOURCE, verb="import_survey", by=by)
    return SurveyImported(
        totals=[_total(indicator) for indicator in found.indicators], recorded=recorded,
        broken=[_cell(cell) for cell in found.broken],
    )  # fmt: skip


async def record_facts(*, facts: Sequence[Fact], as_of: date, source: str, verb: str, by: Viewer) -> Recorded:
    """Write facts of a day with their source; a fact that stands as it was is not written again."""
    if refusal := may_record_facts(by):
        raise NotAllowed(refusal)
    async with unit_of_work(by) as work:
        row = await work.connection.fetchrow(RECORD, *_columns(facts, work), as_of, source, by.account, work.now)
        recorded = Recorded(row["added"], row["changed"], len(facts) - row["added"] - row["changed"])
        after = {"as_of": as_of, "added": recorded.added, "changed": recorded.changed}
        await record(by=by, verb=verb, noun="municipality_fact", subject=by.organisation, after=after)
        return recorded


def _columns(facts: Sequence[Fact], work: Work) -> tuple[list[object], ...]:
    return ([work.new_id() for _ in facts], *(list(column) for column in zip(*facts, strict=True)))


def _facts(indicator: Indicator) -> list[Fact]:
    code = indicator_code(indicator.name)
    answers: list[Fact] = [(body_id(town), code, None, answer.value) for town, answer in indicator.answers.items()]
    return answers + [(body_id(town), code, number, None) for town, number in indicator.numbers.items()]


def _total(indicator: Indicator) -> IndicatorTotal:
    return IndicatorTotal(
        name=indicator.name, yes=indicator.count(Answer.YES), surveyed=indicator.surveyed,
        not_surveyed=indicator.count(Answer.NOT_SURVEYED), share=indicator.share_of_yes,
        numbers=len(indicator.numbers),
    )  # fmt: skip


def _table(content: bytes, filename: str) -> Table:
    try:
        return read_table(content, filename)
    except TableUnreadable as error:
        raise RuleBroken(str(error)) from error


def _population(table: Table) -> PopulationFile:
    try:
        return read_population(table, prefectures=prefectures(), municipalities=municipalities())
    except TableUnreadable as error:
        raise RuleBroken(str(error)) from error


def _survey(table: Table) -> SurveyFile:
    try:
        return read_survey(table, municipalities=municipalities())
    except TableUnreadable as error:
        raise RuleBroken(str(error)) from error


def _row(row: BrokenRow) -> LeftOut:
    return LeftOut(row_number=row.row_number, code=row.code, name=row.name, reason=row.reason)


def _cell(cell: BrokenCell) -> LeftOut:
    return LeftOut(row_number=cell.row_number, code=cell.code6, name=cell.name, reason=cell.reason)
