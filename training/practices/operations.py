"""Writing good practice down; the town's consent, refusal and withdrawal."""

from typing import Any, Final
from uuid import UUID

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.organisations.queries import body
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from foundation.text.search import search_key
from training.practices.access import library_of, may_keep, may_open, may_write_of
from training.practices.queries import practice_page
from training.practices.rules import LIFE
from training.practices.schemas import Permission, PracticeRow, PracticeText
from training.practices.tables import Practice

STALE: Final = (
    "この事例は、ほかの人が先に変えました。書いた内容は画面に残っています。"
    "最新の内容を確かめてから、もう一度送ってください。"
)
NO_LIBRARY: Final = "どの推進体制にも参加していないため、事例を置く場所がありません。都道府県に相談してください。"


async def write_practice(*, new: PracticeText, by: Viewer) -> Done:
    """Write down what a town did. The town's own word opens it at once; its pool's waits for the town's consent."""
    require(by, Right.TELL_PRACTICE)
    async with unit_of_work(by) as work:
        town = new.municipality or by.organisation
        assert town is not None
        found = await body(id=town, by=by)
        if found is None or found.kind != "municipality":
            raise RuleBroken("どの町の事例かを選んでください。", field="municipality")
        if refusal := may_write_of(by, town):
            raise RuleBroken(refusal, field="municipality")
        own = by.acts_for(town)
        owner = library_of(by, found.prefecture) if own else by.organisation
        if owner is None:
            raise RuleBroken(NO_LIBRARY)
        id = work.new_id()
        await Practice.insert(
            Practice(id=id, owner=owner, municipality=town, written_by=by.organisation, created_at=work.now,
                     changed_at=work.now,
                     **_text(new), **_standing(own, work))
        )  # fmt: skip
        await record(by=by, verb="write_practice", noun="practice", subject=id, after={"title": new.title})
        if not own:
            await _ask(id, town, new.title, 1, by=by)
        return Done(id)


async def change_practice(*, id: UUID, text: PracticeText, by: Viewer) -> Done:
    """Change the text. What its pool changes waits for the town again. Raises `Conflict` after another's change."""
    async with unit_of_work(by) as work:
        row = await practice_page(id=id, by=by)
        if refusal := may_keep(by, row):
            raise NotAllowed(refusal)
        own = by.acts_for(row.municipality)
        changes = _text(text) | (_standing(own, work) if row.state == "shared" or not own else {})
        done = await _write(row, text.version, changes, work=work)
        await record(by=by, verb="change_practice", noun="practice", subject=id, before={"title": row.title},
                     after={"title": text.title})  # fmt: skip
        if not own:
            await _ask(id, row.municipality, text.title, done.version or 0, by=by)
        return done


async def consent_to_practice(*, id: UUID, permission: Permission, by: Viewer) -> Done:
    """The town lets others read it. Raises `Conflict` where the text is no longer the one it read."""
    async with unit_of_work(by) as work:
        return await _move(id, "consent", permission.version, work=work, by=by,
                           also={"audience": permission.audience, "shared_on": work.today})  # fmt: skip


async def decline_practice(*, id: UUID, reason: str, by: Viewer) -> Done:
    """The town keeps it to itself and its pool."""
    async with unit_of_work(by) as work:
        return await _move(id, "decline", None, work=work, by=by, reason=reason)


async def withdraw_practice(*, id: UUID, reason: str, by: Viewer) -> Done:
    """The town takes it back: nobody else reads it from the next statement on."""
    async with unit_of_work(by) as work:
        return await _move(id, "withdraw", None, work=work, by=by, reason=reason)


async def _move(
    id: UUID, verb: str, seen: int | None, *, work: Work, by: Viewer, reason: str = "",
    also: dict[str, Any] | None = None,
) -> Done:  # fmt: skip
    row = await practice_page(id=id, by=by)
    if refusal := may_open(by, row):
        raise NotAllowed(refusal)
    target = LIFE.target(verb, row.state, by=by, reason=reason)
    done = await _write(row, row.version if seen is None else seen, {"state": target, "reason": reason, **(also or {})},
                        work=work)  # fmt: skip
    await record(by=by, verb=f"{verb}_practice", noun="practice", subject=id, before={"state": row.state},
                 after={"state": target})  # fmt: skip
    if not by.acts_for(row.owner):
        await tell_body(
            organisation=row.owner, right=Right.TELL_PRACTICE, key=f"practice-{verb}-{id}-{done.version}", by=by,
            subject=f"{row.municipality_name}の事例「{row.title}」：{LIFE.words[target]}", body=reason,
            link=f"/practices/{id}",
        )  # fmt: skip
    return done


async def _write(row: PracticeRow, seen: int, changes: dict[str, Any], *, work: Work) -> Done:
    columns: dict[Any, Any] = {getattr(Practice, name): value for name, value in changes.items()}
    columns |= {Practice.version: seen + 1, Practice.changed_at: work.now}
    same = (Practice.id == row.id) & (Practice.version == seen)
    if not await Practice.update(columns).where(same).returning(Practice.id):
        raise Conflict(STALE)
    return Done(row.id, seen + 1)


async def _ask(id: UUID, town: UUID, title: str, version: int, *, by: Viewer) -> None:
    await tell_body(
        organisation=town, right=Right.TELL_PRACTICE, key=f"practice-asked-{id}-{version}", by=by,
        subject=f"事例「{title}」を公開してよいか、確かめてください",
        body=f"{by.organisation_name}が書いた、あなたの町の事例です。同意するまで、ほかの団体は読めません。",
        link=f"/practices/{id}",
    )  # fmt: skip


def _text(text: PracticeText) -> dict[str, Any]:
    key = search_key(" ".join((text.title, text.story, text.outcome)))
    return text.model_dump(exclude={"version", "municipality"}) | {"search_key": key}


def _standing(own: bool, work: Work) -> dict[str, Any]:
    return {"state": "shared", "shared_on": work.today} if own else {"state": "asked"}
