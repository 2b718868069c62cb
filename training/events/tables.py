"""Events, who comes, and their papers."""

from typing import Final

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, Text, Time, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
ACCOUNT = LazyTableReference("Account", module_path="auth.accounts.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")
FILE = LazyTableReference("File", module_path="foundation.files.tables")

SENTENCES: Final = {
    "event_places": "満席になりました。申し込みは受け付けていません。主催の団体に、空きがないか尋ねてください。",
    "event_seat_once": "この催しには、もう申し込んでいます。画面を読み込み直して確かめてください。",
}


class Event(Table, db=ENGINE):
    """What a body holds for the network. `cancelled_because` "": it takes place."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    kind = Text(null=False, default=None)
    name = Text(null=False, default=None)
    theme = Text(null=False, default=None)
    programme = Text(null=False, default=None)
    held_on = Date(null=False, default=None)
    begins_at = Time(null=False, default=None)
    place = Text(null=False, default=None)
    online = Boolean(null=False, default=None)
    places = Integer(null=False, default=None)
    contact = Text(null=False, default=None)
    cancelled_because = Text(null=False, default="")
    created_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class EventSeat(Table, db=ENGINE, tablename="event_seat"):
    """Somebody's place; `came` None until the host noted who came."""

    id = UUID(primary_key=True, default=None)
    event = ForeignKey(Event, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    account = ForeignKey(ACCOUNT, null=False, default=None, on_delete=OnDelete.restrict)
    organisation = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=True, default=None, on_delete=OnDelete.restrict)
    name = Text(null=False, default=None)
    came = Boolean(null=True, default=None)
    taken_at = Timestamptz(null=False, default=None)


class EventFile(Table, db=ENGINE, tablename="event_file"):
    """A paper of an event; the bytes are `foundation/files`."""

    id = UUID(primary_key=True, default=None)
    event = ForeignKey(Event, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    file = ForeignKey(FILE, null=False, default=None, on_delete=OnDelete.restrict)
    name = Text(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)
