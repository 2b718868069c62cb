"""Questions kept under a name, and when each account last opened one."""

from typing import Final

from piccolo.columns import UUID, Boolean, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE
from registry.searches.rules import NAME_TWICE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
ACCOUNT = LazyTableReference("Account", module_path="auth.accounts.tables")

SENTENCES: Final = {"saved_search_name_once": NAME_TWICE}


class SavedSearch(Table, db=ENGINE, tablename="saved_search"):
    """A list's question under a name; `asked` is its query string, nothing of what it found."""

    id = UUID(primary_key=True, default=None)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    account = ForeignKey(ACCOUNT, null=False, default=None, on_delete=OnDelete.restrict)
    list = Text(null=False, default=None)
    name = Text(null=False, default=None)
    asked = Text(null=False, default=None)
    shared = Boolean(null=False, default=False)
    created_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class SavedSearchLook(Table, db=ENGINE, tablename="saved_search_look"):
    """When an account last opened a saved search."""

    id = UUID(primary_key=True, default=None)
    search = ForeignKey(SavedSearch, null=False, default=None, on_delete=OnDelete.cascade)
    account = ForeignKey(ACCOUNT, null=False, default=None, on_delete=OnDelete.restrict)
    looked_at = Timestamptz(null=False, default=None)
