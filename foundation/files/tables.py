"""The kept bytes."""

from piccolo.columns import UUID, Array, Bytea, Text, Timestamptz
from piccolo.table import Table

from foundation.database.engine import ENGINE


class File(Table, db=ENGINE):
    """A file with its owner, a body or a member. Read and written whole, by `store`."""

    id = UUID(primary_key=True, default=None)
    name = Text(null=False, default=None)
    media_type = Text(null=False, default=None)
    sha256 = Bytea(null=False, default=b"")
    bytes = Bytea(null=False, default=b"")
    owner = UUID(null=False, default=None)
    readers = Array(base_column=UUID(), null=False, default=list)
    created_at = Timestamptz(null=False, default=None)
