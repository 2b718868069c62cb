"""From a question to the needs it finds, in one statement with their number, facets and gains. Part of `queries`."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from asyncpg import Range
from msgspec import Struct
from piccolo.querystring import QueryString

from auth.viewer import Viewer
from foundation.database.faceted import Arguments, Facet, Faceted, Found, counting, found_in
from foundation.database.paging import Page
from foundation.database.unit_of_work import current_work
from foundation.text.ids import body_id
from foundation.text.search import containing, search_key
from registry.members.question import Place
from registry.municipalities.reference import municipalities
from registry.municipalities.regions import prefectures_in
from registry.needs.access import needs_visible_to, requirements_visible_to
from registry.needs.question import NeedsOrder, NeedsQuestion
from registry.needs.schemas import NeedFound
from registry.needs.tables import Need, NeedRequirement

SCOPE: Final = """
select n.*, k.search_key, w.role, w.half_days, w.on_site_half_days, w.form, w.during
from ({}) n join need k on k.id = n.id left join ({}) w on w.need = n.id
"""
ROW: Final = """
select id, municipality, prefecture, title, themes, urgency, wished_half_days, budget, state, hold_until, agreed_from,
    submitted_at, changed_at, version, role, half_days, place
from shown
"""
ORDERS: Final = {
    NeedsOrder.MOVED: "found.changed_at desc, found.id desc",
    NeedsOrder.WAITING: "found.submitted_at nulls last, found.id",
}
FACETS: Final[Sequence[Facet]] = (
    Facet("state", "asked.state", own=frozenset({"state"})),
    Facet("theme", "t.theme", "cross join lateral unnest(asked.themes) t (theme)", frozenset({"theme"})),
    Facet("urgency", "asked.urgency", own=frozenset({"urgency"}), where="asked.urgency is not null"),
    Facet("triage", "asked.triage", own=frozenset({"triage"}), where="asked.triage is not null"),
    Facet("role", "asked.role", own=frozenset({"role"}), where="asked.role is not null"),
    Facet("form", "asked.form", own=frozenset({"form"}), where="asked.form is not null"),
    Facet("skill", "s.skill", "join need_skill s on s.need = asked.id", where="asked.half_days is not null"),
    Facet("town", "asked.municipality", own=frozenset({"town"})),
)
COLUMNS: Final = (
    Need.id, Need.municipality, Need.prefecture, Need.title, Need.themes, Need.urgency, Need.wished_half_days,
    Need.budget, Need.state, Need.hold_until, Need.agreed_from, Need.triage, Need.submitted_at, Need.changed_at,
    Need.version,
)  # fmt: skip


class BareNeed(Struct, frozen=True):
    """A found need before the names of its bodies."""

    id: UUID
    municipality: UUID
    prefecture: UUID
    title: str
    themes: list[str]
    urgency: str | None
    wished_half_days: int | None
    budget: str | None
    state: str
    hold_until: date | None
    agreed_from: date | None
    submitted_at: datetime | None
    changed_at: datetime
    version: int
    role: str | None
    half_days: int | None


class NeedsFound(Struct, frozen=True):
    """A page of found needs. `facets`: filter -> choice -> how many; `gains`: filter -> how many without it."""

    rows: list[NeedFound]
    page: Page
    facets: dict[str, dict[str, int]]
    gains: dict[str, int]


ANY_OF: Final = {"state": "seen.state", "urgency": "seen.urgency", "triage": "seen.triage", "role": "seen.role",
                 "form": "seen.form"}  # fmt: skip
Put = Callable[[Any], str]


async def needs_found(question: NeedsQuestion, *, by: Viewer, limit: int, offset: int) -> Found:
    """The needs the viewer sees and the question finds, before the names of their bodies."""
    scope, put = _scope(by)
    asked = Faceted(scope=scope, tests=_tests(question, put.put), facets=FACETS, row=ROW, order=ORDERS[question.order])
    record = await current_work().connection.fetchrow(asked.statement(limit=limit, offset=offset), *put.values)
    return found_in(record)


async def needs_counted(questions: Sequence[NeedsQuestion], *, by: Viewer) -> list[int]:
    """How many needs each question finds, in one statement."""
    scope, put = _scope(by)
    statement = counting(scope, "", [_tests(question, put.put).values() for question in questions])
    return list(await current_work().connection.fetchrow(statement, *put.values))


def _scope(by: Viewer) -> tuple[str, Arguments]:
    needs = Need.select(*COLUMNS).where(needs_visible_to(by)).querystrings[0]
    wanted = NeedRequirement.select().where(requirements_visible_to(by)).querystrings[0]
    scope, values = QueryString(SCOPE, needs, wanted).compile_string()
    return scope, Arguments(values)


def _tests(asked: NeedsQuestion, put: Put) -> dict[str, str]:
    tests = {f"words:{number}": _word(search_key(word), put) for number, word in enumerate(asked.words.split())}
    for name, column in ANY_OF.items():
        if chosen := getattr(asked, name):
            tests[name] = f"coalesce({column} = any ({put(chosen)}::text[]), false)"
    if asked.theme:
        tests["theme"] = f"seen.themes && {put(asked.theme)}::text[]"
    for choice in asked.skill:
        tests[f"skill:{choice}"] = _skill(choice, put)
    if len(asked.place) == 1:
        sign = ">" if asked.place[0] is Place.ON_SITE else "="
        tests[f"place:{asked.place[0]}"] = f"coalesce(seen.on_site_half_days {sign} 0, false)"
    if asked.region or asked.prefecture:
        tests["prefecture"] = f"seen.prefecture = any ({put(prefectures_in(asked.region, asked.prefecture))})"
    if asked.town:
        tests["town"] = f"seen.municipality = any ({put([body_id(code) for code in asked.town])})"
    if asked.first_day or asked.last_day:
        during = Range(asked.first_day, asked.last_day, lower_inc=True, upper_inc=True)
        tests["period"] = f"coalesce(seen.during && {put(during)}::daterange, false)"
    if asked.since:
        tests["since"] = f"seen.changed_at > {put(asked.since)}"
    if asked.days is not None:
        tests["days"] = f"coalesce(seen.half_days, seen.wished_half_days) <= {put(asked.days)}"
    return tests


def _word(key: str, put: Put) -> str:
    """In the title or the story, or the town's own name."""
    towns = put([id for id, name in _town_keys() if key in name])
    return f"seen.search_key like {put(containing(key))} or seen.municipality = any ({towns}::uuid[])"


def _skill(choice: str, put: Put) -> str:
    skill, _, level = choice.partition(":")
    enough = f" and s.level >= {int(level)}" if level else ""
    held = f"select 1 from need_skill s where s.need = seen.id and s.skill = {put(UUID(skill))}{enough}"
    return f"seen.half_days is not null and exists ({held})"


@cache
def _town_keys() -> tuple[tuple[UUID, str], ...]:
    return tuple((body_id(town.code6), search_key(town.name)) for town in municipalities())
