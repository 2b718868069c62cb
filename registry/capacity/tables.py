"""Heads, offers and bookings of days. The database keeps the sum of bookings within the offer on every date."""

from typing import Final

from piccolo.columns import UUID, BigInt, ForeignKey, Integer
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.columns import DateRange
from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")

WITHOUT_OFFER: Final = "この人は出せる日数がまだ登録されていないため、予約しませんでした。先に日数を登録してください。"
SENTENCES: Final = {
    "capacity_offer_check": "来庁の日数は、月の日数までにしてください。何も変えていません。",
    "capacity_within_offer": "この人が出せる日数を超える日があるため、保存しませんでした。"
    "残りの日数を開き直して確かめ、日数か期間を変えてください。",
    "capacity_booking_no_overlap": "この人には、同じ町の予約がすでに重なる期間にあります。何も変えていません。"
    "期間をずらすか、先の予約を終えてください。",
    "capacity_head_missing": WITHOUT_OFFER,
    "capacity_booking_member_fkey": WITHOUT_OFFER,
    "capacity_offer_member_during_excl": "この期間の日数は、ほかの人材プールがすでに登録しています。"
    "何も変えていません。期間を変えるか、本人に確かめてください。",
}


class CapacityHead(Table, db=ENGINE, tablename="capacity_head"):
    """One row per person: writers of the same person queue up on it."""

    member = ForeignKey(MEMBER, primary_key=True, null=False, default=None, on_delete=OnDelete.restrict)
    checked = BigInt(null=False, default=0)


class CapacityOffer(Table, db=ENGINE, tablename="capacity_offer"):
    """Half-days a month a person offers during a period; one offer at a time, whichever pool wrote it.

    `on_site_half_days`: how many of them at most on site; None: as many as are offered.
    """

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    pool = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    during = DateRange(null=False)
    half_days = Integer(null=False, default=None)
    on_site_half_days = Integer(null=True, default=None)


class CapacityBooking(Table, db=ENGINE, tablename="capacity_booking"):
    """Half-days a month of a person agreed for a town during a period. `subject` is what it is for."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    booked_by = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    subject = UUID(null=False, default=None)
    during = DateRange(null=False)
    half_days = Integer(null=False, default=None)
