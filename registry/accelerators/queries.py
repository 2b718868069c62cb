"""Questions about registrations; each starts from what the viewer may see."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from msgspec import convert
from piccolo.columns.combination import WhereRaw

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.paging import Page, page_of
from foundation.database.scope import Condition
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from registry.accelerators.access import registrations_visible_to
from registry.accelerators.rules import IN_FORCE
from registry.accelerators.schemas import Finding, InForce, RegistrationRow
from registry.accelerators.tables import Registration, RegistrationCheck
from registry.members.matching import matching_facts
from registry.members.queries import member_names

PURPOSE = "アクセラレータの登録"


async def registrations(
    *,
    by: Viewer,
    states: Collection[str] = (),
    today: bool = False,
    recommended_by: UUID | None = None,
    number: int = 1,
    size: int = 50,
) -> tuple[list[RegistrationRow], Page]:
    """A page of the registrations the viewer sees, last moved first; names where disclosed, journalled.

    `today`: those in force today alone, the rows behind the national figure.
    """
    scope: Condition = registrations_visible_to(by)
    if states:
        scope = scope & Registration.state.is_in(list(states))
    if today:
        scope = scope & _in_force_today()
    if recommended_by is not None:
        scope = scope & (Registration.recommended_by == recommended_by)
    async with reading(by):
        select = Registration.select().where(scope).order_by(Registration.changed_at, Registration.id, ascending=False)
        rows, found = await page_of(select, count=Registration.count().where(scope), number=number, size=size)
        return await _shown(rows, by), found


async def registration(*, id: UUID, by: Viewer) -> RegistrationRow:
    """One registration. Raises `NotFound` where the viewer does not see it."""
    async with reading(by):
        rows = await Registration.select().where(registrations_visible_to(by) & (Registration.id == id))
        if not rows:
            raise NotFound
        return (await _shown(rows, by))[0]


async def recommendable(*, by: Viewer) -> dict[UUID, str]:
    """Member -> name of the people of the viewer's own pool who are not recommended yet; journalled."""
    async with reading(by):
        people = await matching_facts(by=by)
        taken = await Registration.select(Registration.member).where(
            registrations_visible_to(by) & Registration.state.not_in(["struck_off", "candidate"])
        )
        free = {facts.id for facts in people} - {row["member"] for row in taken}
        return await member_names(ids=free, by=by, purpose=PURPOSE)


async def candidate_of(*, member: UUID, by: Viewer) -> RegistrationRow | None:
    """The viewer's own candidacy of a member, None where there is none."""
    async with reading(by):
        own = registrations_visible_to(by) & (Registration.recommended_by == by.organisation)
        rows = await Registration.select().where(
            own & (Registration.member == member) & (Registration.state == "candidate")
        )
        return (await _shown(rows, by))[0] if rows else None


async def registered_here(*, member: UUID, by: Viewer) -> RegistrationRow | None:
    """The registration in force today that the viewer's body recommended; None where there is none."""
    async with reading(by):
        own = registrations_visible_to(by) & (Registration.recommended_by == by.organisation)
        rows = await Registration.select().where(own & _in_force_today() & (Registration.member == member))
        return (await _shown(rows, by))[0] if rows else None


async def findings_of(*, registration: UUID, by: Viewer) -> dict[str, Finding]:
    """Rule -> what was found, of a registration the viewer sees."""
    async with reading(by):
        rows = await RegistrationCheck.select().where(RegistrationCheck.registration == registration)
        names = await names_of({row["found_by"] for row in rows}, by=by)
        return {row["rule"]: Finding(row["rule"], names[row["found_by"]], row["found_on"]) for row in rows}


async def count_by_state(*, by: Viewer) -> dict[str, int]:
    """State -> how many the viewer sees; the same scope as the list."""
    async with reading(by) as work:
        select = Registration.select(Registration.state).where(registrations_visible_to(by))
        query, arguments = select.querystrings[0].compile_string()
        rows = await work.connection.fetch(
            f"select state, count(*) as n from ({query}) seen group by state", *arguments
        )
        return {row["state"]: row["n"] for row in rows}


async def in_force(*, by: Viewer) -> list[InForce]:
    """The registrations in force today, by first day."""
    async with reading(by) as work:
        seen = registrations_visible_to(by) & Registration.state.is_in(list(IN_FORCE))
        select = Registration.select(Registration.recommended_by, Registration.member, Registration.during)
        query, arguments = select.where(seen).querystrings[0].compile_string()
        rows = await work.connection.fetch(
            "select recommended_by, member, lower(during) as first_day"
            f" from ({query}) seen where during @> app_today() order by first_day",
            *arguments,
        )
        return [convert(dict(row), InForce) for row in rows]


def people_by_body(registrations: Collection[InForce]) -> dict[UUID, int]:
    """Recommending body -> people among these registrations, each once."""
    people: dict[UUID, set[UUID]] = {}
    for row in registrations:
        people.setdefault(row.recommended_by, set()).add(row.member)
    return {body: len(members) for body, members in people.items()}


def _in_force_today() -> Condition:
    return Registration.state.is_in(list(IN_FORCE)) & WhereRaw("registration.during @> app_today()")


async def _shown(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[RegistrationRow]:
    bodies = await names_of({row["recommended_by"] for row in rows}, by=by)
    people = await member_names(ids={row["member"] for row in rows}, by=by, purpose=PURPOSE)
    return [_row(row, bodies, people) for row in rows]


def _row(row: Mapping[str, Any], bodies: Mapping[UUID, str], people: Mapping[UUID, str]) -> RegistrationRow:
    period = Period.of(row["during"]) if row["during"] else None
    return convert(
        dict(row) | {
            "name": people.get(row["member"]),
            "recommended_by_name": bodies[row["recommended_by"]],
            "first_day": period.start if period else None,
            "last_day": period.last if period else None,
        },
        RegistrationRow,
    )  # fmt: skip
