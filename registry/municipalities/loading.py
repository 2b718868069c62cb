"""Bringing the reference data into a database: bodies, where they are, who supervises whom, skills.

Runs as the owner after the migrations and may run again: what is there is brought up to date, nothing is removed.
"""

from datetime import date
from typing import Any, Final

import asyncpg
from asyncpg import Range

from foundation.text.ids import body_id, uuid7
from foundation.text.search import search_key
from registry.municipalities.reference import municipalities, prefectures

MINISTRY: Final = body_id("総務省")
SINCE: Final = Range(date(1947, 5, 3), None)
"""Prefectures and municipalities stand in this relation since the Local Autonomy Act came into force."""

BODY = """
insert into organisation (id, kind, code, name, kana, prefecture) values ($1, $2, $3, $4, $5, $6)
on conflict (id) do update set name = excluded.name, kana = excluded.kana
"""
PLACE = """
insert into municipality (organisation, kind, prefecture, search_key, latitude, longitude)
values ($1, $2, $3, $4, $5, $6)
on conflict (organisation) do update set kind = excluded.kind, search_key = excluded.search_key,
    latitude = excluded.latitude, longitude = excluded.longitude
"""
LINK = """
insert into organisation_link (id, parent, child, kind, during) values ($1, $2, $3, 'prefecture', $4)
on conflict do nothing
"""


async def load_bodies(connection: "asyncpg.Connection[Any]") -> None:
    """The ministry, 47 prefectures and 1,741 municipalities, linked."""
    halls = {place.code: body_id(place.code6) for place in prefectures()}
    await connection.execute(BODY, MINISTRY, "ministry", None, "総務省", "ソウムショウ", None)
    await connection.executemany(
        BODY,
        [(body_id(p.code6), "prefecture", p.code6, p.name, p.kana, body_id(p.code6)) for p in prefectures()],
    )
    towns = [(body_id(town.code6), halls[town.prefecture_code], town) for town in municipalities()]
    await connection.executemany(
        BODY, [(id, "municipality", town.code6, town.name, town.kana, hall) for id, hall, town in towns]
    )
    await connection.executemany(
        PLACE,
        [(id, town.kind, hall, search_key(town.name + town.kana), town.latitude, town.longitude)
         for id, hall, town in towns],
    )  # fmt: skip
    await connection.executemany(LINK, [(uuid7(), hall, id, SINCE) for id, hall, _ in towns])
