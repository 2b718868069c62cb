"""The JSON door of the survey tables and of answering."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Response
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.text.table_writing import write_csv
from foundation.web.rendering import download
from reports.survey import operations
from reports.survey.preparing import sheet_of, towns_to_answer
from reports.survey.queries import survey_table, town_by_town, towns_answering, towns_placed
from reports.survey.reference import definitions
from reports.survey.schemas import Answered, Answers, Sheet, Standing, SurveyTable


class SurveyName(Struct, frozen=True):
    """A definition one may ask for."""

    code: str
    name: str
    fiscal_year: int
    source: str


@get("/api/v1/survey")
async def list_surveys() -> list[SurveyName]:
    """The definitions there are."""
    return [SurveyName(one.code, one.name, one.fiscal_year, one.source) for one in definitions().values()]


@get("/api/v1/survey/{definition:str}")
async def show_survey(
    by: NamedDependency[Viewer], definition: FromPath[str], prefecture: FromQuery[str] = ""
) -> SurveyTable:
    """Every table of a survey, with the hash by which it can be replayed."""
    return await survey_table(definition=definition, prefecture=prefecture, by=by)


@get("/api/v1/survey/{definition:str}/towns")
async def show_towns(
    by: NamedDependency[Viewer],
    definition: FromPath[str],
    indicator: FromQuery[str] = "",
    answer: FromQuery[str] = "yes",
    population: FromQuery[str] = "",
    staff: FromQuery[str] = "",
    apart: FromQuery[str] = "",
    prefecture: FromQuery[str] = "",
) -> list[Answered]:
    """The towns behind one figure."""
    if indicator:
        return await towns_answering(
            definition=definition, indicator=indicator, answer=answer, prefecture=prefecture, by=by
        )
    return await towns_placed(
        definition=definition, population=population, staff=staff, apart=apart, prefecture=prefecture, by=by
    )


@get("/api/v1/survey/{definition:str}/export", media_type="text/csv")
async def export_survey(
    by: NamedDependency[Viewer], definition: FromPath[str], prefecture: FromQuery[str] = ""
) -> Response[bytes]:
    """Every town's answers as CSV."""
    heading, rows = await town_by_town(definition=definition, prefecture=prefecture, by=by)
    return download(write_csv(heading, rows), media_type="text/csv", filename=f"{definition}.csv")


@get("/api/v1/survey/{definition:str}/answers")
async def list_answers(by: NamedDependency[Viewer], definition: FromPath[str]) -> list[Standing]:
    """The towns one answers for."""
    return await towns_to_answer(definition=definition, by=by)


@get("/api/v1/survey/{definition:str}/answers/{code:str}")
async def show_answers(by: NamedDependency[Viewer], definition: FromPath[str], code: FromPath[str]) -> Sheet:
    """A town's answers, prepared."""
    return await sheet_of(definition=definition, code=code, by=by)


@post("/api/v1/survey/{definition:str}/answers/{code:str}")
async def answer_survey(
    by: NamedDependency[Viewer], definition: FromPath[str], code: FromPath[str], data: JSONBody[Answers],
    keyed: NamedDependency[Keyed | None],
) -> Done:  # fmt: skip
    """Record the answers."""
    act = partial(operations.answer_survey, definition=definition, code=code, answers=data, by=by)
    return await once(by, keyed, act)


HANDLERS: Sequence[Any] = (
    list_surveys, show_survey, show_towns, export_survey, list_answers, show_answers, answer_survey,
)  # fmt: skip
