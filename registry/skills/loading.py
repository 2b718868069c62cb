"""Bringing the shipped vocabulary into a database; may run again."""

import csv
from datetime import date
from importlib.resources import files
from typing import Any, Final
from uuid import uuid5

import asyncpg

from foundation.text.ids import BODY_NAMESPACE
from registry.skills.queries import OWN_SCHEME
from registry.skills.rules import ROLES

SCHEME: Final = (
    OWN_SCHEME,
    "自治体の仕事のことば",
    "2026-11",
    "MIC 外部人材スキル標準の四役割に、自治体の仕事のことばを当てた当製品の語彙",
    OWN_SCHEME,
    date(2026, 11, 1),
)
MIC_ROLES: Final = (
    "mic_roles", "外部人材スキル標準の四役割", "2022", "総務省「外部デジタル人材の確保ガイドブック」外部人材スキル標準",
    "mic_roles", date(2022, 9, 2),
)  # fmt: skip
PUT_SCHEME: Final = """
insert into skill_scheme (code, name, version, source, family, valid_from) values ($1, $2, $3, $4, $5, $6)
on conflict (code) do update set family = excluded.family, valid_from = excluded.valid_from
"""
PUT_SKILL: Final = """
insert into skill (id, scheme, code, name, role) values ($1, $2, $3, $4, $5)
on conflict (scheme, code) do update set name = excluded.name, role = excluded.role
"""


async def load_skills(connection: "asyncpg.Connection[Any]") -> None:
    """MIC's four roles, and our own compact municipal vocabulary, each skill under its usual role."""
    text = files("registry.skills").joinpath("schemes", "dxpool.csv").read_text("utf-8")
    await connection.execute(PUT_SCHEME, *SCHEME)
    await connection.execute(PUT_SCHEME, *MIC_ROLES)
    await connection.executemany(
        PUT_SKILL,
        [(uuid5(BODY_NAMESPACE, f"{OWN_SCHEME}-{row['code']}"), OWN_SCHEME, row["code"], row["name"], row["role"])
         for row in csv.DictReader(text.splitlines())],
    )  # fmt: skip
    await connection.executemany(
        PUT_SKILL,
        [(uuid5(BODY_NAMESPACE, f"{MIC_ROLES[0]}-{role}"), MIC_ROLES[0], role.value, name, role.value)
         for role, name in ROLES.items()],
    )  # fmt: skip
