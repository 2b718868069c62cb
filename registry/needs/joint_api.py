"""The JSON door of joint needs."""

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
from registry.needs import joining
from registry.needs.access import may_join
from registry.needs.joinable import suggested_groups, suggestions_for
from registry.needs.joint_schemas import Joining, JointNeedRow, JointPlan, JointTerms, Leaving
from registry.needs.queries import joint_need_page, joint_needs

Key = NamedDependency[Keyed | None]


class Worth(Struct, frozen=True):
    """A need worth joining, with the reasons and what to settle first."""

    need: UUID
    municipality_name: str
    title: str
    reasons: list[str]
    cautions: list[str]


class Suggested(Struct, frozen=True):
    """What goes with a need."""

    need: UUID
    others: list[Worth]


class JointNeedList(Struct, frozen=True):
    """Joint needs, and groups that might become one."""

    joint_needs: list[JointNeedRow]
    suggested: list[list[UUID]]


@get("/api/v1/joint-needs")
async def list_joint_needs(by: NamedDependency[Viewer]) -> JointNeedList:
    """The joint needs the viewer sees."""
    groups = await suggested_groups(by=by) if may_join(by) is None else []
    return JointNeedList(
        await joint_needs(by=by), [[one.need for one in group.candidates] for group in groups]
    )  # fmt: skip


@get("/api/v1/joint-needs/new")
async def new_joint_need(by: NamedDependency[Viewer], need: FromQuery[UUID]) -> Suggested:
    """What is worth joining with a need."""
    _, others = await suggestions_for(need=need, by=by)
    return Suggested(
        need,
        [Worth(one.candidate.need, one.candidate.town, one.candidate.title, list(one.reasons), list(one.cautions))
         for one in others],
    )  # fmt: skip


@post("/api/v1/joint-needs")
async def join_needs(by: NamedDependency[Viewer], data: JSONBody[JointPlan], keyed: Key) -> Done:
    """Join them."""
    return await once(by, keyed, partial(joining.join_needs, plan=data, by=by))


@get("/api/v1/joint-needs/{joint_need:uuid}")
async def show_joint_need(by: NamedDependency[Viewer], joint_need: FromPath[UUID]) -> JointNeedRow:
    """One joint need with its parts and shares."""
    return await joint_need_page(id=joint_need, by=by)


@post("/api/v1/joint-needs/{joint_need:uuid}/terms")
async def change_terms(
    by: NamedDependency[Viewer], joint_need: FromPath[UUID], data: JSONBody[JointTerms], keyed: Key
) -> Done:
    """Another title, lead or way to share."""
    return await once(by, keyed, partial(joining.change_terms, id=joint_need, terms=data, by=by))


@post("/api/v1/joint-needs/{joint_need:uuid}/parts")
async def add_needs(
    by: NamedDependency[Viewer], joint_need: FromPath[UUID], data: JSONBody[Joining], keyed: Key
) -> Done:
    """Needs that join later or again."""
    return await once(by, keyed, partial(joining.add_needs, id=joint_need, joining=data, by=by))


@post("/api/v1/joint-needs/{joint_need:uuid}/parts/{part:uuid}/removal")
async def split_off(
    by: NamedDependency[Viewer],
    joint_need: FromPath[UUID],
    part: FromPath[UUID],
    data: JSONBody[Leaving],
    keyed: Key,
) -> Done:
    """One town goes its own way."""
    return await once(by, keyed, partial(joining.split_off, id=joint_need, part=part, leaving=data, by=by))


@post("/api/v1/joint-needs/{joint_need:uuid}/split")
async def split_joint_need(
    by: NamedDependency[Viewer], joint_need: FromPath[UUID], data: JSONBody[Leaving], keyed: Key
) -> Done:
    """Everybody goes their own way."""
    return await once(by, keyed, partial(joining.split_joint_need, id=joint_need, leaving=data, by=by))


HANDLERS: Sequence[Any] = (
    list_joint_needs, new_joint_need, join_needs, show_joint_need, change_terms, add_needs, split_off, split_joint_need,
)  # fmt: skip
