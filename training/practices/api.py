"""The JSON door of the library: the same operations, the same rules."""

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
from training.practices import operations
from training.practices.queries import practice_page, practices
from training.practices.schemas import Permission, PracticeRow, PracticeText, Refusal

Key = NamedDependency[Keyed | None]


class Library(Struct, frozen=True):
    """A page of the library."""

    total: int
    number: int
    last: int
    practices: list[PracticeRow]


@get("/api/v1/practices")
async def list_practices(
    by: NamedDependency[Viewer],
    words: FromQuery[str] = "",
    theme: FromQuery[str] = "",
    condition: FromQuery[str] = "",
    number: FromQuery[int] = 1,
) -> Library:
    """What the viewer may read, by words, theme and state (`condition`)."""
    rows, found = await practices(words=words, theme=theme, state=condition, number=max(1, number), by=by)
    return Library(found.total, found.number, found.last, rows)


@get("/api/v1/practices/{practice:uuid}")
async def show_practice(by: NamedDependency[Viewer], practice: FromPath[UUID]) -> PracticeRow:
    """One practice."""
    return await practice_page(id=practice, by=by)


@post("/api/v1/practices")
async def write(by: NamedDependency[Viewer], data: JSONBody[PracticeText], keyed: Key) -> Done:
    """Write a practice down."""
    return await once(by, keyed, partial(operations.write_practice, new=data, by=by))


@post("/api/v1/practices/{practice:uuid}")
async def change(
    by: NamedDependency[Viewer], practice: FromPath[UUID], data: JSONBody[PracticeText], keyed: Key
) -> Done:
    """Change the text."""
    return await once(by, keyed, partial(operations.change_practice, id=practice, text=data, by=by))


@post("/api/v1/practices/{practice:uuid}/consent")
async def consent(
    by: NamedDependency[Viewer], practice: FromPath[UUID], data: JSONBody[Permission], keyed: Key
) -> Done:
    """The town lets others read it."""
    return await once(by, keyed, partial(operations.consent_to_practice, id=practice, permission=data, by=by))


@post("/api/v1/practices/{practice:uuid}/refusal")
async def decline(by: NamedDependency[Viewer], practice: FromPath[UUID], data: JSONBody[Refusal], keyed: Key) -> Done:
    """The town keeps it to itself."""
    return await once(by, keyed, partial(operations.decline_practice, id=practice, reason=data.reason, by=by))


@post("/api/v1/practices/{practice:uuid}/withdrawal")
async def withdraw(by: NamedDependency[Viewer], practice: FromPath[UUID], data: JSONBody[Refusal], keyed: Key) -> Done:
    """The town takes it back."""
    return await once(by, keyed, partial(operations.withdraw_practice, id=practice, reason=data.reason, by=by))


HANDLERS: Sequence[Any] = (list_practices, show_practice, write, change, consent, decline, withdraw)
