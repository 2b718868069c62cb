"""A prefecture with so many people and open needs in a database: only measurements load rows without operations."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

import asyncpg
from asyncpg import Range

from bench.registry_world import POOL, Rows, load_people
from foundation.text.dates import add_months, first_of_month, today_jst
from foundation.text.ids import body_id, uuid7
from registry.capacity.rules import AppointmentForm
from registry.municipalities.reference import municipalities
from registry.skills.rules import Role

COLUMNS: Final = {
    "need": "id municipality prefecture title story themes urgency state triage submitted_at created_at changed_at",
    "need_requirement": "need municipality prefecture role half_days on_site_half_days during form",
    "need_skill": "id need skill level must",
    "municipality_fact": "id municipality indicator as_of number source entered_at",
}
URGENCIES: Final = ("this_month", "three_months", "next_budget", "not_urgent")
FORMS: Final = [str(form) for form in AppointmentForm]
TITLES: Final = (
    "窓口の書類を減らす",
    "申請手続のオンライン化",
    "データ活用の進め方",
    "移行後のシステム運用",
    "職員の研修",
)


async def load_prefecture(connection: "asyncpg.Connection[Any]", *, people: int, needs: int) -> None:
    """The pool of `registry_world`, all willing to travel two hours and open to six forms, and needs of its towns."""
    await load_people(connection, people)
    skills = [row["id"] for row in await connection.fetch("select id from skill where scheme = 'dxpool' order by code")]
    today = today_jst(datetime.now(UTC))
    towns = [body_id(each.code6) for each in municipalities() if each.prefecture_code == "34"]
    rows: Rows = {table: [] for table in COLUMNS}
    for place, town in enumerate(towns):
        for indicator, number in (("dx_staff", 1 if place % 3 == 0 else 5), ("population", 9_000 + 5_000 * place)):
            fact = (uuid7(), town, indicator, date(2026, 4, 1), number, "測定用の架空の値", datetime.now(UTC))
            rows["municipality_fact"].append(fact)
    for number in range(needs):
        _add_need(rows, Random(number), number=number, town=towns[number % len(towns)], skills=skills, today=today)
    async with connection.transaction():
        await connection.execute("set local session_replication_role = replica")
        await connection.execute("update member_terms set travel_limit_minutes = 120")
        for number, id in enumerate([row["id"] for row in await connection.fetch("select id from member order by id")]):
            await connection.execute("update member set forms = $2 where id = $1", id, Random(number).sample(FORMS, 6))
        for table, names in COLUMNS.items():
            await connection.copy_records_to_table(table, records=rows[table], columns=names.split())
    await connection.execute("vacuum analyze")


def _add_need(rows: Rows, draw: Random, *, number: int, town: UUID, skills: list[UUID], today: date) -> None:
    """Three to twelve months, half a day to two days a month, one skill it would like; a third from afar."""
    id, sent = uuid7(), datetime(2026, 10, 1, tzinfo=UTC) + timedelta(minutes=number)
    first = add_months(first_of_month(today), draw.randrange(1, 7))
    last = add_months(first, draw.choice((3, 6, 12)))
    half_days = draw.randint(1, 4)
    on_site = 0 if draw.random() < 0.3 else 1
    rows["need"].append((id, town, POOL, f"{draw.choice(TITLES)}{number}", "架空の相談です。", ["counter"],
                         draw.choice(URGENCIES), "accepted", "hands_on", sent, sent, sent))  # fmt: skip
    rows["need_requirement"].append((id, town, POOL, str(draw.choice(list(Role))), half_days, on_site,
                                     Range(first, last), draw.choice(FORMS)))  # fmt: skip
    rows["need_skill"].append((uuid7(), id, draw.choice(skills), 2, False))
