"""The JSON door of a company's staff."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath

from auth.viewer import Viewer
from registry.members.staff import StaffRow, staff_of


@get("/api/v1/companies/{company:uuid}/staff")
async def show_staff(by: NamedDependency[Viewer], company: FromPath[UUID]) -> list[StaffRow]:
    """Who works for the company, as far as their names are open to the viewer."""
    return await staff_of(company=company, by=by)


HANDLERS: Sequence[Any] = (show_staff,)
