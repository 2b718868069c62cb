"""The JSON door of companies: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from registry.companies import operations
from registry.companies.queries import companies, company_of
from registry.companies.schemas import CompanyEdit, CompanyPage, CompanyRow, NewCompany, Receivers

Key = NamedDependency[Keyed | None]


class CompanyList(Struct, frozen=True):
    """A page of companies."""

    total: int
    number: int
    last: int
    companies: list[CompanyRow]


@get("/api/v1/companies")
async def list_companies(
    by: NamedDependency[Viewer], role: FromQuery[str] = "", words: FromQuery[str] = "", number: FromQuery[int] = 1
) -> CompanyList:
    """The companies the viewer sees; with `role` those that offer it now."""
    rows, found = await companies(by=by, role=role or None, words=words, number=max(1, number))
    return CompanyList(found.total, found.number, found.last, rows)


@get("/api/v1/companies/{company:uuid}")
async def show_company(by: NamedDependency[Viewer], company: FromPath[UUID]) -> CompanyPage:
    """One listing."""
    return await company_of(id=company, by=by)


@post("/api/v1/companies")
async def list_company(by: NamedDependency[Viewer], data: JSONBody[NewCompany], keyed: Key) -> Done:
    """Put a company on the list."""
    return await once(by, keyed, partial(operations.list_company, new=data, by=by))


@post("/api/v1/companies/{company:uuid}")
async def edit_company(
    by: NamedDependency[Viewer], company: FromPath[UUID], data: JSONBody[CompanyEdit], keyed: Key
) -> Done:
    """Bring it up to date."""
    return await once(by, keyed, partial(operations.edit_company, id=company, edit=data, by=by))


@post("/api/v1/companies/{company:uuid}/sharing")
async def share_company(
    by: NamedDependency[Viewer], company: FromPath[UUID], data: JSONBody[Receivers], keyed: Key
) -> Done:
    """Choose who else may read it."""
    return await once(by, keyed, partial(operations.share_company, id=company, receivers=data.receivers, by=by))


HANDLERS: Sequence[Any] = (list_companies, show_company, list_company, edit_company, share_company)
