"""Municipalities and the dated facts about them, which are public; and the ways between them as a body knows them."""

from piccolo.columns import UUID, Date, DoublePrecision, ForeignKey, Integer, Numeric, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")


class Municipality(Table, db=ENGINE):
    """Where a municipality is. Its name and code are in `organisation`."""

    organisation = ForeignKey(ORGANISATION, primary_key=True, null=False, default=None, on_delete=OnDelete.restrict)
    kind = Text(null=False, default=None)
    prefecture = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    search_key = Text(null=False, default=None)
    latitude = DoublePrecision(null=False, default=None)
    longitude = DoublePrecision(null=False, default=None)


class MunicipalityFact(Table, db=ENGINE, tablename="municipality_fact"):
    """One indicator of one town as of a day: a number or an answer, and where it is from.

    `recorded_by`: the town or prefecture that recorded it; empty for what a ministry published.
    """

    id = UUID(primary_key=True, default=None)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    indicator = Text(null=False, default=None)
    as_of = Date(null=False, default=None)
    number = Numeric(null=True, default=None)
    answer = Text(null=True, default=None)
    source = Text(null=False, default=None)
    entered_by = UUID(null=True, default=None)
    entered_at = Timestamptz(null=False, default=None)
    recorded_by = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    version = Integer(null=False, default=1)


class TravelTime(Table, db=ENGINE, tablename="travel_time"):
    """One-way minutes between two towns, either way round, as a body that keeps a pool knows them."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    other_municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    minutes = Integer(null=False, default=None)
    as_of = Date(null=False, default=None)
    source = Text(null=False, default=None)
    entered_by = UUID(null=True, default=None)
    entered_at = Timestamptz(null=False, default=None)
