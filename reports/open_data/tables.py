"""What was published."""

from piccolo.columns import UUID, Bytea, Date, Integer, Text, Timestamptz
from piccolo.table import Table

from foundation.database.engine import ENGINE


class OpenDataFile(Table, db=ENGINE, tablename="open_data_file"):
    """One content of a data set, from a day on until the next content."""

    id = UUID(primary_key=True, default=None)
    name = Text(null=False, default=None)
    ending = Text(null=False, default=None)
    day = Date(null=False, default=None)
    sha256 = Text(null=False, default=None)
    rows = Integer(null=False, default=None)
    bytes = Bytea(null=False, default=None)
    made_at = Timestamptz(null=False, default=None)
