"""The HTML door by which an accepted applicant comes into the pool."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent
from registry.members.access import may_keep_pool
from registry.postings.candidates import candidate
from registry.postings.rules import APPLICATION, FIELD_NAMES, PLEDGE, POOL_CONSENT, POOL_CONSENT_NOW
from registry.postings.schemas import TakingOn
from registry.postings.taking_on import take_on
from registry.skills.rules import LEVELS, ROLES

WHY: Final = {"name": "名前が同じ", "kana": "ふりがなが同じ", "email": "メールが同じ"}


@get("/applications/{application:uuid}/membership")
async def show_candidate(
    request: PageRequest, by: NamedDependency[Viewer], application: FromPath[UUID]
) -> Response[Any]:
    """What is carried over, and who of the pool may be the same person."""
    return await _candidate(request, by, application)


@post("/applications/{application:uuid}/membership")
async def take_into_pool(
    request: PageRequest, by: NamedDependency[Viewer], application: FromPath[UUID]
) -> Response[Any]:
    """Make the applicant a member."""
    return await sent(
        request, by, lambda form: take_on(id=application, given=form.parse(TakingOn), by=by),
        onward=lambda done: f"/members/{done.id}", again=partial(_candidate, request, by, application),
    )  # fmt: skip


async def _candidate(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    found = await candidate(application=id, by=by)
    return page(
        request, "postings/membership.html", found=found, refusal=may_keep_pool(by), life=APPLICATION, why=WHY,
        roles=ROLES, levels=LEVELS, consent=POOL_CONSENT.get(found.application.pool_consent or POOL_CONSENT_NOW, ""),
        pledge=PLEDGE, field_names=FIELD_NAMES, refused=refused,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (show_candidate, take_into_pool)
