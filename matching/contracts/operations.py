"""Entering what a town contracts, checking it pool by pool, and deciding what to do about a conflict."""

from typing import Any, Final
from uuid import UUID

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.organisations.queries import names_of
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from foundation.jobs.queue import queue_job
from foundation.text.dates import today_jst
from matching.conflicts.operations import declare, lift_bar
from matching.conflicts.rules import DeclarationKind
from matching.conflicts.schemas import Declaration
from matching.contracts.access import may_decide, may_enter
from matching.contracts.queries import PURPOSE, at_work_in, checks_of, conflict_row, entry_row
from matching.contracts.rules import KINDS, LIFE, AtWork, Entered, EntryKind, conflicts_in, finding_words
from matching.contracts.schemas import Decision, EntryRow, NewEntry
from matching.contracts.tables import ContractCheck, ContractConflict, TownContract
from registry.members.queries import employers_of, open_names, profile
from registry.municipalities.queries import prefecture_of, towns_by_id

NO_TOWN: Final = "市区町村を一覧から選んでください。"
NOT_AT_WORK: Final = "書いた人は、この期間にこの町で働く人から選んでください。"
OTHER_TOWN: Final = "もとになる仕様書は、同じ町の仕様書から選んでください。"
STALE: Final = "この利益相反は、ほかの人が先に判断しました。何も変えていません。下のいまの状態を確かめてください。"
BAR: Final = "契約の記録を調べて見つかりました。{finding}"


async def enter(*, entry: NewEntry, by: Viewer) -> Done:
    """Write down a contract, a bid or a specification; every pool with people at the town then checks it.

    Raises `NotAllowed`, `RuleBroken` where the town, the author or the specification is none of theirs.
    """
    require(by, Right.ANSWER)
    if refusal := may_enter(by, entry):
        raise NotAllowed(refusal)
    async with unit_of_work(by) as work:
        if not await towns_by_id(ids=[entry.municipality], by=by):
            raise RuleBroken(NO_TOWN, field="municipality")
        people = await at_work_in(municipality=entry.municipality, period=entry.period, by=by)
        if entry.author is not None and entry.author not in {row.member for row in people}:
            raise RuleBroken(NOT_AT_WORK, field="author")
        if entry.specification is not None:
            await _same_town(entry, by)
        id = work.new_id()
        await TownContract.insert(
            TownContract(id=id, owner=by.organisation, member=entry.author, during=entry.period.as_range(),
                         entered_by=by.account, created_at=work.now,
                         **entry.model_dump(exclude={"author", "first_day", "last_day"}))
        )  # fmt: skip
        await record(by=by, verb="enter", noun="town_contract", subject=id,
                     after={"municipality": entry.municipality, "kind": entry.kind})  # fmt: skip
        keepers = {row.owner for row in people} | {await prefecture_of(entry.municipality, by=by)}
        for pool in sorted(keepers):
            await queue_job(work, "check_contract", {"contract": str(id), "pool": str(pool)})
        return Done(id)


async def check_contract(*, id: UUID, by: Viewer) -> None:
    """Check an entry against the people of the viewer's pool: evidence, clear or not; a conflict bars and is told.

    Checked already by this pool, nothing changes.
    """
    require(by, Right.PROPOSE)
    async with unit_of_work(by) as work:
        entry = await entry_row(id=id, by=by)
        if any(by.acts_for(check.owner) for check in await checks_of(by=by, contract=id)):
            return
        people = await _people(entry, by)
        found = conflicts_in(await _entered(entry, by), people)
        finding = finding_words(len(people), len(found))
        await ContractCheck.insert(
            ContractCheck(id=work.new_id(), contract=id, owner=by.organisation, municipality=entry.municipality,
                          clear=not found, finding=finding, checked_at=work.now)
        )  # fmt: skip
        await record(by=by, verb="check_contract", noun="contract_check", subject=id, after={"clear": not found})
        for member, words in found.items():
            await _bar(entry, member, words, work=work, by=by)
        if found:
            await _tell(entry, finding, by=by)


