"""Both doors of the register's draft."""

from collections.abc import Sequence
from typing import Any

from litestar import get
from litestar.di import NamedDependency
from litestar.response import Response

from auth.viewer import Viewer
from foundation.text.tabular import write_csv
from foundation.web.rendering import PageRequest, download, page
from registry.privacy.filebook import FileBook, file_book


@get("/personal-data/register")
async def show_book(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The draft, and whether it has to be published."""
    return page(request, "privacy/register.html", book=await file_book(by=by))


@get("/api/v1/personal-data/register")
async def read_book(by: NamedDependency[Viewer]) -> FileBook:
    """The draft."""
    return await file_book(by=by)


@get(["/personal-data/register/export", "/api/v1/personal-data/register/export"])
async def export_book(by: NamedDependency[Viewer]) -> Response[bytes]:
    """The draft as CSV."""
    lines = (await file_book(by=by)).lines
    content = write_csv(("項目", "内容"), lines)
    return download(content, media_type="text/csv; charset=utf-8", filename="個人情報ファイル簿（案）.csv")


HANDLERS: Sequence[Any] = (show_book, read_book, export_book)
