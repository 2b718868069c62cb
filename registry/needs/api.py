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
from foundation.database.clock import current_clock
from foundation.database.idempotency import Done, Keyed, once
from foundation.text.dates import today_jst
from registry.needs import operations
from registry.needs.attachments import files_of
from registry.needs.queries import joint_needs_of, need_page, review_of
from registry.needs.reference import Scheme, schemes_on
from registry.needs.requirement_schemas import Requirement, RequirementRow
from registry.needs.requirements import requirements
from registry.needs.schemas import (
    Closing,
    FileRow,
    HearingRecord,
    Hold,
    NeedDraft,
    NeedIntake,
    NeedPage,
    Reason,
    Referral,
    Review,
    ReviewRow,
    TriageChoice,
)

Key = NamedDependency[Keyed | None]


class WholeNeed(Struct, frozen=True):
    """A need with its requirement, review and joint need, where it has them, and the papers beside it."""

    need: NeedPage
    requirement: RequirementRow | None
    review: ReviewRow | None
    joint_need: UUID | None
    files: list[FileRow]


class SchemeList(Struct, frozen=True):
    """The other schemes of today."""

    schemes: list[Scheme]


@get("/api/v1/needs/{need:uuid}")
async def show_need(by: NamedDependency[Viewer], need: FromPath[UUID]) -> WholeNeed:
    """One need."""
    shown = await need_page(id=need, by=by)
    joint = (await joint_needs_of(needs=[need], by=by)).get(need)
    return WholeNeed(
        need=shown,
        requirement=(await requirements(ids=[need], by=by)).get(need),
        review=await review_of(need=need, by=by),
        joint_need=joint.id if joint else None,
        files=await files_of(need=need, by=by),
    )


@get("/api/v1/schemes")
async def list_schemes() -> SchemeList:
    """The other schemes a need may be referred to."""
    return SchemeList(list(schemes_on(today_jst(current_clock().now()))))


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
async def withdraw_need(by: NamedDependency[Viewer], need: FromPath[UUID], data: JSONBody[Reason], keyed: Key) -> Done:
    """Take it back."""
    act = partial(operations.withdraw_need, id=need, reason=data.reason, version=data.version, by=by)
    return await once(by, keyed, act)


@post("/api/v1/needs/{need:uuid}/referral")
async def refer_need(by: NamedDependency[Viewer], need: FromPath[UUID], data: JSONBody[Referral], keyed: Key) -> Done:
    """Point to another scheme."""
    return await once(by, keyed, partial(operations.refer_need, id=need, referral=data, by=by))


@post("/api/v1/needs/{need:uuid}/hold")
async def hold_need(by: NamedDependency[Viewer], need: FromPath[UUID], data: JSONBody[Hold], keyed: Key) -> Done:
    """Set aside for now."""
    return await once(by, keyed, partial(operations.hold_need, id=need, by=by, **data.model_dump()))


@post("/api/v1/needs/{need:uuid}/review")
async def review_need(by: NamedDependency[Viewer], need: FromPath[UUID], data: JSONBody[Review], keyed: Key) -> Done:
    """Say what came of it."""
    return await once(by, keyed, partial(operations.review_need, id=need, review=data, by=by))


@post("/api/v1/needs/{need:uuid}/closing")
async def close_need(by: NamedDependency[Viewer], need: FromPath[UUID], data: JSONBody[Closing], keyed: Key) -> Done:
    """End it."""
    return await once(by, keyed, partial(operations.close_need, id=need, version=data.version, by=by))


HANDLERS: Sequence[Any] = (
    list_schemes, show_need, save_draft, submit_need, record_hearing, triage_need, set_requirement,
    withdraw_need, refer_need, hold_need, review_need, close_need,
)  # fmt: skip
