"""Bodies and the links between them."""

from piccolo.columns import UUID, ForeignKey, Integer, Text
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.columns import DateRange
from foundation.database.engine import ENGINE

ITSELF = LazyTableReference("Organisation", module_path=__name__)


class Organisation(Table, db=ENGINE):
    """A public body, a company or a school. Names are public."""

    id = UUID(primary_key=True, default=None)
    kind = Text(null=False, default=None)
    code = Text(null=True, default=None, unique=True)
    name = Text(null=False, default=None)
    kana = Text(null=False, default="")
    prefecture = ForeignKey(ITSELF, null=True, default=None, on_delete=OnDelete.restrict)
    registered_by = ForeignKey(ITSELF, null=True, default=None, on_delete=OnDelete.restrict)
    version = Integer(null=False, default=1)


class OrganisationLink(Table, db=ENGINE, tablename="organisation_link"):
    """`parent` supervises, unites or keeps the pool for `child`, during a period."""

    id = UUID(primary_key=True, default=None)
    parent = ForeignKey(Organisation, null=False, default=None, on_delete=OnDelete.restrict)
    child = ForeignKey(Organisation, null=False, default=None, on_delete=OnDelete.restrict)
    kind = Text(null=False, default=None)
    during = DateRange(null=False)
