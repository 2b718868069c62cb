"""The pages of a record, also when a refused form is shown again: nothing typed is lost. For the HTML door."""

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.text.dates import today_jst
from foundation.web.forms import Form, Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import version_shown
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
)
from matching.support.schemas import RecordPage
from registry.municipalities.queries import towns_of_hall
from registry.needs.rules import OUTCOMES, THEMES

WORDS: Final[dict[str, Any]] = {
    "life": LIFE, "means": MEANS, "shared": SHARED, "sides": SIDES, "themes": THEMES, "usual_minutes": USUAL_MINUTES,
    "field_names": FIELD_NAMES, "changed": changed, "satisfaction": SATISFACTION,
    "outcomes": OUTCOMES, "themes_to_tap": {code: words for code, words in THEMES.items() if code != "unknown"},
}  # fmt: skip
"""What every page of the noun calls things."""


def with_length(form: Form) -> Form:
    """The form as a program would send it: where no minutes were typed, those of the length that was tapped."""
    tapped = form.first("usual_minutes")
    if form.first("minutes").strip() or not tapped:
        return form
    return replace(form, values={**form.values, "minutes": [tapped]})


async def show_new(
    request: PageRequest, by: Viewer, refused: Refused | None = None, *, chosen: UUID | None = None
) -> Response[Any]:
    """The log, empty or as it was typed."""
    towns = await towns_to_log(by=by)
    visits = await towns_of_hall(by=by) if by.kind in ("prefecture", "union") else []
    return page(
        request, "support/new.html", towns=towns, visits=visits, today=today_jst(current_clock().now()),
        chosen=chosen or (towns[0].id if len(towns) == 1 else ""),
        draft=refused.form.first("draft") if refused else current_clock().new_id(), refused=refused, **WORDS,
    )  # fmt: skip


async def show_record(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    """A record and what the viewer can do with it; with what was typed and why it was refused, where it was."""
    return page(request, "support/show.html", refused=refused, **_context(await record_page(id=id, by=by), by))


async def show_edit(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    """The correction, as it was typed; where somebody else was first, beside what stands now."""
    shown = await record_page(id=id, by=by)
    version = version_shown(refused, shown.record.version)
    return page(request, "support/edit.html", version=version, refused=refused, **_context(shown, by))


def _context(shown: RecordPage, by: Viewer) -> dict[str, Any]:
    record, working = shown.record, holds(by, Right.LOG_SUPPORT)
    verbs = {step.verb for step in LIFE.open_to(by, record.state)}
    return WORDS | {
        "shown": shown,
        "record": record,
        "writes": working and may_write(by, record) is None,
        "confirms": may_confirm(by, record) is None and bool(verbs & {"confirm", "question"}),
    }
