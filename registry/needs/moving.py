"""The steps that every operation on a need shares: who may, the lifecycle's table, the version, telling the town."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.organisations.queries import unions_of
from auth.permissions import Right
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work
from foundation.errors import Conflict, NotAllowed
from registry.needs.access import may_ask_for, may_handle
from registry.needs.queries import need_page
from registry.needs.rules import LIFE
from registry.needs.schemas import NeedPage
from registry.needs.tables import Need

STALE = (
    "この相談は、ほかの人が先に変えました。何も保存していません。"
    "いまの内容と、あなたが書いた内容を下に並べています。見比べて、もう一度送ってください。"
)


async def asked(id: UUID, *, by: Viewer, version: int | None = None) -> NeedPage:
    """A need whose town's side the viewer may change. Raises `NotFound`, `NotAllowed`, `Conflict`."""
    need = await need_page(id=id, by=by)
    if refusal := may_ask_for(by, need):
        raise NotAllowed(refusal)
    return unchanged(need, version)


async def handled(id: UUID, *, by: Viewer, version: int | None = None) -> NeedPage:
    """A need that the viewer's body hears and triages. Raises `NotFound`, `NotAllowed`, `Conflict`."""
    need = await need_page(id=id, by=by)
    if refusal := may_handle(by, need):
        raise NotAllowed(refusal)
    return unchanged(need, version)


def unchanged(need: NeedPage, version: int | None) -> NeedPage:
    """The need, where it is still the one that was read. Raises `Conflict`."""
    if version is not None and version != need.version:
        raise Conflict(STALE)
    return need


async def move(
    need: NeedPage,
    verb: str,
    *,
    work: Work,
    by: Viewer,
    reason: str = "",
    changes: Mapping[str, Any] | None = None,
    told: Mapping[str, Any] | None = None,
) -> Done:
    """Do what the lifecycle's table says of `verb`, with further columns; `told` joins the journal's fields."""
    target = LIFE.target(verb, need.state, by=by, reason=reason)
    further = dict(changes or {})
    fields = {"state": target, "changed_at": work.now, "version": need.version + 1, "reason": reason} | further
    same = (Need.id == need.id) & (Need.version == need.version)
    columns = {getattr(Need, name): value for name, value in fields.items()}
    if not await Need.update(columns).where(same).returning(Need.id):
        raise Conflict(STALE)
    before = {"state": need.state} | {name: getattr(need, name, None) for name in further}
    await record(by=by, verb=verb, noun="need", subject=need.id, before=before,
                 after={"state": target, "reason": reason} | further | dict(told or {}))  # fmt: skip
    return Done(need.id, need.version + 1)


async def tell_town(need: NeedPage, what: str, text: str, *, by: Viewer) -> None:
    """Tell the town what became of its need."""
    await _tell(need, need.municipality, Right.ASK, what, text, by=by)


async def tell_halls(need: NeedPage, what: str, text: str, *, by: Viewer) -> None:
    """Tell those who handle it."""
    for hall, copy in await halls_of(need, by=by):
        await _tell(need, hall, Right.HEAR, what, text, by=by, copy=copy)


async def halls_of(need: NeedPage, *, by: Viewer) -> list[tuple[UUID, str]]:
    """The prefecture, and the unions in whose framework the town takes part; with what sets their notices apart."""
    unions = await unions_of(need.municipality, by=by)
    return [(need.prefecture, ""), *((union, f"-{union}") for union in unions)]


async def tell_other_side(need: NeedPage, what: str, text: str, *, by: Viewer) -> None:
    """Tell whichever side did not do it."""
    told = tell_halls if by.acts_for(need.municipality) else tell_town
    await told(need, what, text, by=by)


async def _tell(
    need: NeedPage, organisation: UUID, right: Right, what: str, text: str, *, by: Viewer, copy: str = ""
) -> None:
    await tell_body(
        organisation=organisation, right=right, key=f"need-{need.id}-{need.version}{copy}", by=by,
        subject=f"「{need.title}」：{what}", body=text, link=f"/needs/{need.id}",
    )  # fmt: skip