async def decide(*, id: UUID, decision: Decision, by: Viewer) -> Done:
    """The pool decides, with the reason: the bar stays, or it is lifted. Both bodies are told."""
    async with unit_of_work(by) as work:
        row = await conflict_row(id=id, by=by)
        if refusal := may_decide(by, row):
            raise NotAllowed(refusal)
        if decision.version != row.version:
            raise Conflict(STALE)
        target = LIFE.target(decision.verb, row.state, by=by, reason=decision.reason)
        moved: dict[Any, Any] = {
            ContractConflict.state: target, ContractConflict.reason: decision.reason,
            ContractConflict.decided_at: work.now, ContractConflict.decided_by: by.account,
            ContractConflict.version: row.version + 1,
        }  # fmt: skip
        same = (ContractConflict.id == id) & (ContractConflict.version == row.version)
        if not await ContractConflict.update(moved).where(same).returning(ContractConflict.id):
            raise Conflict(STALE)
        if target == "lifted":
            await lift_bar(id=row.declaration, reason=decision.reason, by=by)
        await record(by=by, verb=decision.verb, noun="contract_conflict", subject=id, person=row.member,
                     before={"state": row.state}, after={"state": target}, purpose=decision.reason)  # fmt: skip
        await tell_body(organisation=row.municipality, right=Right.READ_PROPOSALS, by=by,
                        key=f"contract-conflict-{id}-{row.version + 1}",
                        subject=f"利益相反の判断：{LIFE.words[target]}", body=f"理由：{decision.reason}",
                        link=f"/contracts/{row.contract}")  # fmt: skip
        return Done(id, row.version + 1)


async def _same_town(entry: NewEntry, by: Viewer) -> None:
    assert entry.specification is not None, "asked for where there is one"
    found = await entry_row(id=entry.specification, by=by)
    if found.municipality != entry.municipality or found.kind is not EntryKind.SPECIFICATION:
        raise RuleBroken(OTHER_TOWN, field="specification")


async def _people(entry: EntryRow, by: Viewer) -> list[AtWork]:
    """The people of the viewer's own pool at work for the town, and who wrote the specification, with employers."""
    period = Period.inclusive(entry.first_day, entry.last_day) if entry.last_day else Period(entry.first_day, None)
    rows = await at_work_in(municipality=entry.municipality, period=period, by=by)
    members = {row.member for row in rows if by.acts_for(row.owner)}
    author = await _author(entry, by)
    known = await open_names(ids=members | ({author} if author else set()), by=by)
    listed = await employers_of(ids=set(known), by=by)
    names = await names_of(set(listed.values()), by=by)
    told = {id: (await profile(id=id, by=by, purpose=PURPOSE)).employer_name or "" for id in known}
    return [AtWork(id, (*([names[listed[id]]] if id in listed else []), told[id])) for id in sorted(known)]


async def _entered(entry: EntryRow, by: Viewer) -> Entered:
    rests_on = await entry_row(id=entry.specification, by=by) if entry.specification else None
    return Entered(
        entry.kind, entry.title, entry.counterparty, await _author(entry, by), rests_on.title if rests_on else ""
    )


async def _author(entry: EntryRow, by: Viewer) -> UUID | None:
    """Who wrote the specification that the entry is, or rests on."""
    return (await entry_row(id=entry.specification, by=by)).member if entry.specification else entry.member


async def _bar(entry: EntryRow, member: UUID, finding: str, *, work: Work, by: Viewer) -> None:
    """A bar among the declarations, from today or the entry's first day on: proposals and plans read it there."""
    bar = Declaration(
        member=member, municipality=entry.municipality, kind=DeclarationKind.EMPLOYER_CONTRACT, bars=True,
        statement=BAR.format(finding=finding), first_day=min(entry.first_day, today_jst(work.now)),
        last_day=entry.last_day,
    )  # fmt: skip
    declaration = await declare(declaration=bar, by=by)
    await ContractConflict.insert(
        ContractConflict(id=work.new_id(), contract=entry.id, owner=by.organisation, municipality=entry.municipality,
                         member=member, declaration=declaration.id, finding=finding, state="open",
                         created_at=work.now)
    )  # fmt: skip


async def _tell(entry: EntryRow, finding: str, *, by: Viewer) -> None:
    assert by.organisation is not None, "a pool looks"
    for body in (by.organisation, entry.municipality):
        await tell_body(organisation=body, right=Right.READ_PROPOSALS, key=f"contract-{entry.id}-{body}", by=by,
                        subject="契約の記録に、利益相反が見つかりました",
                        body=f"{entry.municipality_name}の{KINDS[entry.kind]}「{entry.title}」。{finding}",
                        link=f"/contracts/{entry.id}")  # fmt: skip
