"""The viewer's own pool as a table, in the columns of the roster's template. Part of `queries`."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from auth.journal.operations import note_reads
from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotAllowed
from foundation.text.half_days import half_days
from foundation.text.tabular import Cell
from registry.capacity.offering import present_offers
from registry.capacity.rules import FORMS
from registry.capacity.schemas import DaysOffered
from registry.disclosures.queries import disclosed
from registry.disclosures.rules import ALL, Basis
from registry.members.access import may_keep_pool, members_kept_by
from registry.members.rules import CERTIFICATES
from registry.members.tables import Member
from registry.municipalities.queries import Town, towns_by_id
from registry.skills.queries import skill_names
from registry.skills.rules import ROLES

PURPOSE: Final = "名簿の書き出し"

ROWS: Final = """
select m.*, p.external_key, i.name, i.kana, i.email, i.phone, i.employer_name, i.side_jobs,
    coalesce(memo.note, '') as note,
    t.base, t.travel_limit_minutes, t.max_municipalities, t.day_rate_yen, roles.roles, skills.skills, skills.levels
from ({scope}) m
join pool_membership p on p.member = m.id and p.pool = ${own}
join member_identity i on i.member = m.id
left join pool_note memo on memo.member = m.id and memo.pool = ${own}
left join member_terms t on t.member = m.id
left join lateral (select array_agg(r.role order by r.role) as roles from member_role r where r.member = m.id) roles
    on true
left join lateral (select array_agg(s.skill order by s.skill) as skills, array_agg(s.level order by s.skill) as levels
    from member_skill s where s.member = m.id) skills on true
order by p.external_key, m.id
"""
CARD: Final = (Member.id, Member.experience_band, Member.prefecture, Member.on_site, Member.remote, Member.forms,
               Member.certificates)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Beside:
    """What other nouns know of the people of the list."""

    offers: dict[UUID, DaysOffered]
    skills: dict[UUID, str]
    halls: dict[UUID, str]
    towns: dict[UUID, Town]


async def member_cells(by: Viewer) -> list[list[Cell]]:
    """Everybody in the viewer's own pool, with their names: journalled, one row for each person."""
    if refusal := may_keep_pool(by):
        raise NotAllowed(refusal)
    query, arguments = Member.select(*CARD).where(members_kept_by(by)).querystrings[0].compile_string()
    async with reading(by) as work:
        statement = ROWS.format(scope=query, own=len(arguments) + 1)
        found = await work.connection.fetch(statement, *arguments, by.organisation)
        open_to = await disclosed(ids=[row["id"] for row in found], by=by)
        rows = [row for row in found if any(basis.basis == Basis.POOL_OWNER for basis in open_to.get(row["id"], ()))]
        await note_reads(by=by, persons=[row["id"] for row in rows], fields=sorted(ALL), purpose=PURPOSE)
        beside = await _beside(rows, by=by)
    return [_cells(row, beside) for row in rows]


async def _beside(rows: list[Any], *, by: Viewer) -> _Beside:
    return _Beside(
        offers=await present_offers(members=[row["id"] for row in rows], by=by),
        skills=await skill_names({skill for row in rows for skill in row["skills"] or ()}),
        halls=await names_of({row["prefecture"] for row in rows if row["prefecture"]}, by=by),
        towns=await towns_by_id(ids={row["base"] for row in rows if row["base"]}, by=by),
    )


def _cells(row: Any, beside: _Beside) -> list[Cell]:
    offer = beside.offers.get(row["id"])
    held = zip(row["skills"] or (), row["levels"] or (), strict=True)
    return [
        row["external_key"], row["name"], row["kana"], _words(row["roles"], ROLES),
        "、".join(f"{beside.skills[skill]}:{level or ''}".removesuffix(":") for skill, level in held),
        row["experience_band"], beside.halls.get(row["prefecture"]),
        beside.towns[row["base"]].code if row["base"] else None, _mark(row["on_site"]), _mark(row["remote"]),
        _words(row["forms"], FORMS), _words(row["certificates"], CERTIFICATES), row["travel_limit_minutes"],
        row["max_municipalities"], row["day_rate_yen"], half_days(offer.half_days) if offer else None,
        offer.first_day.isoformat() if offer else None, offer.last_day.isoformat() if offer else None,
        row["email"], row["phone"], row["employer_name"], row["side_jobs"], row["note"],
    ]  # fmt: skip


def _words(codes: list[str] | None, words: Any) -> str:
    return "、".join(words[code] for code in codes or ())


def _mark(yes: bool) -> str:
    return "○" if yes else "×"
