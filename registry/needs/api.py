"""The JSON door of needs: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from registry.needs import operations
from registry.needs.queries import need_page, requirements
from registry.needs.schemas import (
    HearingRecord,
    NeedDraft,
    NeedIntake,
    NeedPage,
    Reason,
    Requirement,
    RequirementRow,
    TriageChoice,
)


class WholeNeed(Struct, frozen=True):
    """A need with its requirement, where it has one."""

    need: NeedPage
    requirement: RequirementRow | None


@get("/api/v1/needs/{need:uuid}")
async def show_need(by: NamedDependency[Viewer], need: FromPath[UUID]) -> WholeNeed:
    """One need."""
    return WholeNeed(await need_page(id=need, by=by), (await requirements(ids=[need], by=by)).get(need))


@post("/api/v1/needs/drafts")
async def save_draft(by: NamedDependency[Viewer], data: JSONBody[NeedDraft]) -> Done:
    """Keep the intake half-done."""
    return await operations.save_draft(draft=data, by=by)


@post("/api/v1/needs")
async def submit_need(
    by: NamedDependency[Viewer], data: JSONBody[NeedIntake], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Send the intake."""
    return await once(by, keyed, partial(operations.submit_need, intake=data, by=by))


@post("/api/v1/needs/{need:uuid}/hearings")
async def record_hearing(
    by: NamedDependency[Viewer],
    need: FromPath[UUID],
    data: JSONBody[HearingRecord],
    keyed: NamedDependency[Keyed | None],
) -> Done:
    """Note what was learnt."""
    return await once(by, keyed, partial(operations.record_hearing, id=need, hearing=data, by=by))


@post("/api/v1/needs/{need:uuid}/triage")
async def triage_need(
    by: NamedDependency[Viewer],
    need: FromPath[UUID],
    data: JSONBody[TriageChoice],
    keyed: NamedDependency[Keyed | None],
) -> Done:
    """Decide what kind of help fits."""
    return await once(by, keyed, partial(operations.triage_need, id=need, choice=data, by=by))


@post("/api/v1/needs/{need:uuid}/requirement")
async def set_requirement(
    by: NamedDependency[Viewer], need: FromPath[UUID], data: JSONBody[Requirement], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Make it matchable."""
    return await once(by, keyed, partial(operations.set_requirement, id=need, requirement=data, by=by))


@post("/api/v1/needs/{need:uuid}/withdrawal")
async def withdraw_need(
    by: NamedDependency[Viewer], need: FromPath[UUID], data: JSONBody[Reason], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Take it back."""
    return await once(by, keyed, partial(operations.withdraw_need, id=need, reason=data.reason, by=by))


@post("/api/v1/needs/{need:uuid}/referral")
async def refer_need(
    by: NamedDependency[Viewer], need: FromPath[UUID], data: JSONBody[Reason], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Point to another scheme."""
    return await once(by, keyed, partial(operations.refer_need, id=need, reason=data.reason, by=by))


@post("/api/v1/needs/{need:uuid}/hold")
async def hold_need(
    by: NamedDependency[Viewer], need: FromPath[UUID], data: JSONBody[Reason], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Set aside for now."""
    return await once(by, keyed, partial(operations.hold_need, id=need, reason=data.reason, by=by))


HANDLERS: Sequence[Any] = (
    show_need, save_draft, submit_need, record_hearing, triage_need, set_requirement, withdraw_need,
    refer_need, hold_need,
)  # fmt: skip
