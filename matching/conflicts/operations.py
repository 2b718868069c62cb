"""Declaring a dealing, and checking a proposal's towns."""

from collections.abc import Mapping
from uuid import UUID

from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from foundation.text.wareki import wareki
from matching.conflicts.access import may_declare, may_end
from matching.conflicts.queries import declaration, findings
from matching.conflicts.rules import DeclarationKind, Finding
from matching.conflicts.schemas import DealingOver, Declaration
from matching.conflicts.tables import ConflictCheck, ConflictDeclaration
from registry.members.queries import employers_of, kept, pools_of
from registry.municipalities.queries import towns_by_id


async def declare(*, declaration: Declaration, by: Viewer) -> Done:
    """Declare a dealing with a town: the member to every pool they are in, a pool for itself."""
    if refusal := may_declare(by, declaration):
        raise NotAllowed(refusal)
    require(by, Right.ANSWER)
    async with unit_of_work(by) as work:
        await kept(id=declaration.member, by=by)
        if not await towns_by_id(ids=[declaration.municipality], by=by):
            raise RuleBroken("市区町村を一覧から選んでください。", field="municipality")
        employer = None
        if declaration.kind is DeclarationKind.EMPLOYER_CONTRACT:
            employer = (await employers_of(ids=[declaration.member], by=by)).get(declaration.member)
        pools = await pools_of(by=by) if by.is_member(declaration.member) else [by.organisation]
        ids = [work.new_id() for _ in pools]
        for id, pool in zip(ids, pools, strict=True):
            await ConflictDeclaration.insert(
                ConflictDeclaration(id=id, pool=pool, employer=employer, during=declaration.period().as_range(),
                                    created_at=work.now,
                                    **declaration.model_dump(exclude={"first_day", "last_day"}))
            )  # fmt: skip
            await record(by=by, verb="declare", noun="conflict_declaration", subject=id, person=declaration.member,
                         after={"municipality": declaration.municipality, "kind": declaration.kind})  # fmt: skip
        if not ids:
            raise NotAllowed("いま入っている人材プールがないため、申告できません。")
        return Done(ids[0])


async def end_dealing(*, id: UUID, over: DealingOver, by: Viewer) -> Done:
    """The dealing has a last day, or an earlier one than was declared; from the day after it bars nothing.

    What was found before stays evidence. Raises `NotFound`, `NotAllowed`, `RuleBroken` for a day before the first or
    not before the last one, `Conflict` where another day was written meanwhile.
    """
    require(by, Right.ANSWER)
    async with unit_of_work(by):
        row = await declaration(id=id, by=by)
        if not may_end(by, row):
            raise NotAllowed("取引の終わりを書けるのは、本人と、申告を受けた団体だけです。")
        if over.last_day < row.first_day:
            raise RuleBroken("終わりの日が、始まりの日より前です。", field="last_day")
        if row.last_day is not None and over.last_day >= row.last_day:
            raise RuleBroken(
                f"いまの終わりの日（{wareki(row.last_day)}）より前の日を書いてください。", field="last_day"
            )
        during = Period.inclusive(row.first_day, over.last_day).as_range()
        declared = Period.inclusive(row.first_day, row.last_day) if row.last_day else Period(row.first_day, None)
        as_read = (ConflictDeclaration.id == id) & (ConflictDeclaration.during == declared.as_range())
        if not await ConflictDeclaration.update({ConflictDeclaration.during: during}).where(as_read).returning(
            ConflictDeclaration.id
        ):  # fmt: skip
            raise Conflict(
                "ほかの人が、この申告の終わりの日を書きました。書いた内容は残っています。いまの期間を見てください。"
            )
        await record(by=by, verb="end_dealing", noun="conflict_declaration", subject=id, person=row.member,
                     before={"last_day": row.last_day}, after={"last_day": over.last_day},
                     purpose=over.reason)  # fmt: skip
        return Done(id)


async def lift_bar(*, id: UUID, reason: str, by: Viewer) -> Done:
    """A declaration of the viewer's own pool bars no longer; its words stay, the reason is journalled. `NotFound`."""
    require(by, Right.PROPOSE)
    async with unit_of_work(by):
        own = (ConflictDeclaration.id == id) & (ConflictDeclaration.pool == by.organisation)
        rows = await ConflictDeclaration.update({ConflictDeclaration.bars: False}).where(own).returning(
            ConflictDeclaration.member
        )  # fmt: skip
        if not rows:
            raise NotFound
        await record(by=by, verb="lift_bar", noun="conflict_declaration", subject=id, person=rows[0]["member"],
                     before={"bars": True}, after={"bars": False}, purpose=reason)  # fmt: skip
        return Done(id)


async def check_towns(*, proposal: UUID, member: UUID, towns: Mapping[UUID, Period], by: Viewer) -> dict[UUID, Finding]:
    """Check each town against the declarations, and keep what was found as evidence, clear or not."""
    require(by, Right.PROPOSE)
    async with unit_of_work(by) as work:
        found = await findings(member=member, towns=towns, by=by)
        for town, finding in found.items():
            await ConflictCheck.insert(
                ConflictCheck(id=work.new_id(), proposal=proposal, owner=by.organisation, member=member,
                              municipality=town, clear=finding.clear, finding=finding.sentence,
                              checked_at=work.now, checked_by=by.account)
            )  # fmt: skip
        await record(by=by, verb="check_towns", noun="conflict_check", subject=proposal, person=member,
                     after={str(town): finding.clear for town, finding in found.items()})  # fmt: skip
        return found
