"""The HTML door of joint needs."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page, redirect
from foundation.web.sending import Act, sent, version_shown
from registry.needs import joining
from registry.needs.access import may_join
from registry.needs.joinable import candidates, suggested_groups, suggestions_for
from registry.needs.joint_schemas import Joining, JointPlan, JointTerms, Leaving
from registry.needs.queries import joint_need_page, joint_needs, needs_by_id
from registry.needs.rules import FIELD_NAMES, LIFE


@get("/joint-needs")
async def list_joint_needs(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Joint needs, and for a prefecture what is worth joining next."""
    joins = may_join(by) is None
    return page(
        request, "needs/joint_list.html", joint=await joint_needs(by=by), joins=joins,
        groups=await suggested_groups(by=by) if joins else [],
    )  # fmt: skip


@get("/joint-needs/new")
async def new_joint_need(
    request: PageRequest, by: NamedDependency[Viewer], need: FromQuery[UUID | None] = None
) -> Response[Any]:
    """What goes with one need, with the reasons; without one, every suggested group."""
    if need is None:
        return redirect("/joint-needs")
    return await _new(request, by, need)


@post("/joint-needs")
async def join_needs(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Join them."""

    async def again(refused: Refused) -> Response[Any]:
        return await _new(request, by, _id(refused.form.first("needs")), refused)

    return await sent(
        request, by, lambda form: joining.join_needs(plan=form.parse(JointPlan), by=by),
        onward=lambda done: f"/joint-needs/{done.id}", again=again,
    )  # fmt: skip


@get("/joint-needs/{joint_need:uuid}")
async def show_joint_need(
    request: PageRequest, by: NamedDependency[Viewer], joint_need: FromPath[UUID]
) -> Response[Any]:
    """Who asks together, who leads, who bears what."""
    return await _show(request, by, joint_need)


@post("/joint-needs/{joint_need:uuid}/terms")
async def change_terms(request: PageRequest, by: NamedDependency[Viewer], joint_need: FromPath[UUID]) -> Response[Any]:
    """Another title, lead or way to share."""
    return await _change(
        request, by, joint_need, lambda form: joining.change_terms(id=joint_need, terms=form.parse(JointTerms), by=by)
    )


@post("/joint-needs/{joint_need:uuid}/parts")
async def add_needs(request: PageRequest, by: NamedDependency[Viewer], joint_need: FromPath[UUID]) -> Response[Any]:
    """Needs that join later or again."""
    return await _change(
        request, by, joint_need, lambda form: joining.add_needs(id=joint_need, joining=form.parse(Joining), by=by)
    )


@post("/joint-needs/{joint_need:uuid}/parts/{part:uuid}/removal")
async def split_off(
    request: PageRequest, by: NamedDependency[Viewer], joint_need: FromPath[UUID], part: FromPath[UUID]
) -> Response[Any]:
    """One town goes its own way."""
    return await _change(
        request, by, joint_need,
        lambda form: joining.split_off(id=joint_need, part=part, leaving=form.parse(Leaving), by=by),
    )  # fmt: skip


@post("/joint-needs/{joint_need:uuid}/split")
async def split_joint_need(
    request: PageRequest, by: NamedDependency[Viewer], joint_need: FromPath[UUID]
) -> Response[Any]:
    """Everybody goes their own way."""
    return await _change(
        request, by, joint_need,
        lambda form: joining.split_joint_need(id=joint_need, leaving=form.parse(Leaving), by=by),
    )  # fmt: skip


async def _change(request: PageRequest, by: Viewer, id: UUID, act: Act) -> Response[Any]:
    return await sent(request, by, act, onward=f"/joint-needs/{id}", again=partial(_show, request, by, id))


async def _new(request: PageRequest, by: Viewer, need: UUID, refused: Refused | None = None) -> Response[Any]:
    own, others = await suggestions_for(need=need, by=by)
    shown = {one.candidate.need for one in others} | {need}
    listed = [one for one in await candidates(by=by) if one.need not in shown] if own else []
    return page(
        request, "needs/joint_new.html", own=own, others=others, listed=listed, need=need, field_names=FIELD_NAMES,
        refused=refused,
    )  # fmt: skip


async def _show(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    joint = await joint_need_page(id=id, by=by)
    keeps = by.acts_for(joint.owner) and holds(by, Right.HEAR)
    return page(
        request, "needs/joint_show.html", joint=joint, keeps=keeps,
        needs=await needs_by_id(ids=[part.need for part in joint.parts], by=by), life=LIFE,
        free=await candidates(by=by) if keeps else [], field_names=FIELD_NAMES,
        version=version_shown(refused, joint.version), refused=refused,
    )  # fmt: skip


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


HANDLERS: Sequence[Any] = (
    list_joint_needs, new_joint_need, join_needs, show_joint_need, change_terms, add_needs, split_off, split_joint_need,
)  # fmt: skip
