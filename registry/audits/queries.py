"""Questions an auditor asks the own body's journal."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from auth.journal.queries import BodyEntry, EntriesAsked, entries_of_body
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import RuleBroken
from foundation.text.dates import JST
from foundation.text.table_writing import Cell
from registry.audits.rules import FIELDS, MOST_CALLED, MOST_EXPORTED, NOUNS, PURPOSE, ROLES, TOO_MANY
from registry.audits.schemas import Audit, AuditQuestion, AuditRow
from registry.members.finding import people_called
from registry.members.queries import member_names

HEADER = ("いつ", "だれが", "役割", "種類", "対象", "操作", "だれの", "項目", "目的", "番号")


async def audit(*, question: AuditQuestion, by: Viewer, number: int = 1) -> Audit:
    """A page of the entries of the viewer's own body. Names shown are journalled as read for the audit.

    Raises `NotAllowed` for a role that reads no journal.
    """
    require(by, Right.READ_JOURNAL)
    async with reading(by):
        rows, page = await entries_of_body(asked=await _asked(question, by), by=by, number=number)
        return Audit(await _named(rows, by), page.total, page.number, page.last)


async def exported(*, question: AuditQuestion, by: Viewer) -> tuple[Sequence[str], list[list[Cell]]]:
    """Header and rows of every page. Raises `RuleBroken` where there are more than a file takes."""
    require(by, Right.READ_JOURNAL)
    async with reading(by):
        asked = await _asked(question, by)
        rows, page = await entries_of_body(asked=asked, by=by, number=1, size=MOST_EXPORTED)
        if page.total > MOST_EXPORTED:
            raise RuleBroken(TOO_MANY)
        return HEADER, [_line(row) for row in await _named(rows, by)]


async def _asked(question: AuditQuestion, by: Viewer) -> EntriesAsked:
    return EntriesAsked(
        persons=await _persons(question.whose, by) if question.whose else None,
        who=question.who,
        since=datetime.combine(question.first, time.min, JST).astimezone(UTC) if question.first else None,
        until=datetime.combine(question.last + timedelta(days=1), time.min, JST).astimezone(UTC)
        if question.last
        else None,
        is_read={"read": True, "change": False}.get(question.kind),
    )


async def _persons(words: str, by: Viewer) -> list[UUID]:
    """The person of this number, else those called so whose name the viewer may read."""
    try:
        return [UUID(words)]
    except ValueError:
        called = await people_called(words, limit=MOST_CALLED)
        return list(await member_names(ids=called, by=by, purpose=PURPOSE))


async def _named(rows: Iterable[BodyEntry], by: Viewer) -> list[AuditRow]:
    kept = list(rows)
    names = await member_names(ids={row.person for row in kept if row.person}, by=by, purpose=PURPOSE)
    return [
        AuditRow(row.id, row.at, row.who, row.role, row.is_read, row.verb, row.noun, row.subject, row.person,
                 names.get(row.person) if row.person else None, row.fields, row.purpose)
        for row in kept
    ]  # fmt: skip


def _line(row: AuditRow) -> list[Cell]:
    return [
        row.at.astimezone(JST).strftime("%Y-%m-%d %H:%M:%S"), row.who, ROLES.get(row.role, row.role),
        "閲覧" if row.is_read else "変更", NOUNS.get(row.noun, row.noun), row.verb, row.person_name or "",
        "、".join(FIELDS.get(field, field) for field in row.fields), row.purpose, str(row.person or row.subject or ""),
    ]  # fmt: skip
