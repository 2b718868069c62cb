"""Accounts and the roles they hold."""

from typing import Final

from piccolo.columns import UUID, Boolean, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.columns import DateRange
from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
SENTENCES: Final = {
    "account_login_key": (
        "この利用者名はすでに使われているため、利用者はつくられていません。"
        "ほかの内容は画面に残っています。別の利用者名にして、もう一度送ってください。"
    ),
    "account_member_key": (
        "この人の利用者はすでにあるため、新しくつくっていません。いまの利用者はそのまま使えます。"
        "本人に、その利用者名でのサインインを頼んでください。"
    ),
}


class Account(Table, db=ENGINE):
    """Somebody who signs in. `member` is set where the person is in a pool."""

    id = UUID(primary_key=True, default=None)
    login = Text(null=False, default=None, unique=True)
    password_hash = Text(null=True, default=None, secret=True)
    display_name = Text(null=False, default=None)
    division = Text(null=False, default="")
    email = Text(null=True, default=None)
    member = UUID(null=True, default=None, unique=True)
    demo = Boolean(null=False, default=False)
    closed_at = Timestamptz(null=True, default=None)
    version = Integer(null=False, default=1)


class RoleHolding(Table, db=ENGINE, tablename="role_holding"):
    """An account's role in a body, during a period."""

    id = UUID(primary_key=True, default=None)
    account = ForeignKey(Account, null=False, default=None, on_delete=OnDelete.restrict)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    role = Text(null=False, default=None)
    during = DateRange(null=False)
