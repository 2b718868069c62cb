"""Likely duplicates, and merges under way. Names are read with their basis and journalled."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, convert

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.scope import among
from foundation.database.together import Asked, Waits
from foundation.database.unit_of_work import current_work, reading
from foundation.errors import NotFound
from registry.members.likeness import alike
from registry.members.queries import member_names
from registry.merges.access import merges_visible_to
from registry.merges.schemas import AnswerRow, MergeRow, Merges, Pair
from registry.merges.tables import MemberMerge, MergeAnswer

PURPOSE: Final = "重複の確認"


async def merges(*, by: Viewer) -> Merges:
    """Pairs of the viewer's own pool that look like one person, and merges it has a word in, latest first."""
    async with reading(by):
        rows = (
            await MemberMerge.select()
            .where(merges_visible_to(by))
            .order_by(MemberMerge.created_at, ascending=False)
            .limit(50)
        )
        under_way = {frozenset((row["member"], row["absorbed"])) for row in rows if row["state"] != "merged"}
        found = [pair for pair in await alike(by=by) if frozenset(pair[:2]) not in under_way]
        names = await member_names(ids={id for pair in found for id in pair[:2]}, by=by, purpose=PURPOSE)
        pairs = [Pair(one, names[one], two, names[two], why) for one, two, why in found if {one, two} <= names.keys()]
        return Merges(pairs, await _shown(rows, by))


async def merge(*, id: UUID, by: Viewer) -> MergeRow:
    """One merge. Raises `NotFound`."""
    async with reading(by):
        rows = await _shown(await MemberMerge.select().where(merges_visible_to(by) & (MemberMerge.id == id)), by)
        if not rows:
            raise NotFound
        return rows[0]


class _WaitingRow(Struct, frozen=True):
    merge: UUID


def _ask_waiting(by: Viewer) -> Asked[_WaitingRow]:
    open_ones = MemberMerge.select(MemberMerge.id).where(merges_visible_to(by) & (MemberMerge.state == "proposed"))
    own = among(MergeAnswer.pool, [by.organisation]) & (MergeAnswer.answer == "waiting")
    return Asked.of(MergeAnswer.select(MergeAnswer.merge).where(own & MergeAnswer.merge.is_in(open_ones)), _WaitingRow)


def _tell_waiting(_: Viewer, rows: list[_WaitingRow]) -> list[UUID]:
    return [row.merge for row in rows]


WAITS: Final = Waits(_ask_waiting, _tell_waiting)
"""The merges that wait for the word of the viewer's own body."""


async def _shown(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[MergeRow]:
    people = {row[field] for row in rows for field in ("member", "absorbed")}
    names = await member_names(ids=people, by=by, purpose=PURPOSE)
    answers = await _answers([row["id"] for row in rows], by)
    pools = await names_of({row["pool"] for row in rows}, by=by)
    agreed = await _agreed([row["id"] for row in rows])
    return [
        convert(
            {
                **{field: row[field] for field in row if field in MergeRow.__struct_fields__},
                "member_name": names.get(row["member"]), "absorbed_name": names.get(row["absorbed"]),
                "pool_name": pools[row["pool"]], "answers": answers.get(row["id"], []), "agreed": row["id"] in agreed,
            },
            MergeRow,
        )
        for row in rows
    ]  # fmt: skip


async def _agreed(ids: Sequence[UUID]) -> set[UUID]:
    """Those on which every pool agreed: whoever was asked sees no answer but their own."""
    asked = "select id from unnest($1::uuid[]) as given (id) where merge_agreed(id)"
    return {row["id"] for row in await current_work().connection.fetch(asked, ids)}


async def _answers(ids: Collection[UUID], by: Viewer) -> dict[UUID, list[AnswerRow]]:
    mine = among(MergeAnswer.pool, [by.organisation]) | among(MergeAnswer.sender, [by.organisation])
    rows = await MergeAnswer.select().where(among(MergeAnswer.merge, ids) & mine).order_by(MergeAnswer.pool)
    names = await names_of({row["pool"] for row in rows}, by=by)
    found: dict[UUID, list[AnswerRow]] = {}
    for row in rows:
        found.setdefault(row["merge"], []).append(
            AnswerRow(row["pool"], names[row["pool"]], row["answer"], row["reason"])
        )
    return found
