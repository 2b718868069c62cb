"""The HTML door of the library."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.errors import NotAllowed
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import Act, sent, version_shown
from registry.needs.rules import THEMES
from training.practices import operations
from training.practices.access import may_keep, may_open
from training.practices.queries import practice_page, practices, towns_to_tell_of
from training.practices.rules import AUDIENCES, LIFE, PAGE_NAMES, TAGS
from training.practices.schemas import Permission, PracticeRow, PracticeText, Refusal

WORDS: Final[dict[str, Any]] = {
    "themes": THEMES, "audiences": AUDIENCES, "life": LIFE, "tags": TAGS, "field_names": PAGE_NAMES,
}  # fmt: skip


@get("/practices")
async def list_practices(
    request: PageRequest,
    by: NamedDependency[Viewer],
    words: FromQuery[str] = "",
    theme: FromQuery[str] = "",
    condition: FromQuery[str] = "",
    number: FromQuery[int] = 1,
) -> Response[Any]:
    """The library: what the viewer may read, by words and theme."""
    rows, found = await practices(words=words, theme=theme, state=condition, number=max(1, number), by=by)
    return page(
        request, "practices/list.html", rows=rows, found=found, words=words, theme=theme, condition=condition,
        tells=holds(by, Right.TELL_PRACTICE), **WORDS,
    )  # fmt: skip


@get("/practices/new")
async def new_practice(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """An empty text."""
    return await _form(request, by)


@post("/practices")
async def write(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Write a practice down."""
    return await sent(
        request, by, lambda form: operations.write_practice(new=form.parse(PracticeText), by=by),
        onward=lambda done: f"/practices/{done.id}", again=partial(_form, request, by),
    )  # fmt: skip


@get("/practices/{practice:uuid}")
async def show_practice(
    request: PageRequest, by: NamedDependency[Viewer], practice: FromPath[UUID], edit: FromQuery[bool] = False
) -> Response[Any]:
    """One practice; with `edit` its form."""
    if edit:
        row = await practice_page(id=practice, by=by)
        if refusal := may_keep(by, row):
            raise NotAllowed(refusal)
        return await _form(request, by, row=row)
    return await _practice(request, by, practice)


@post("/practices/{practice:uuid}")
async def change(request: PageRequest, by: NamedDependency[Viewer], practice: FromPath[UUID]) -> Response[Any]:
    """Change the text."""
    row = await practice_page(id=practice, by=by)
    return await sent(
        request, by, lambda form: operations.change_practice(id=practice, text=form.parse(PracticeText), by=by),
        onward=f"/practices/{practice}", again=partial(_form, request, by, row=row),
    )  # fmt: skip


@post("/practices/{practice:uuid}/consent")
async def consent(request: PageRequest, by: NamedDependency[Viewer], practice: FromPath[UUID]) -> Response[Any]:
    """The town lets others read it."""
    return await _decided(
        request, by, practice,
        lambda form: operations.consent_to_practice(id=practice, permission=form.parse(Permission), by=by),
    )  # fmt: skip


@post("/practices/{practice:uuid}/refusal")
async def decline(request: PageRequest, by: NamedDependency[Viewer], practice: FromPath[UUID]) -> Response[Any]:
    """The town keeps it to itself."""
    return await _decided(
        request, by, practice,
        lambda form: operations.decline_practice(id=practice, reason=form.parse(Refusal).reason, by=by),
    )  # fmt: skip


@post("/practices/{practice:uuid}/withdrawal")
async def withdraw(request: PageRequest, by: NamedDependency[Viewer], practice: FromPath[UUID]) -> Response[Any]:
    """The town takes it back."""
    return await _decided(
        request, by, practice,
        lambda form: operations.withdraw_practice(id=practice, reason=form.parse(Refusal).reason, by=by),
    )  # fmt: skip


async def _decided(request: PageRequest, by: Viewer, practice: UUID, act: Act) -> Response[Any]:
    return await sent(
        request, by, act, onward=f"/practices/{practice}", again=partial(_practice, request, by, practice)
    )


async def _practice(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    row = await practice_page(id=id, by=by)
    return page(
        request, "practices/show.html", refused=refused, row=row, keeps=may_keep(by, row) is None,
        opens=may_open(by, row) is None, version=version_shown(refused, row.version), **WORDS,
    )  # fmt: skip


async def _form(
    request: PageRequest, by: Viewer, refused: Refused | None = None, *, row: PracticeRow | None = None
) -> Response[Any]:
    towns = [] if row or by.kind == "municipality" else await towns_to_tell_of(by=by)
    return page(
        request, "practices/form.html", refused=refused, row=row, towns=towns,
        version=version_shown(refused, row.version if row else 0), **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_practices, new_practice, write, show_practice, change, consent, decline, withdraw)
