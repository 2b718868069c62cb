"""The JSON door of the privacy desk: the same operations, the same rules."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.errors import NotFound
from foundation.web.rendering import download
from registry.privacy import operations
from registry.privacy.queries import export_person, person_desk, retention
from registry.privacy.schemas import Erasure, PersonDesk, RetentionRow

ZIP = "application/zip"


@get("/api/v1/personal-data")
async def show_desk(by: NamedDependency[Viewer]) -> list[RetentionRow]:
    """How long what is kept, and the last run."""
    return await retention(by=by)


@get("/api/v1/personal-data/export")
async def export_self(by: NamedDependency[Viewer]) -> Response[bytes]:
    """Everything held on oneself."""
    if by.member is None:
        raise NotFound
    return await _zip(by.member, by)


@get("/api/v1/personal-data/{member:uuid}")
async def show_person(by: NamedDependency[Viewer], member: FromPath[UUID]) -> PersonDesk:
    """What is held on a person of one's pool, and why they cannot be erased."""
    return await person_desk(member=member, by=by)


@get("/api/v1/personal-data/{member:uuid}/export")
async def export_one(by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[bytes]:
    """Everything held on a person of one's pool."""
    return await _zip(member, by)


@post("/api/v1/personal-data/{member:uuid}/erasure")
async def erase(by: NamedDependency[Viewer], member: FromPath[UUID], data: JSONBody[Erasure]) -> Done:
    """Erase a person. No key is needed: doing it again changes nothing."""
    return await operations.erase_person(member=member, erasure=data, by=by)


async def _zip(member: UUID, by: Viewer) -> Response[bytes]:
    export = await export_person(member=member, by=by)
    return download(export.content, media_type=ZIP, filename=export.name)


HANDLERS: Sequence[Any] = (show_desk, export_self, show_person, export_one, erase)
