"""Questions about requests for names and consents."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, convert

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.scope import among
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from foundation.files.store import StoredFile, open_file
from registry.consents.access import consents_visible_to, requests_visible_to
from registry.consents.rules import EXPIRES_WITHIN, PURPOSES
from registry.consents.schemas import ConsentRow, RequestRow, WordingRow
from registry.consents.tables import Consent, ConsentWording, DisclosureRequest
from registry.disclosures.access import may_withdraw
from registry.disclosures.queries import consents_in_force, received
from registry.disclosures.schemas import DisclosureRow
from registry.members.queries import member_names

PURPOSE: Final = "名前を見る同意の一覧"
SHOWN: Final = 100
"""How many requests the page shows, those that wait first, then the latest."""


class Deadline(Struct, frozen=True):
    """Something to do about a consent or a request, by a last day."""

    title: str
    link: str
    due: date


async def requests(*, by: Viewer) -> list[RequestRow]:
    """The requests the viewer sees: what waits first, then the latest."""
    async with reading(by):
        rows = (
            await DisclosureRequest.select()
            .where(requests_visible_to(by))
            .order_by(DisclosureRequest.created_at, DisclosureRequest.id, ascending=False)
            .limit(SHOWN)
        )
        return sorted(await _shown(rows, by), key=lambda row: row.state != "waiting")


async def request(*, id: UUID, by: Viewer) -> RequestRow:
    """One request. Raises `NotFound`."""
    async with reading(by):
        rows = await DisclosureRequest.select().where(requests_visible_to(by) & (DisclosureRequest.id == id))
        if not rows:
            raise NotFound
        return (await _shown(rows, by))[0]


async def consents(*, by: Viewer) -> list[ConsentRow]:
    """For a person their consents in force; for a pool those of its people that it was asked about or wrote down."""
    async with reading(by):
        rows = await consents_in_force(by=by, subjects=await _subjects(by))
        return await _consent_rows(rows, by)


async def names_open_to_us(*, by: Viewer) -> list[ConsentRow]:
    """Whose names the viewer's body reads without keeping them in its pool, on which basis, until when. Journalled."""
    async with reading(by):
        return await _consent_rows(await received(by=by), by)


async def signs_in(*, member: UUID, by: Viewer) -> bool:
    """Whether the person has an account to decide with."""
    async with reading(by) as work:
        found: bool = await work.connection.fetchval("select member_signs_in($1)", member)
        return found


async def wordings() -> list[WordingRow]:
    """Every numbered wording, the latest first. Public; joins the unit of work of whoever asks."""
    rows = await ConsentWording.select().order_by(ConsentWording.number, ascending=False)
    return [_wording(row) for row in rows]


async def wording_on(day: date) -> WordingRow:
    """The wording that is put before people on a day. Raises `NotFound` where none is in use."""
    for row in await wordings():
        if row.first_day <= day and (row.last_day is None or day <= row.last_day):
            return row
    raise NotFound("この日に使う同意の文が登録されていません。管理者に知らせてください。")


async def evidence(*, consent: UUID, by: Viewer) -> StoredFile:
    """The scan of a consent on paper. Raises `NotFound` where there is none."""
    async with reading(by):
        rows = await Consent.select(Consent.evidence).where(
            consents_visible_to(by) & (Consent.disclosure == consent) & Consent.evidence.is_not_null()
        )
        if not rows:
            raise NotFound
        return await open_file(id=rows[0]["evidence"], by=by)


async def waiting_for(*, by: Viewer) -> list[Deadline]:
    """What the viewer has to do: requests to decide, and consents that end within thirty days."""
    async with reading(by) as work:
        asked = [
            Deadline(f"{row.receiver_name}から名前の依頼：見せるかを決める", f"/consents/requests/{row.id}", row.until)
            for row in await requests(by=by)
            if row.state == "waiting" and not by.acts_for(row.receiver) and await _decides(row, by)
        ]
        ending = [
            Deadline(f"{row.person or '人材'}の名前を{row.receiver_name}に見せる同意が終わる：続けるかを確かめる",
                     "/consents", row.last_day)
            for row in await consents(by=by)
            if row.last_day is not None and row.last_day <= work.today + EXPIRES_WITHIN
        ]  # fmt: skip
        return asked + ending


async def requests_over(*, by: Viewer) -> list[UUID]:
    """The requests about the viewer's pool's people that still wait although the day they were asked until is past."""
    async with reading(by) as work:
        rows = await DisclosureRequest.select(DisclosureRequest.id).where(
            among(DisclosureRequest.pool, [by.organisation])
            & (DisclosureRequest.state == "waiting")
            & (DisclosureRequest.until < work.today)
        )
        return [row["id"] for row in rows]


async def _decides(row: RequestRow, by: Viewer) -> bool:
    return by.is_member(row.member) or not await signs_in(member=row.member, by=by)


async def _subjects(by: Viewer) -> list[UUID]:
    """The requests about people of the viewer's own pool that were consented to."""
    rows = await DisclosureRequest.select(DisclosureRequest.id).where(
        among(DisclosureRequest.pool, [by.organisation]) & (DisclosureRequest.state == "consented")
    )
    return [row["id"] for row in rows]


async def _consent_rows(rows: Sequence[DisclosureRow], by: Viewer) -> list[ConsentRow]:
    if not rows:
        return []
    names = await member_names(ids={row.member for row in rows}, by=by, purpose=PURPOSE)
    given = {
        row["disclosure"]: row
        for row in await Consent.select().where(
            consents_visible_to(by) & among(Consent.disclosure, [row.id for row in rows])
        )
    }
    return [
        ConsentRow(
            id=row.id, member=row.member, person=names.get(row.member, ""), receiver=row.receiver,
            receiver_name=row.receiver_name, basis=row.basis, purpose=row.purpose, first_day=row.first_day,
            last_day=row.last_day, may_end=may_withdraw(by, row) is None, **_how(given.get(row.id)),
        )
        for row in rows
    ]  # fmt: skip


def _how(row: Mapping[str, Any] | None) -> dict[str, Any]:
    names = ("wording", "means", "given_on", "evidence")
    return {name: row[name] if row else None for name in names} | {"evidence_note": row["evidence_note"] if row else ""}


async def _shown(rows: Collection[Mapping[str, Any]], by: Viewer) -> list[RequestRow]:
    bodies = await names_of({row[column] for row in rows for column in ("receiver", "pool")}, by=by)
    people = await member_names(ids={row["member"] for row in rows}, by=by, purpose=PURPOSE)
    return [
        convert(
            {
                **row,
                "person": people.get(row["member"], ""),
                "receiver_name": bodies[row["receiver"]],
                "pool_name": bodies[row["pool"]],
                "purpose_words": PURPOSES[row["purpose"]],
            },
            RequestRow,
        )
        for row in rows
    ]


def _wording(row: Mapping[str, Any]) -> WordingRow:
    period = Period.of(row["during"])
    return WordingRow(
        number=row["number"], title=row["title"], body=row["body"], longest_months=row["longest_months"],
        first_day=period.start, last_day=period.last, source=row["source"],
    )  # fmt: skip
