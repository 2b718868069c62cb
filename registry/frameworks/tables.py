"""Frameworks. Announced publicly: no row security."""

from typing import Final

from piccolo.columns import UUID, Date, ForeignKey, Integer, Text
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
SENTENCES: Final = {
    "framework_prefecture_key": "この都道府県の推進体制は、すでに登録されています。何も変えていません。"
    "内容を変えるときは、登録されているものを開いてください。",
}


class Framework(Table, db=ENGINE):
    """A prefecture's co-operation: one for each prefecture."""

    id = UUID(primary_key=True, default=None)
    prefecture = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    pool_owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    model = Text(null=False, default=None)
    name = Text(null=False, default=None)
    started_on = Date(null=True, default=None)
    source = Text(null=False, default=None)
    version = Integer(null=False, default=1)
    owner_kind = Text(null=False, default="prefecture")
    note = Text(null=False, default="")
