"""A pool of many invented people, loaded in bulk: only measurements load rows without operations."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

import asyncpg
from asyncpg import Range

from auth.accounts.operations import NewAccount, open_account
from auth.organisations.operations import link_bodies
from auth.permissions.rules import Role as AccountRole
from auth.viewer import Viewer
from foundation.text.ids import body_id, uuid7
from foundation.text.search import search_key
from registry.capacity.rules import AppointmentForm
from registry.members.rules import Certificate, ExperienceBand
from registry.municipalities.reference import municipalities, prefectures
from registry.skills.rules import Role

POOL: Final = body_id("340006")
SINCE: Final = date(2025, 4, 1)
FAMILY: Final = {
    "青山": "あおやま", "石川": "いしかわ", "上野": "うえの", "江口": "えぐち", "岡本": "おかもと", "川崎": "かわさき",
    "木村": "きむら", "久保": "くぼ", "小島": "こじま", "斎藤": "さいとう", "島田": "しまだ", "杉本": "すぎもと",
    "高橋": "たかはし", "田村": "たむら", "中野": "なかの", "西川": "にしかわ", "野口": "のぐち", "浜田": "はまだ",
    "平井": "ひらい", "松岡": "まつおか",
}  # fmt: skip
GIVEN: Final = {"凪": "なぎ", "蓮": "れん", "湊": "みなと", "葵": "あおい", "陽": "よう", "澪": "みお", "樹": "いつき"}

Rows = dict[str, list[tuple[Any, ...]]]
COLUMNS: Final = {
    "member": "id registered_by prefecture experience_band on_site remote forms certificates state created_at "
    "changed_at",
    "pool_membership": "id member pool during",
    "disclosure": "id member receiver basis purpose granted_by during created_at",
    "member_identity": "member name kana search_key kana_key email employer_name",
    "member_role": "member role",
    "member_skill": "id member skill level",
    "member_terms": "member base travel_limit_minutes max_municipalities",
    "capacity_head": "member",
    "capacity_offer": "id member pool during half_days",
    "capacity_booking": "id member municipality booked_by subject during half_days",
}


async def open_pool() -> UUID:
    """Hiroshima's pool with its towns and the account of its manager, through operations. Returns the account."""
    towns = [town.code6 for town in municipalities() if town.prefecture_code == "34"]
    for code in towns:
        by = Viewer.system(POOL)
        await link_bodies(parent=POOL, child=body_id(code), kind="framework", start=SINCE, by=by)
    account = NewAccount(login="bench", display_name="測定 架空")
    return (await open_account(account, role=AccountRole.MANAGER, by=Viewer.system(POOL, kind="prefecture"))).id


async def load_people(connection: "asyncpg.Connection[Any]", count: int) -> None:
    """So many people of the pool, as superuser and without triggers: their rules are proved elsewhere."""
    skills = [row["id"] for row in await connection.fetch("select id from skill where scheme = 'dxpool' order by code")]
    rows: Rows = {table: [] for table in COLUMNS}
    for number in range(count):
        for table, row in _person(number, skills, Random(number)):
            rows[table].append(row)
    async with connection.transaction():
        await connection.execute("set local session_replication_role = replica")
        for table, names in COLUMNS.items():
            await connection.copy_records_to_table(table, records=rows[table], columns=names.split())
        await connection.execute("select keep_findable(array_agg(id)) from member")
    await connection.execute("vacuum analyze")


def _person(number: int, skills: list[UUID], draw: Random) -> Iterator[tuple[str, tuple[Any, ...]]]:
    id, now = uuid7(), datetime(2026, 10, 1, tzinfo=UTC) + timedelta(minutes=number)
    always = Range(SINCE, None)
    family, given = draw.choice(list(FAMILY)), draw.choice(list(GIVEN))
    name, kana = f"{family} {given}{number}", f"{FAMILY[family]} {GIVEN[given]}"
    forms = draw.sample([str(form) for form in AppointmentForm], 3)
    yield "member", (id, POOL, body_id(draw.choice(prefectures()).code6), str(draw.choice(list(ExperienceBand))), True,
                     draw.random() < 0.7, forms, [str(draw.choice(list(Certificate)))], "active", now, now)  # fmt: skip
    yield "pool_membership", (uuid7(), id, POOL, always)
    yield "disclosure", (uuid7(), id, POOL, "pool_owner", "人材プールの運営", POOL, always, now)
    yield "member_identity", (id, name, kana, search_key(name), search_key(kana), f"p{number}@example.jp", "架空の会社")
    for role in draw.sample([str(role) for role in Role], draw.choice((1, 1, 2))):
        yield "member_role", (id, role)
    for skill in draw.sample(skills, 6):
        yield "member_skill", (uuid7(), id, skill, draw.choice((1, 2, 3, 4)))
    yield "member_terms", (id, body_id("342050"), 90, 3)
    yield "capacity_head", (id,)
    half_days = draw.choice((4, 8, 12, 16, 20))
    yield "capacity_offer", (uuid7(), id, POOL, Range(date(2026, 4, 1), date(2028, 4, 1)), half_days)
    if draw.random() < 0.4:
        span = Range(date(2026, 10, 1), date(2027, 4, 1))
        yield "capacity_booking", (uuid7(), id, body_id("342050"), POOL, uuid7(), span, draw.randrange(1, half_days))


async def some_skills(connection: "asyncpg.Connection[Any]") -> list[UUID]:
    """Five skills that one of the people holds."""
    person = await a_person(connection)
    rows = await connection.fetch("select skill from member_skill where member = $1 order by id limit 5", person)
    return [row["skill"] for row in rows]


async def a_person(connection: "asyncpg.Connection[Any]") -> UUID:
    """Somebody in the middle of the pool."""
    person: UUID = await connection.fetchval(
        "select id from member order by id offset (select count(*) / 2 from member) limit 1"
    )
    return person
