"""The lists as files: exactly the rows and columns that the page shows, every page of them."""

from collections.abc import Sequence
from typing import Any, Final

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound, RuleBroken
from foundation.text.dates import today_jst
from foundation.text.tabular import write_csv, write_xlsx
from foundation.web.forms import asked_form
from foundation.web.rendering import PageRequest, download
from registry.members.queries import find_people, keeps_pool
from registry.members.question import PeopleQuestion
from registry.needs.queries import find_needs
from registry.needs.question import NeedsQuestion
from registry.searches.asking import asked
from registry.searches.rules import LISTS, MOST_EXPORTED, TOO_MANY, ListName
from registry.searches.showing import Lines, need_lines, people_lines

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@get(["/members/export/{kind:str}", "/api/v1/members/export/{kind:str}"])
async def export_members(request: PageRequest, by: NamedDependency[Viewer], kind: FromPath[str]) -> Response[bytes]:
    """The people of the list as CSV or XLSX; names only for the pool that keeps them, journalled."""
    question = asked(asked_form(request), PeopleQuestion)
    async with reading(by):
        found = await find_people(question=question, by=by, size=_size(kind))
        _small_enough(found.page.total)
        today = today_jst(current_clock().now())
        return _file(people_lines(found.rows, today=today, named=keeps_pool(by), whole=True), ListName.MEMBERS, kind)


@get(["/needs/export/{kind:str}", "/api/v1/needs/export/{kind:str}"])
async def export_needs(request: PageRequest, by: NamedDependency[Viewer], kind: FromPath[str]) -> Response[bytes]:
    """The needs of the list as CSV or XLSX."""
    question = asked(asked_form(request), NeedsQuestion)
    async with reading(by):
        found = await find_needs(question=question, by=by, size=_size(kind))
        _small_enough(found.page.total)
        return _file(need_lines(found.rows, with_towns=by.kind != "municipality"), ListName.NEEDS, kind)


def _size(kind: str) -> int:
    if kind not in ("csv", "xlsx"):
        raise NotFound
    return MOST_EXPORTED


def _small_enough(total: int) -> None:
    if total > MOST_EXPORTED:
        raise RuleBroken(TOO_MANY)


def _file(lines: Lines, name: ListName, kind: str) -> Response[bytes]:
    header, rows = lines.table()
    filename = f"{LISTS[name]}_{today_jst(current_clock().now()):%Y%m%d}.{kind}"
    if kind == "csv":
        return download(write_csv(header, rows), media_type="text/csv; charset=utf-8", filename=filename)
    return download(write_xlsx(header, rows, sheet=LISTS[name]), media_type=XLSX, filename=filename)


HANDLERS: Sequence[Any] = (export_members, export_needs)
