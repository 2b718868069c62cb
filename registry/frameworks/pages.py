"""The HTML door of frameworks: the 47 at a glance, and one prefecture's."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import Act, sent
from registry.frameworks import operations
from registry.frameworks.access import may_admit, may_keep
from registry.frameworks.queries import framework_of, overview, possible_owners
from registry.frameworks.rules import MODEL_NAMES, MODELS, OWNER_KINDS, PROMISED, promise
from registry.frameworks.schemas import FrameworkRecord, NewUnion, Participants
from registry.municipalities.queries import towns_of

WORDS: dict[str, Any] = {
    "models": MODELS, "model_names": MODEL_NAMES, "owner_kinds": OWNER_KINDS,
    "field_names": {"model": "型", "name": "名前", "started_on": "始まりの日", "owner_kind": "プールを持つ団体の種類",
                    "pool_owner": "プールを持つ団体", "source": "出所", "since": "いつから",
                    "participants": "参加する団体"},
}  # fmt: skip


@get("/frameworks")
async def list_frameworks(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The 47 prefectures, with or without a framework."""
    rows = await overview(by=by)
    by_model = Counter(row.model for row in rows if row.model)
    return page(request, "frameworks/list.html", rows=rows, by_model=by_model, promised=PROMISED,
                promise=promise, **WORDS)  # fmt: skip


@get("/frameworks/{code:str}")
async def show_framework(request: PageRequest, by: NamedDependency[Viewer], code: FromPath[str]) -> Response[Any]:
    """One prefecture's framework and who takes part."""
    return await _framework(request, by, code)


@post("/frameworks/{code:str}")
async def keep_framework(request: PageRequest, by: NamedDependency[Viewer], code: FromPath[str]) -> Response[Any]:
    """Record or correct it."""
    return await _written(
        request,
        by,
        code,
        "keep_framework",
        lambda form: operations.keep_framework(code=code, kept=form.parse(FrameworkRecord), by=by),
    )


@post("/frameworks/{code:str}/participants")
async def set_participants(request: PageRequest, by: NamedDependency[Viewer], code: FromPath[str]) -> Response[Any]:
    """Choose who takes part."""
    return await _written(
        request,
        by,
        code,
        "set_participants",
        lambda form: operations.set_participants(code=code, chosen=form.parse(Participants), by=by),
    )


@post("/frameworks/{code:str}/unions")
async def add_union(request: PageRequest, by: NamedDependency[Viewer], code: FromPath[str]) -> Response[Any]:
    """Register a union or a group of cities."""
    return await _written(
        request, by, code, "add_union", lambda form: operations.add_union(code=code, new=form.parse(NewUnion), by=by)
    )


async def _written(request: PageRequest, by: Viewer, code: str, verb: str, act: Act) -> Response[Any]:
    again = partial(_framework, request, by, code, verb=verb)
    return await sent(request, by, act, onward=f"/frameworks/{code}", again=again)


async def _framework(
    request: PageRequest,
    by: Viewer,
    code: str,
    refused: Refused | None = None,
    *,
    verb: str = "",
) -> Response[Any]:
    framework = await framework_of(code=code, by=by)
    prefecture = framework.row.prefecture
    return page(
        request, "frameworks/show.html", framework=framework,
        owners=await possible_owners(prefecture=prefecture, by=by), towns=await towns_of(prefecture=prefecture, by=by),
        keeps=may_keep(by, prefecture=prefecture, pool_owner=framework.pool_owner) is None,
        admits=may_admit(by, pool_owner=framework.pool_owner) is None, is_hall=by.acts_for(prefecture), verb=verb,
        refused=refused, **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_frameworks, show_framework, keep_framework, set_participants, add_union)
