"""The HTML door of the privacy desk."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.errors import NotFound, Refusal
from foundation.web.forms import Refused, read_form
from foundation.web.rendering import PageRequest, after_write, download, page
from registry.privacy import operations
from registry.privacy.classes import HOW
from registry.privacy.queries import export_person, person_desk, retention
from registry.privacy.schemas import CONFIRMED, Erasure

ZIP = "application/zip"


@get("/personal-data")
async def show_desk(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """How long what is kept; for a person, everything held on them in one file."""
    return page(request, "privacy/desk.html", rows=await retention(by=by), how=HOW, is_member=by.member is not None)


@get("/personal-data/export")
async def export_self(by: NamedDependency[Viewer]) -> Response[bytes]:
    """Everything held on oneself."""
    if by.member is None:
        raise NotFound
    return await _zip(by.member, by)


@get("/personal-data/{member:uuid}")
async def show_person(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """What is held on a person of one's pool, and their erasure."""
    return await _person(request, by, member)


@get("/personal-data/{member:uuid}/export")
async def export_one(by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[bytes]:
    """Everything held on a person of one's pool."""
    return await _zip(member, by)


@post("/personal-data/{member:uuid}/erasure")
async def erase(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """Erase a person."""
    form = await read_form(request)
    try:
        await operations.erase_person(member=member, erasure=form.parse(Erasure), by=by)
    except Refusal as refusal:
        return await _person(request, by, member, Refused(form, refusal))
    return after_write(request, "/members")


async def _zip(member: UUID, by: Viewer) -> Response[bytes]:
    export = await export_person(member=member, by=by)
    return download(export.content, media_type=ZIP, filename=export.name)


async def _person(request: PageRequest, by: Viewer, member: UUID, refused: Refused | None = None) -> Response[Any]:
    return page(
        request, "privacy/person.html", desk=await person_desk(member=member, by=by), confirmed=CONFIRMED,
        refused=refused,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (show_desk, export_self, show_person, export_one, erase)
