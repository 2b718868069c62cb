"""The HTML door of skills: schemes, their skills, mappings."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from urllib.parse import quote
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import reading
from foundation.errors import Refusal
from foundation.web.forms import Form, Refused, read_form
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import Act, sent
from registry.skills import operations
from registry.skills.access import may_keep_schemes
from registry.skills.queries import OWN_SCHEME, SkillRow, mappings, schemes, skills_of_scheme
from registry.skills.rules import MAPPING_GLOSSES, MAPPINGS, ROLES
from registry.skills.schemas import MappingEnd, MappingReach, NewMapping, SchemeWords

FIELD_NAMES = {
    "scheme": "体系のファイル", "code": "記号", "family": "系統の記号", "name": "名前", "version": "版",
    "valid_from": "いつから", "source": "出所", "earlier": "前のスキル", "later": "後のスキル", "kind": "対応の種類",
    "first_day": "いつから", "reason": "理由", "last_day": "最後の日",
}  # fmt: skip


@get("/skills")
async def list_skills(request: PageRequest, by: NamedDependency[Viewer], scheme: FromQuery[str] = "") -> Response[Any]:
    """Every scheme; the skills of one; which skill became which, and who said so."""
    return await _skills(request, by, scheme=scheme)


@post("/skills/schemes")
async def import_scheme(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Bring in a version of a scheme."""
    code = (await read_form(request)).first("code")

    async def act(form: Form) -> Done:
        words = form.parse(SchemeWords)
        _, content = await form.chosen("scheme", "ファイルを選んでください。まだ何も取り込んでいません。")
        return await operations.import_scheme(words=words, content=content, by=by)

    return await _written(request, by, "import_scheme", act, onward=f"/skills?scheme={quote(code)}")


@post("/skills/mappings")
async def map_skills(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Say which skill became which."""
    return await _written(
        request, by, "map_skills", lambda form: operations.map_skills(new=form.parse(NewMapping), by=by)
    )


@post("/skills/mappings/preview")
async def preview_mapping(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """How many people a mapping would reach, above the form as it was filled in; nothing is kept."""
    form = await read_form(request)
    try:
        reach = await operations.preview_mapping(new=form.parse(NewMapping), by=by)
    except Refusal as refusal:
        return await _skills(request, by, Refused(form, refusal), verb="map_skills")
    return await _skills(request, by, verb="map_skills", form=form, reach=reach)


@post("/skills/mappings/{mapping:uuid}/end")
async def end_mapping(request: PageRequest, by: NamedDependency[Viewer], mapping: FromPath[UUID]) -> Response[Any]:
    """Let a mapping hold until a last day."""
    return await _written(
        request, by, "end_mapping", lambda form: operations.end_mapping(id=mapping, end=form.parse(MappingEnd), by=by)
    )


async def _written(
    request: PageRequest, by: Viewer, verb: str, act: Act, *, onward: str = "/skills#mappings"
) -> Response[Any]:
    return await sent(request, by, act, onward=onward, again=partial(_skills, request, by, verb=verb))


async def _skills(
    request: PageRequest,
    by: Viewer,
    refused: Refused | None = None,
    *,
    scheme: str = "",
    verb: str = "",
    form: Form | None = None,
    reach: MappingReach | None = None,
) -> Response[Any]:
    async with reading(by) as work:
        today, known = work.today, await schemes()
        chosen = next((row for row in known if row.code == scheme), None)
        chosen = chosen or next(row for row in known if row.code == OWN_SCHEME)
        keeps = may_keep_schemes(by) is None
        choices = [(row, await skills_of_scheme(row.code)) for row in known] if keeps else []
        shown, led = await skills_of_scheme(chosen.code), await mappings()
    return page(
        request, "skills/list.html", schemes=known, chosen=chosen, areas=_by_area(shown), mappings=led, keeps=keeps,
        today=today, choices=choices, roles=ROLES, kinds=MAPPINGS, glosses=MAPPING_GLOSSES, field_names=FIELD_NAMES,
        verb=verb, reach=reach, refused=refused, form=form or (refused.form if refused else None),
    )  # fmt: skip


def _by_area(skills: Sequence[SkillRow]) -> dict[str, list[SkillRow]]:
    areas: dict[str, list[SkillRow]] = {}
    for skill in skills:
        areas.setdefault(skill.area, []).append(skill)
    return areas


HANDLERS: Sequence[Any] = (list_skills, import_scheme, map_skills, preview_mapping, end_mapping)
