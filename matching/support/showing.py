"""The pages of a record, also when a refused form is shown again: nothing typed is lost. For the HTML door."""

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.errors import NotFound, Refusal
from foundation.text.dates import today_jst
from foundation.web.forms import Form, Problem
from foundation.web.rendering import PageRequest, page
from matching.support.access import may_confirm, may_write
from matching.support.queries import record_page, towns_to_log
from matching.support.rules import (
    FIELD_NAMES,
    LIFE,
    MEANS,
    SATISFACTION,
    SHARED,
    SIDES,
    USUAL_MINUTES,
    changed,
    minutes_words,
)
from matching.support.schemas import RecordPage
from registry.municipalities.queries import towns_kept_by
from registry.needs.rules import OUTCOMES, THEMES

WORDS: Final[dict[str, Any]] = {
    "life": LIFE, "means": MEANS, "shared": SHARED, "sides": SIDES, "themes": THEMES, "usual_minutes": USUAL_MINUTES,
    "field_names": FIELD_NAMES, "minutes_words": minutes_words, "changed": changed, "satisfaction": SATISFACTION,
    "outcomes": OUTCOMES, "themes_to_tap": {code: words for code, words in THEMES.items() if code != "unknown"},
}  # fmt: skip
"""What every page of the noun calls things."""


def with_length(form: Form) -> Form:
    """The form as a program would send it: where no minutes were typed, those of the length that was tapped."""
    tapped = form.first("usual_minutes")
    if form.first("minutes").strip() or not tapped:
        return form
    return replace(form, values={**form.values, "minutes": [tapped]})


async def papers_in(form: Form) -> dict[str, bytes]:
    """The file that was chosen, by its name; nothing where none was."""
    file = form.files.get("file")
    content = await file.read() if file else b""
    return {file.filename: content} if file and content else {}


async def show_new(
    request: PageRequest, by: Viewer, *, chosen: UUID | None = None, form: Form | None = None,
    refusal: Refusal | None = None,
) -> Response[Any]:  # fmt: skip
    """The log, empty or as it was typed."""
    towns = await towns_to_log(by=by)
    visits = await towns_kept_by(by=by) if by.kind == "prefecture" else []
    return page(
        request, "support/new.html", status=refusal.status if refusal else 200, towns=towns, visits=visits,
        chosen=chosen or (towns[0].id if len(towns) == 1 else ""), form=form, today=today_jst(current_clock().now()),
        draft=form.first("draft") if form else current_clock().new_id(),
        problem=Problem.of(refusal) if refusal else None, **WORDS,
    )  # fmt: skip


async def show_record(
    request: PageRequest, by: Viewer, id: UUID, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    """A record and what the viewer can do with it."""
    shown = await record_page(id=id, by=by)
    return page(
        request, "support/show.html", status=refusal.status if refusal else 200, form=form,
        problem=Problem.of(refusal) if refusal else None, **_context(shown, by),
    )  # fmt: skip


async def show_edit(
    request: PageRequest, by: Viewer, id: UUID, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    """The correction, as it was typed; where somebody else was first, beside what stands now."""
    shown = await record_page(id=id, by=by)
    return page(
        request, "support/edit.html", status=refusal.status if refusal else 200, form=form,
        conflict=refusal is not None and refusal.status == 409, problem=Problem.of(refusal) if refusal else None,
        **_context(shown, by),
    )  # fmt: skip


async def record_again(request: PageRequest, by: Viewer, id: UUID, form: Form, refusal: Refusal) -> Response[Any]:
    """The record's page after a refusal. Raises what was refused where the record itself is out of sight."""
    if isinstance(refusal, NotFound):
        raise refusal
    return await show_record(request, by, id, form=form, refusal=refusal)


def _context(shown: RecordPage, by: Viewer) -> dict[str, Any]:
    record, working = shown.record, holds(by, Right.LOG_SUPPORT)
    verbs = {step.verb for step in LIFE.open_to(by, record.state)}
    return WORDS | {
        "shown": shown,
        "record": record,
        "writes": working and may_write(by, record) is None,
        "confirms": may_confirm(by, record) is None and bool(verbs & {"confirm", "question"}),
    }
