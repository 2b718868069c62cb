"""Questions about mentors."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from msgspec import convert

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.paging import Page, page_of
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from training.mentors.access import mentorings_visible_to, offers_visible_to
from training.mentors.schemas import MentoringRow, OfferRow
from training.mentors.tables import Mentoring, MentorOffer

ROW = (MentorOffer.id, MentorOffer.member, MentorOffer.themes, MentorOffer.experience, MentorOffer.resting,
       MentorOffer.version)  # fmt: skip


async def mentor_offers(*, by: Viewer, theme: str = "", number: int = 1) -> tuple[list[OfferRow], Page]:
    """A page of what is offered, of one theme or of all, the latest first."""
    scope = offers_visible_to(by)
    if theme:
        scope = scope & MentorOffer.themes.any(theme)
    async with reading(by):
        select = MentorOffer.select(*ROW).where(scope).order_by(MentorOffer.changed_at, MentorOffer.id, ascending=False)
        rows, page = await page_of(select, count=MentorOffer.count().where(scope), number=number)
    return [_offer(row, by) for row in rows], page


async def mentor_offer(*, id: UUID, by: Viewer) -> OfferRow:
    """One offer. Raises `NotFound`."""
    async with reading(by):
        rows = await MentorOffer.select(*ROW).where(offers_visible_to(by) & (MentorOffer.id == id))
    if not rows:
        raise NotFound
    return _offer(rows[0], by)


async def own_offer(*, by: Viewer) -> OfferRow | None:
    """What the viewer, a member, offers; None where nothing yet."""
    if by.member is None:
        return None
    async with reading(by):
        rows = await MentorOffer.select(*ROW).where(offers_visible_to(by) & (MentorOffer.member == by.member))
    return _offer(rows[0], by) if rows else None


async def mentorings(*, by: Viewer) -> list[MentoringRow]:
    """Those the viewer has a side in, the latest first."""
    async with reading(by):
        rows = await Mentoring.select().where(mentorings_visible_to(by)).order_by(
            Mentoring.asked_at, Mentoring.id, ascending=False
        )  # fmt: skip
        return await _rows(rows, by)


async def mentoring_page(*, id: UUID, by: Viewer) -> MentoringRow:
    """One mentoring. Raises `NotFound`."""
    async with reading(by):
        rows = await Mentoring.select().where(mentorings_visible_to(by) & (Mentoring.id == id))
        if not rows:
            raise NotFound
        return (await _rows(rows, by))[0]


async def _rows(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[MentoringRow]:
    names = await names_of({row["organisation"] for row in rows if row["organisation"]}, by=by)
    return [
        convert(
            {**_told(row, by, named=row["mentor_name"]), "organisation_name": names.get(row["organisation"], "")},
            MentoringRow,
        )
        for row in rows
    ]


def _offer(row: Mapping[str, Any], by: Viewer) -> OfferRow:
    return convert(_told(row, by), OfferRow)


def _told(row: Mapping[str, Any], by: Viewer, *, named: str = "") -> dict[str, Any]:
    """The row with the mentor's id for the mentor, and for whoever reads the name."""
    return {**row, "member": row["member"] if named or by.is_member(row["member"]) else None}
