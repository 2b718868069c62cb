"""The HTML door of the survey tables and of answering."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.organisations.queries import bodies_of_kind
from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.text.table_writing import write_csv
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, download, page
from foundation.web.sending import sent, version_shown
from registry.municipalities.rules import ANSWERS, INDICATORS
from reports.survey import operations
from reports.survey.preparing import sheet_of, towns_to_answer
from reports.survey.queries import survey_table, town_by_town, towns_answering, towns_placed, year_on_year
from reports.survey.reference import definition_called, definitions
from reports.survey.rules import APART_WORDS, COUNTINGS, Apart
from reports.survey.schemas import Answered, Answers

VALUES = ANSWERS | {"missing": "記録なし", "number": "数値"}


@get("/survey")
async def list_surveys(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The definitions there are."""
    return page(request, "survey/list.html", definitions=definitions().values(), countings=COUNTINGS,
                answers=holds(by, Right.KEEP_FACTS))  # fmt: skip


@get("/survey/{definition:str}")
async def show_survey(
    request: PageRequest, by: NamedDependency[Viewer], definition: FromPath[str], prefecture: FromQuery[str] = ""
) -> Response[Any]:
    """Every table of a survey, of the nation or of a prefecture."""
    table = await survey_table(definition=definition, prefecture=prefecture, by=by)
    before = definition_called(definition).compared_with
    years = await year_on_year(definition=definition, before=before, prefecture=prefecture, by=by) if before else []
    return page(
        request, "survey/show.html", counted=table, wanted=definition_called(definition), years=years,
        before=definition_called(before) if before else None, apart_words=APART_WORDS, countings=COUNTINGS,
        halls=await bodies_of_kind("prefecture", by=by), answers=holds(by, Right.KEEP_FACTS),
    )  # fmt: skip


@get("/survey/{definition:str}/towns")
async def show_towns(
    request: PageRequest,
    by: NamedDependency[Viewer],
    definition: FromPath[str],
    indicator: FromQuery[str] = "",
    answer: FromQuery[str] = "yes",
    population: FromQuery[str] = "",
    staff: FromQuery[str] = "",
    apart: FromQuery[str] = "",
    prefecture: FromQuery[str] = "",
) -> Response[Any]:
    """The towns behind one figure: as many as the figure says."""
    if indicator:
        towns = await towns_answering(
            definition=definition, indicator=indicator, answer=answer, prefecture=prefecture, by=by
        )
        title = f"{INDICATORS[indicator]}：{VALUES.get(answer, answer)}"
    else:
        towns = await towns_placed(
            definition=definition, population=population, staff=staff, apart=apart, prefecture=prefecture, by=by
        )
        title = _cell_words(population, staff, apart)
    return _towns(request, definition, title, towns)


@get("/survey/{definition:str}/export")
async def export_survey(
    by: NamedDependency[Viewer], definition: FromPath[str], prefecture: FromQuery[str] = ""
) -> Response[bytes]:
    """Every town's answers as CSV, 団体コード first, then the survey's own columns in their order."""
    heading, rows = await town_by_town(definition=definition, prefecture=prefecture, by=by)
    return download(write_csv(heading, rows), media_type="text/csv", filename=f"{definition}.csv")


@get("/survey/{definition:str}/answers")
async def list_answers(request: PageRequest, by: NamedDependency[Viewer], definition: FromPath[str]) -> Response[Any]:
    """The towns one answers for, and how far each is."""
    towns = await towns_to_answer(definition=definition, by=by)
    return page(request, "survey/answers.html", wanted=definition_called(definition), towns=towns)


@get("/survey/{definition:str}/answers/{code:str}")
async def show_answers(
    request: PageRequest, by: NamedDependency[Viewer], definition: FromPath[str], code: FromPath[str]
) -> Response[Any]:
    """A town's answers, prepared from its operations with their proof."""
    return await _sheet(request, by, definition, code)


@post("/survey/{definition:str}/answers/{code:str}")
async def answer_survey(
    request: PageRequest, by: NamedDependency[Viewer], definition: FromPath[str], code: FromPath[str]
) -> Response[Any]:
    """Record the answers as they stand in the form."""
    return await sent(
        request, by,
        lambda form: operations.answer_survey(definition=definition, code=code, answers=form.parse(Answers), by=by),
        onward=f"/survey/{definition}/answers/{code}", again=partial(_sheet, request, by, definition, code),
    )  # fmt: skip


async def _sheet(
    request: PageRequest, by: Viewer, definition: str, code: str, refused: Refused | None = None
) -> Response[Any]:
    sheet = await sheet_of(definition=definition, code=code, by=by)
    return page(
        request, "survey/sheet.html", sheet=sheet, answers=ANSWERS, version=version_shown(refused, sheet.version),
        refused=refused,
    )  # fmt: skip


def _towns(request: PageRequest, definition: str, title: str, towns: list[Answered]) -> Response[Any]:
    return page(request, "survey/towns.html", wanted=definition_called(definition), title=title, towns=towns)


def _cell_words(population: str, staff: str, apart: str) -> str:
    if apart in set(Apart):
        return APART_WORDS[Apart(apart)]
    return f"{population or 'すべての人口'}・職員 {staff or 'すべて'}"


HANDLERS: Sequence[Any] = (
    list_surveys, show_survey, show_towns, export_survey, list_answers, show_answers, answer_survey,
)  # fmt: skip
