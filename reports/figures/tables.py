"""What a figure said on a day."""

from piccolo.columns import Date, Integer, Text, Timestamptz
from piccolo.table import Table

from foundation.database.engine import ENGINE


class FigureSnapshot(Table, db=ENGINE, tablename="figure_snapshot"):
    """One value of a figure on a day. `dimension` "" is the total; `value` None: withheld."""

    figure = Text(primary_key=True, null=False, default=None)
    dimension = Text(null=False, default=None)
    day = Date(null=False, default=None)
    value = Integer(null=True, default=None)
    counted_at = Timestamptz(null=False, default=None)
