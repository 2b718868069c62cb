"""Several registrations at once: registering those that were recommended, printing for those in force."""

from typing import Final
from uuid import UUID

from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import RuleBroken
from foundation.jobs.queue import queue_job
from registry.accelerators.certificates import post_of
from registry.accelerators.moving import decided
from registry.accelerators.operations import check, register
from registry.accelerators.queries import registration
from registry.accelerators.rules import IN_FORCE, LIFE
from registry.accelerators.schemas import Batch, Chosen, RegistrationRow

WAITING: Final = ("recommended", "checked")


async def register_many(*, batch: Batch, by: Viewer) -> Done:
    """Check and register each of them for the same term: all or none.

    Raises `RuleBroken` naming the first that is not waiting to be registered.
    """
    require(by, Right.REGISTER)
    async with unit_of_work(by):
        for id in dict.fromkeys(batch.registrations):
            row = await decided(id, by)
            if row.state not in WAITING:
                words = LIFE.words[row.state]
                raise RuleBroken(f"{_called(row)}はいま「{words}」です。選び直してください。だれも登録していません。")
            if row.state == "recommended":
                await check(id=id, by=by)
            await register(id=id, term=batch, by=by)
        return Done(batch.registrations[0])


async def print_papers(*, chosen: Chosen, by: Viewer) -> Done:
    """Have the certificate made for each, and the sheet of cards for whom a post is kept.

    Raises `RuleBroken` naming the first whose registration is not in force.
    """
    require(by, Right.REGISTER)
    async with unit_of_work(by) as work:
        for id in dict.fromkeys(chosen.registrations):
            row = await registration(id=id, by=by)
            if row.state not in IN_FORCE:
                raise RuleBroken(f"{_called(row)}の登録は有効ではないため、書類をつくれません。何もつくっていません。")
            await _queue("registration_certificate", row.id, row.version, work=work, by=by)
            post = await post_of(registration=id, by=by)
            if post.version:
                await _queue("business_cards", row.id, post.version, work=work, by=by)
            await record(by=by, verb="print_papers", noun="registration", subject=id, person=row.member)
        return Done(chosen.registrations[0])


async def _queue(kind: str, subject: UUID, version: int, *, work: Work, by: Viewer) -> None:
    await queue_job(work, "render_paper", {
        "kind": kind, "subject": str(subject), "version": version,
        "account": str(by.account) if by.account else None, "organisation": str(by.organisation),
    })  # fmt: skip


def _called(row: RegistrationRow) -> str:
    return f"{row.recommended_by_name}の推薦（{row.name or row.number or '名前は開示されていません'}）"
