"""Questions about requests."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from msgspec import convert

from auth.organisations.queries import names_of
from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition
from foundation.database.together import Asked, Waits
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from registry.members.queries import member_names, pools_of
from registry.privacy_requests.access import requests_visible_to
from registry.privacy_requests.rules import Kind
from registry.privacy_requests.schemas import Owed, RequestRow
from registry.privacy_requests.tables import PrivacyRequest

PURPOSE: Final = "開示・訂正・消去の請求の手続きのため"
MOST_SHOWN: Final = 200


async def requests(*, by: Viewer) -> list[RequestRow]:
    """What is owed first, by its last day; then what was decided, latest first."""
    async with reading(by):
        scope = requests_visible_to(by)
        owed = await PrivacyRequest.select().where(scope & PrivacyRequest.decided_on.is_null()).order_by(
            PrivacyRequest.due_on, PrivacyRequest.id)  # fmt: skip
        decided = await PrivacyRequest.select().where(scope & PrivacyRequest.decided_on.is_not_null()).order_by(
            PrivacyRequest.decided_on, PrivacyRequest.id, ascending=False).limit(MOST_SHOWN)  # fmt: skip
        return await _shown([*owed, *decided], by)


async def request_of(*, id: UUID, by: Viewer) -> RequestRow:
    """One request. Raises `NotFound`."""
    async with reading(by):
        rows = await _shown(await _where(PrivacyRequest.id == id, by), by)
        if not rows:
            raise NotFound
        return rows[0]


def _ask_owed(by: Viewer) -> Asked[Owed] | None:
    if by.organisation is None or not holds(by, Right.ERASE_PERSON):
        return None
    open_ones = requests_visible_to(by) & PrivacyRequest.decided_on.is_null()
    columns = (PrivacyRequest.id, PrivacyRequest.kind, PrivacyRequest.due_on)
    return Asked.of(PrivacyRequest.select(*columns).where(open_ones).order_by(PrivacyRequest.due_on), Owed)


def _tell_owed(_: Viewer, rows: list[Owed]) -> list[Owed]:
    return rows


WAITS: Final = Waits(_ask_owed, _tell_owed)
"""Requests that the viewer's own body has to decide, the nearest last day first."""


async def pools_to_ask(*, by: Viewer) -> dict[UUID, str]:
    """The bodies that keep the viewer: whom they may ask."""
    async with reading(by):
        return await names_of(set(await pools_of(by=by)), by=by) if by.member else {}


async def _where(condition: Condition, by: Viewer) -> list[dict[str, Any]]:
    scope = requests_visible_to(by) & condition
    rows: list[dict[str, Any]] = await PrivacyRequest.select().where(scope).order_by(PrivacyRequest.due_on)
    return rows


async def _shown(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[RequestRow]:
    names = await member_names(ids={row["member"] for row in rows}, by=by, purpose=PURPOSE)
    pools = await names_of({row["pool"] for row in rows}, by=by)
    return [
        convert(
            {**{name: row[name] for name in row if name in RequestRow.__struct_fields__},
             "kind": Kind(row["kind"]), "person": names.get(row["member"]), "pool_name": pools[row["pool"]]},
            RequestRow,
        )
        for row in rows
    ]  # fmt: skip
