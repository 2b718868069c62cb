"""Bringing the shipped vocabulary into a database; may run again."""

import csv
from importlib.resources import files
from typing import Any, Final
from uuid import uuid5

import asyncpg

from foundation.text.ids import BODY_NAMESPACE
from registry.skills.queries import OWN_SCHEME

SCHEME: Final = (
    OWN_SCHEME,
    "自治体の仕事のことば",
    "2026-11",
    "MIC 外部人材スキル標準の四役割に、自治体の仕事のことばを当てた当製品の語彙",
)


async def load_skills(connection: "asyncpg.Connection[Any]") -> None:
    """Our own compact municipal vocabulary, each skill under its usual role."""
    text = files("registry.skills").joinpath("schemes", "dxpool.csv").read_text("utf-8")
    await connection.execute(
        "insert into skill_scheme (code, name, version, source) values ($1, $2, $3, $4) on conflict do nothing",
        *SCHEME,
    )
    await connection.executemany(
        """insert into skill (id, scheme, code, name, role) values ($1, $2, $3, $4, $5)
        on conflict (scheme, code) do update set name = excluded.name, role = excluded.role""",
        [(uuid5(BODY_NAMESPACE, f"{OWN_SCHEME}-{row['code']}"), OWN_SCHEME, row["code"], row["name"], row["role"])
         for row in csv.DictReader(text.splitlines())],
    )  # fmt: skip
