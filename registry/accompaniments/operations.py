"""Telling of a support, moving it on, asking for one."""

from typing import Any, Final
from uuid import UUID

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.organisations.queries import bodies_of_kind
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from registry.accompaniments.access import may_tell
from registry.accompaniments.queries import support
from registry.accompaniments.rules import ASKED, KINDS, STATES, states_after
from registry.accompaniments.schemas import Request, Support
from registry.accompaniments.tables import Accompaniment
from registry.municipalities.loading import MINISTRY

STALE: Final = (
    "この支援は、ほかの人が先に変えました。書いた内容は画面に残っています。"
    "最新の内容を確かめてから、もう一度送ってください。"
)
NO_OUTCOME: Final = "終わりにするときは、結果を書いてください。都道府県がそのまま読みます。"


async def tell_support(*, new: Support, by: Viewer) -> Done:
    """The ministry tells of a support it gives; the prefecture hears of it."""
    async with unit_of_work(by) as work:
        _allowed(by)
        await _check(new, by)
        return await _begin(new, ministry=MINISTRY, work=work, by=by)


async def ask_for_coordination(*, request: Request, by: Viewer) -> Done:
    """A prefecture asks the ministry to coordinate; the answer and its outcome stand on the same page."""
    require(by, Right.RECOMMEND)
    async with unit_of_work(by) as work:
        asked = Support(kind=ASKED, theme=request.theme, issues=request.issues, prefecture=by.organisation,
                        state="asked")  # fmt: skip
        done = await _begin(asked, ministry=MINISTRY, work=work, by=by)
        await tell_body(
            organisation=MINISTRY, right=Right.REGISTER, key=f"accompaniment-{done.id}", by=by,
            subject=f"{by.organisation_name}から調整の依頼：{request.theme}", body=request.issues,
            link=f"/accompaniments/{done.id}",
        )  # fmt: skip
        return done


async def keep_support(*, id: UUID, kept: Support, by: Viewer) -> Done:
    """The ministry writes what was found, planned and came of it. Raises `Conflict`, `RuleBroken`."""
    async with unit_of_work(by) as work:
        _allowed(by)
        await _check(kept, by)
        standing = await support(id=id, by=by)
        if kept.state not in states_after(standing.state):
            raise RuleBroken(f"「{STATES[standing.state]}」から前には戻せません。", field="state")
        fields = kept.model_dump(exclude={"version", "prefecture", "kind"})
        changes: dict[Any, Any] = {getattr(Accompaniment, name): value for name, value in fields.items()}
        changes |= {Accompaniment.version: kept.version + 1, Accompaniment.changed_at: work.now}
        same = (Accompaniment.id == id) & (Accompaniment.version == kept.version)
        if not await Accompaniment.update(changes).where(same).returning(Accompaniment.id):
            raise Conflict(STALE)
        await record(by=by, verb="keep_support", noun="accompaniment", subject=id,
                     before={"state": standing.state}, after={"state": kept.state})  # fmt: skip
        if standing.prefecture is not None:
            await _tell_prefecture(id, standing.prefecture, kept, key=f"{id}-{kept.version}", by=by)
        return Done(id, kept.version + 1)


def _allowed(by: Viewer) -> None:
    if refusal := may_tell(by):
        raise NotAllowed(refusal)


async def _check(told: Support, by: Viewer) -> None:
    if told.state == "done" and not told.outcome:
        raise RuleBroken(NO_OUTCOME, field="outcome")
    halls = {hall.id for hall in await bodies_of_kind("prefecture", by=by)}
    if told.prefecture is not None and told.prefecture not in halls:
        raise RuleBroken("都道府県を一覧から選んでください。", field="prefecture")


async def _begin(told: Support, *, ministry: UUID, work: Work, by: Viewer) -> Done:
    id = work.new_id()
    fields = told.model_dump(exclude={"version"})
    await Accompaniment.insert(Accompaniment(id=id, ministry=ministry, changed_at=work.now, **fields))
    await record(by=by, verb="tell_support", noun="accompaniment", subject=id, after={"kind": told.kind})
    if told.prefecture is not None and not by.acts_for(told.prefecture):
        await _tell_prefecture(id, told.prefecture, told, key=str(id), by=by)
    return Done(id)


async def _tell_prefecture(id: UUID, prefecture: UUID, told: Support, *, key: str, by: Viewer) -> None:
    await tell_body(
        organisation=prefecture, right=Right.RECOMMEND, key=f"accompaniment-{key}", by=by,
        subject=f"国の{KINDS[told.kind]}：{told.theme}", body=f"いま「{STATES[told.state]}」です。",
        link=f"/accompaniments/{id}",
    )  # fmt: skip
