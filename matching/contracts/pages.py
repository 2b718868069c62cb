"""The HTML door of contracts of towns and their checks."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.web.forms import Form, Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent, version_shown
from matching.assignments.queries import assignments
from matching.contracts import operations
from matching.contracts.access import may_decide
from matching.contracts.queries import AT_WORK, conflict_row, entries, entry_page
from matching.contracts.rules import KINDS, LIFE, EntryKind
from matching.contracts.schemas import Decision, NewEntry
from registry.municipalities.queries import towns_of_hall

WORDS: Final[dict[str, Any]] = {"kinds": KINDS, "life": LIFE}


@get("/contracts")
async def list_entries(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """What was entered, and the form to enter more."""
    return await _entries(request, by)


@post("/contracts")
async def enter(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Enter a contract, a bid or a specification; it is checked at once."""
    return await sent(
        request, by, lambda form: operations.enter(entry=form.parse(NewEntry), by=by),
        onward=lambda done: f"/contracts/{done.id}", again=partial(_entries, request, by),
    )  # fmt: skip


@get("/contracts/{town_contract:uuid}")
async def show_entry(request: PageRequest, by: NamedDependency[Viewer], town_contract: FromPath[UUID]) -> Response[Any]:
    """An entry, what each check found, and what was decided."""
    return await _entry(request, by, town_contract)


@post("/contract-conflicts/{contract_conflict:uuid}/decision")
async def decide(request: PageRequest, by: NamedDependency[Viewer], contract_conflict: FromPath[UUID]) -> Response[Any]:
    """Keep the bar or lift it, with the reason."""
    row = await conflict_row(id=contract_conflict, by=by)
    return await sent(
        request, by, lambda form: operations.decide(id=contract_conflict, decision=form.parse(Decision), by=by),
        onward=f"/contracts/{row.contract}", again=partial(_entry, request, by, row.contract),
    )  # fmt: skip


async def _entries(request: PageRequest, by: Viewer, refused: Refused | None = None) -> Response[Any]:
    rows = await entries(by=by)
    people, _ = await assignments(by=by, states=AT_WORK, size=None)
    return page(
        request, "contracts/list.html", entries=rows, enters=holds(by, Right.ANSWER),
        towns=await _towns(by), people=list({row.member: row for row in people if row.person}.values()),
        specifications=[row for row in rows if row.kind is EntryKind.SPECIFICATION], refused=refused, **WORDS,
    )  # fmt: skip


async def _entry(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    shown = await entry_page(id=id, by=by)
    deciding = [row for row in shown.conflicts if may_decide(by, row) is None and LIFE.open_to(by, row.state)]
    return page(
        request, "contracts/show.html", shown=shown, entry=shown.entry, refused=refused,
        deciding={row.id: version_shown(_of(refused, row.id), row.version) for row in deciding},
        open_to=partial(LIFE.open_to, by), **WORDS,
    )  # fmt: skip


def _of(refused: Refused | None, conflict: UUID) -> Refused | None:
    """The refused form, where it was this conflict's."""
    return refused if refused is not None and _path_of(refused.form) == str(conflict) else None


def _path_of(form: Form) -> str:
    return form.path.split("/")[-2]


async def _towns(by: Viewer) -> list[tuple[UUID, str]]:
    if by.kind == "municipality" and by.organisation is not None:
        return [(by.organisation, by.organisation_name)]
    return [(town.id, town.name) for town in await towns_of_hall(by=by)]


HANDLERS: Sequence[Any] = (list_entries, enter, show_entry, decide)
