"""The HTML door of a company's staff."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.web.rendering import PageRequest, page
from registry.companies.queries import company_of
from registry.members.staff import staff_of
from registry.skills.rules import ROLES


@get("/companies/{company:uuid}/staff")
async def show_staff(request: PageRequest, by: NamedDependency[Viewer], company: FromPath[UUID]) -> Response[Any]:
    """Who works for the company."""
    found = await company_of(id=company, by=by)
    staff = await staff_of(company=company, by=by)
    return page(request, "members/staff.html", company=found, staff=staff, roles=ROLES, is_company=by.acts_for(company))


HANDLERS: Sequence[Any] = (show_staff,)
