"""Bringing the shipped forms of appointment into a database; may run again.

A change of law is a new row; `until` of the row it replaces is the first day on which that no longer holds.
"""

import csv
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any

import asyncpg
from asyncpg import Range

CHANGE = """
update appointment_form set name = $3, article = $4, appointed_by = $5, paid_by = $6, shortest_months = $7,
    longest_months = $8, ends_with_fiscal_year = $9, paper = $10, source = $11, during = $2,
    evaluated_by = $12, side_job = $13, side_job_article = $14
where code = $1 and lower(during) = lower($2::daterange)
"""
ADD = """
insert into appointment_form (code, during, name, article, appointed_by, paid_by, shortest_months, longest_months,
    ends_with_fiscal_year, paper, source, evaluated_by, side_job, side_job_article)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing
"""


async def load_forms(connection: "asyncpg.Connection[Any]") -> None:
    """Every form with its article, terms, paper, dates of effect and source."""
    text = files("matching.appointments").joinpath("forms", "appointment_forms.csv").read_text("utf-8")
    rows = [_arguments(row) for row in csv.DictReader(text.splitlines())]
    await connection.executemany(CHANGE, rows)
    await connection.executemany(ADD, rows)


def _arguments(row: Mapping[str, str]) -> tuple[Any, ...]:
    during = Range(date.fromisoformat(row["from"]), _day(row["until"]))
    return (
        row["code"], during, row["name"], row["article"], row["appointed_by"], row["paid_by"],
        _number(row["shortest_months"]), _number(row["longest_months"]), row["ends_with_fiscal_year"] == "yes",
        row["paper"], row["source"], row["evaluated_by"], row["side_job"], row["side_job_article"],
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> int | None:
    return int(text) if text else None
