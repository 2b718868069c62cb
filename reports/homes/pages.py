"""The first page after signing in: one address, a page of its own for each kind of viewer."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.text.dates import today_jst
from foundation.web.rendering import PageRequest, page
from registry.accelerators.rules import LIFE as REGISTRATION_LIFE
from registry.accelerators.rules import TARGET
from registry.skills.rules import ROLES
from reports.figures.rules import BY_KEY, made
from reports.homes.prefecture import prefecture_home
from reports.homes.queries import company_home, member_home, ministry_home, school_home, town_home
from reports.homes.rules import by_deadline
from training.enrolments.rules import LIFE as ENROLMENT_LIFE

HOMES: Final[Mapping[str, tuple[str, Callable[..., Awaitable[Any]]]]] = {
    "municipality": ("homes/town.html", town_home),
    "prefecture": ("homes/prefecture.html", prefecture_home),
    "union": ("homes/prefecture.html", prefecture_home),
    "ministry": ("homes/ministry.html", ministry_home),
    "member": ("homes/member.html", member_home),
    "company": ("homes/company.html", company_home),
    "school": ("homes/school.html", school_home),
}


@get("/")
async def home(
    request: PageRequest, by: NamedDependency[Viewer], kind: FromQuery[str] = "", towns: FromQuery[str] = ""
) -> Response[Any]:
    """The viewer's home, by the kind of body it acts for. `kind` and `towns` narrow a prefecture's two lists."""
    template, ask = HOMES[by.kind]
    shown, now = await ask(by=by), current_clock().now()
    return page(
        request, template, home=shown, kind=kind, towns=towns, today=today_jst(now), made=partial(made, as_of=now),
        by_deadline=by_deadline, definitions=BY_KEY, roles=ROLES, target=TARGET, registration_life=REGISTRATION_LIFE,
        enrolment_life=ENROLMENT_LIFE,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (home,)
