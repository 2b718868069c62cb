"""The HTML door of plans over years."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent
from matching.rotations import operations
from matching.rotations.queries import rotation_page, rotations, turn_row
from matching.rotations.rules import LIFE
from matching.rotations.schemas import Dropping, NewRotation, NewTurn, TakingUp, goes_with
from registry.members.queries import active_people
from registry.municipalities.queries import towns_of_hall
from registry.needs.queries import needs


@get("/rotations")
async def list_rotations(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The plans of the viewer's body, and the form for a new one."""
    return await _list(request, by)


@post("/rotations")
async def plan_rotation(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Lay out a plan."""
    return await sent(
        request, by, lambda form: operations.plan_rotation(new=form.parse(NewRotation), by=by),
        onward=lambda done: f"/rotations/{done.id}", again=partial(_list, request, by),
    )  # fmt: skip


@get("/rotations/{rotation:uuid}")
async def show_rotation(request: PageRequest, by: NamedDependency[Viewer], rotation: FromPath[UUID]) -> Response[Any]:
    """One plan, with what stands against each turn."""
    return await _rotation(request, by, rotation)


@post("/rotations/{rotation:uuid}/turns")
async def add_turn(request: PageRequest, by: NamedDependency[Viewer], rotation: FromPath[UUID]) -> Response[Any]:
    """One more turn."""
    return await sent(
        request, by, lambda form: operations.add_turn(rotation=rotation, new=form.parse(NewTurn), by=by),
        onward=f"/rotations/{rotation}", again=partial(_rotation, request, by, rotation),
    )  # fmt: skip


@post("/turns/{rotation_turn:uuid}/removal")
async def drop_turn(request: PageRequest, by: NamedDependency[Viewer], rotation_turn: FromPath[UUID]) -> Response[Any]:
    """A turn is not taken."""
    plan = (await turn_row(id=rotation_turn, by=by)).rotation
    return await sent(
        request, by, lambda form: operations.drop_turn(id=rotation_turn, dropping=form.parse(Dropping), by=by),
        onward=f"/rotations/{plan}", again=partial(_rotation, request, by, plan),
    )  # fmt: skip


@post("/turns/{rotation_turn:uuid}/proposal")
async def take_up_turn(
    request: PageRequest, by: NamedDependency[Viewer], rotation_turn: FromPath[UUID]
) -> Response[Any]:
    """The draft of a proposal for it."""
    plan = (await turn_row(id=rotation_turn, by=by)).rotation
    return await sent(
        request, by, lambda form: operations.take_up_turn(id=rotation_turn, taking=form.parse(TakingUp), by=by),
        onward=lambda done: f"/proposals/{done.id}", again=partial(_rotation, request, by, plan),
    )  # fmt: skip


async def _list(request: PageRequest, by: Viewer, refused: Refused | None = None) -> Response[Any]:
    return page(
        request, "rotations/list.html", rotations=await rotations(by=by), people=await _people(by),
        town_choices=await _towns(by), refused=refused,
    )  # fmt: skip


async def _rotation(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    shown = await rotation_page(id=id, by=by)
    accepted, _ = await needs(by=by, states=["accepted"], size=None)
    open_needs = [need for need in accepted if need.agreed_from is None]
    planned = [turn for turn in shown.turns if turn.state == "planned"]
    return page(
        request, "rotations/show.html", rotation=shown.rotation, turns=shown.turns, life=LIFE, refused=refused,
        people=await _people(by), town_choices=await _towns(by),
        needs={turn.id: [(str(need.id), need.title) for need in open_needs if need.municipality == turn.municipality]
               for turn in planned},
        also={turn.id: [(str(need.id), f"{need.municipality_name}「{need.title}」") for need in open_needs
                        if any(goes_with(turn, other) and other.municipality == need.municipality for other in planned)]
              for turn in planned},
    )  # fmt: skip


async def _people(by: Viewer) -> dict[str, str]:
    return {str(id): name for id, name in (await active_people(by=by)).items()}


async def _towns(by: Viewer) -> list[tuple[str, str]]:
    return [(str(town.id), town.name) for town in await towns_of_hall(by=by)]


HANDLERS: Sequence[Any] = (list_rotations, plan_rotation, show_rotation, add_turn, drop_turn, take_up_turn)
