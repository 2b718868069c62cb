"""The HTML door of companies: the list, one listing, editing it, sharing it."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.organisations.queries import bodies_of_kind
from auth.viewer import Viewer
from foundation.errors import NotAllowed
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent
from registry.companies import operations
from registry.companies.access import may_edit, may_list, may_share
from registry.companies.queries import companies, company_of, unlisted, waiting_for
from registry.companies.rules import ROLES, STANDINGS
from registry.companies.schemas import CompanyEditForm, NewCompanyForm, Receivers

FIELD_NAMES = {
    "name": "企業名", "kana": "ふりがな", "corporate_number": "法人番号", "listed_until": "掲載の期限",
    "conditions": "条件",
    "contact_name": "担当者", "contact_email": "メール", "contact_phone": "電話", "dealing_lines": "取引のある市区町村",
    "organisation": "登録済みの企業", "receivers": "共有する先", **ROLES,
}  # fmt: skip
WORDS: dict[str, Any] = {"roles": ROLES, "standings": STANDINGS, "field_names": FIELD_NAMES}


@get("/companies")
async def list_companies(
    request: PageRequest,
    by: NamedDependency[Viewer],
    role: FromQuery[str] = "",
    words: FromQuery[str] = "",
    number: FromQuery[int] = 1,
) -> Response[Any]:
    """The companies the viewer sees: a company sees itself."""
    wanted = role if role in ROLES else None
    rows, found = await companies(by=by, role=wanted, words=words, number=max(1, number))
    return page(
        request, "companies/list.html", companies=rows, found=found, role=wanted or "", words=words,
        lists=may_list(by) is None, ending=await waiting_for(by=by), **WORDS,
    )  # fmt: skip


@get("/companies/new")
async def new_company(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """An empty listing."""
    return await _new(request, by)


@post("/companies")
async def list_company(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Put a company on the list."""
    return await sent(
        request, by, lambda form: operations.list_company(new=form.parse(NewCompanyForm).new_company(), by=by),
        onward=lambda done: f"/companies/{done.id}", again=partial(_new, request, by),
    )  # fmt: skip


@get("/companies/{company:uuid}")
async def show_company(request: PageRequest, by: NamedDependency[Viewer], company: FromPath[UUID]) -> Response[Any]:
    """One listing."""
    return await _company(request, by, company)


@get("/companies/{company:uuid}/edit")
async def edit_form(request: PageRequest, by: NamedDependency[Viewer], company: FromPath[UUID]) -> Response[Any]:
    """The listing as a form, for the company itself and for the body that keeps it."""
    if refusal := may_edit(by, await company_of(id=company, by=by)):
        raise NotAllowed(refusal)
    return await _edit(request, by, company)


@post("/companies/{company:uuid}")
async def edit_company(request: PageRequest, by: NamedDependency[Viewer], company: FromPath[UUID]) -> Response[Any]:
    """Bring it up to date."""
    return await sent(
        request, by,
        lambda form: operations.edit_company(id=company, edit=form.parse(CompanyEditForm).company_edit(), by=by),
        onward=f"/companies/{company}", again=partial(_edit, request, by, company),
    )  # fmt: skip


@post("/companies/{company:uuid}/sharing")
async def share_company(request: PageRequest, by: NamedDependency[Viewer], company: FromPath[UUID]) -> Response[Any]:
    """Choose who else may read it."""
    return await sent(
        request, by,
        lambda form: operations.share_company(id=company, receivers=form.parse(Receivers).receivers, by=by),
        onward=f"/companies/{company}", again=partial(_company, request, by, company),
    )  # fmt: skip


async def _new(request: PageRequest, by: Viewer, refused: Refused | None = None) -> Response[Any]:
    return page(request, "companies/new.html", unlisted=await unlisted(by=by), refused=refused, **WORDS)


async def _company(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    company = await company_of(id=id, by=by)
    shares = may_share(by, company) is None
    halls = await bodies_of_kind("prefecture", by=by) if shares else []
    return page(
        request, "companies/show.html", company=company, edits=may_edit(by, company) is None, shares=shares,
        halls=[hall for hall in halls if not by.acts_for(hall.id)], refused=refused, **WORDS,
    )  # fmt: skip


async def _edit(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    company = await company_of(id=id, by=by)
    return page(
        request, "companies/edit.html", company=company, keeps=may_share(by, company) is None, refused=refused, **WORDS
    )


HANDLERS: Sequence[Any] = (
    list_companies, new_company, list_company, show_company, edit_form, edit_company, share_company,
)  # fmt: skip
