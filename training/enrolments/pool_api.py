"""The JSON door of a pool's training: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from registry.learning.operations import ask_no_longer, waive_course
from registry.learning.schemas import Waiver
from training.enrolments import operations
from training.enrolments.schemas import NewPostingCourse, NewRequirement
from training.enrolments.standing import Record, record_of

Key = NamedDependency[Keyed | None]


@post("/api/v1/training/requirements")
async def require(by: NamedDependency[Viewer], data: JSONBody[NewRequirement], keyed: Key) -> Done:
    """Ask a course of a member."""
    return await once(by, keyed, partial(operations.require_training, new=data, by=by))


@post("/api/v1/training/requirements/{training_requirement:uuid}/waiver")
async def waive(
    by: NamedDependency[Viewer], training_requirement: FromPath[UUID], data: JSONBody[Waiver], keyed: Key
) -> Done:
    """Let somebody off a course."""
    return await once(by, keyed, partial(waive_course, id=training_requirement, waiver=data, by=by))


@post("/api/v1/training/posting-courses")
async def ask_before_posting(by: NamedDependency[Viewer], data: JSONBody[NewPostingCourse], keyed: Key) -> Done:
    """Ask a course of everybody before posting."""
    return await once(by, keyed, partial(operations.require_before_posting, new=data, by=by))


@post("/api/v1/training/posting-courses/{posting_course:uuid}/removal")
async def drop_posting_course(by: NamedDependency[Viewer], posting_course: FromPath[UUID], keyed: Key) -> Done:
    """No longer ask a course of everybody."""
    return await once(by, keyed, partial(ask_no_longer, id=posting_course, by=by))


@get("/api/v1/training/people/{member:uuid}")
async def show_record(by: NamedDependency[Viewer], member: FromPath[UUID]) -> Record:
    """One person's training."""
    return await record_of(member=member, by=by)


HANDLERS: Sequence[Any] = (require, waive, ask_before_posting, drop_posting_course, show_record)
