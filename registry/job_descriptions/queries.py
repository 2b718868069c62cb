"""Questions about job descriptions; each starts from what the viewer may see."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import Struct, convert

from auth.organisations.queries import names_of
from auth.permissions import holds
from auth.viewer import Viewer
from foundation.database.paging import Page, page_of
from foundation.database.scope import Condition
from foundation.database.together import Asked, Waits
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from registry.job_descriptions.access import (
    descriptions_visible_to,
    may_take,
    steps_visible_to,
    versions_visible_to,
)
from registry.job_descriptions.rules import LIFE, SIGNERS
from registry.job_descriptions.schemas import Content, DescriptionPage, DescriptionRow, StepRow, VersionRow
from registry.job_descriptions.tables import JobDescription, JobDescriptionStep, JobDescriptionVersion

ROW: Final = (
    JobDescription.id, JobDescription.need, JobDescription.municipality, JobDescription.owner, JobDescription.title,
    JobDescription.role, JobDescription.state, JobDescription.current, JobDescription.fixed, JobDescription.edition,
    JobDescription.changed_at, JobDescription.version,
)  # fmt: skip
VERSION: Final = (
    JobDescriptionVersion.description, JobDescriptionVersion.number, JobDescriptionVersion.content,
    JobDescriptionVersion.written_at, JobDescriptionVersion.asked_at,
)  # fmt: skip
NAMED: Final = """
select d.*, town.name as municipality_name, owner.name as owner_name from ({scope}) d
join organisation town on town.id = d.municipality join organisation owner on owner.id = d.owner order by d.changed_at
"""
SIGNED: Final = {state: row for row in LIFE.transitions for state in row.sources if SIGNERS.get(state) == row.right}
"""State -> the step by which whoever has to sign lets a description pass."""

NOT_FIXED: Final = "この職務記述書には、まだ確定した版がありません。"


class Waiting(Struct, frozen=True):
    """Something the viewer's body has to do: what, with which, where, by when (None: no day)."""

    act: str
    title: str
    link: str
    due: date | None


async def job_descriptions(
    *, by: Viewer, states: Collection[str] = (), number: int = 1
) -> tuple[list[DescriptionRow], Page]:
    """A page of those the viewer sees, last moved first."""
    scope: Condition = descriptions_visible_to(by)
    if states:
        scope = scope & JobDescription.state.is_in(list(states))
    async with reading(by):
        select = (
            JobDescription.select(*ROW)
            .where(scope)
            .order_by(JobDescription.changed_at, JobDescription.id, ascending=False)
        )
        rows, found = await page_of(select, count=JobDescription.count().where(scope), number=number)
        return await _rows(rows, by), found


async def job_description_row(*, id: UUID, by: Viewer) -> DescriptionRow:
    """One of them. Raises `NotFound`."""
    async with reading(by):
        rows = await JobDescription.select(*ROW).where(descriptions_visible_to(by) & (JobDescription.id == id))
        if not rows:
            raise NotFound
        return (await _rows(rows, by))[0]


async def description_page(*, id: UUID, by: Viewer) -> DescriptionPage:
    """One with its latest version, as far as the viewer reads it, and its history. Raises `NotFound`."""
    async with reading(by):
        description = await job_description_row(id=id, by=by)
        numbers = await _numbers(id, by)
        if not numbers:
            raise NotFound
        latest = await version_of(description=id, number=numbers[-1], by=by)
        return DescriptionPage(description, latest, numbers, await _steps(id, by))


async def version_of(*, description: UUID, number: int, by: Viewer) -> VersionRow:
    """One version's words. Raises `NotFound`."""
    wanted = (JobDescriptionVersion.description == description) & (JobDescriptionVersion.number == number)
    async with reading(by):
        rows = await JobDescriptionVersion.select(*VERSION).where(versions_visible_to(by) & wanted)
        if not rows:
            raise NotFound
        return convert(rows[0] | {"content": msgspec.json.decode(rows[0]["content"], type=Content)}, VersionRow)


async def fixed_version(*, description: UUID, by: Viewer) -> tuple[DescriptionRow, VersionRow]:
    """The version in force, which a posting shows. Raises `NotFound`."""
    async with reading(by):
        row = await job_description_row(id=description, by=by)
        if row.fixed is None:
            raise NotFound(NOT_FIXED)
        return row, await version_of(description=description, number=row.fixed, by=by)


def _ask_waiting(by: Viewer) -> Asked[DescriptionRow] | None:
    states = [state for state, step in SIGNED.items() if holds(by, step.right)]
    if not states:
        return None
    scope = descriptions_visible_to(by) & JobDescription.state.is_in(states)
    return Asked.of(JobDescription.select(*ROW).where(scope), DescriptionRow, text=NAMED)


def _tell_waiting(by: Viewer, rows: list[DescriptionRow]) -> list[Waiting]:
    return [
        Waiting(SIGNED[row.state].label, row.title, f"/job-descriptions/{row.id}", None)
        for row in rows
        if may_take(by, SIGNED[row.state].verb, row) is None
    ]


WAITS: Final = Waits(_ask_waiting, _tell_waiting)


async def waiting_for(*, by: Viewer) -> list[Waiting]:
    """Descriptions that wait for the viewer's own body, and for a right the viewer holds."""
    return await WAITS.of(by)


async def signer_of(*, description: UUID, number: int, verb: str, by: Viewer) -> UUID | None:
    """The account that took this step with this version, the latest where it was taken twice."""
    taken = next(
        (step for step in reversed(await _steps(description, by)) if (step.number, step.verb) == (number, verb)), None
    )
    return taken.done_by if taken else None


async def _numbers(description: UUID, by: Viewer) -> list[int]:
    rows = (
        await JobDescriptionVersion.select(JobDescriptionVersion.number)
        .where(versions_visible_to(by) & (JobDescriptionVersion.description == description))
        .order_by(JobDescriptionVersion.number)
    )
    return [row["number"] for row in rows]


async def _steps(description: UUID, by: Viewer) -> list[StepRow]:
    async with reading(by):
        rows = (
            await JobDescriptionStep.select()
            .where(steps_visible_to(by) & (JobDescriptionStep.description == description))
            .order_by(JobDescriptionStep.done_at, JobDescriptionStep.id)
        )
        names = await names_of({row["done_for"] for row in rows}, by=by)
        return [convert(row | {"done_for_name": names[row["done_for"]]}, StepRow, strict=False) for row in rows]


async def _rows(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[DescriptionRow]:
    names = await names_of({row[side] for row in rows for side in ("municipality", "owner")}, by=by)
    return [
        convert(
            {**row, "municipality_name": names[row["municipality"]], "owner_name": names[row["owner"]]}, DescriptionRow
        )
        for row in rows
    ]
