"""The JSON door by which an accepted applicant comes into the pool."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from registry.postings.candidates import Candidate, candidate
from registry.postings.schemas import TakingOn
from registry.postings.taking_on import take_on


@get("/api/v1/applications/{application:uuid}/membership")
async def show_candidate(by: NamedDependency[Viewer], application: FromPath[UUID]) -> Candidate:
    """What is carried over, and who of the pool may be the same person."""
    return await candidate(application=application, by=by)


@post("/api/v1/applications/{application:uuid}/membership")
async def take_into_pool(
    by: NamedDependency[Viewer], application: FromPath[UUID], data: JSONBody[TakingOn],
    keyed: NamedDependency[Keyed | None],
) -> Done:  # fmt: skip
    """Make the applicant a member; the answer's id is the member's."""
    return await once(by, keyed, partial(take_on, id=application, given=data, by=by))


HANDLERS: Sequence[Any] = (show_candidate, take_into_pool)
