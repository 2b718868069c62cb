"""Who works for the viewer's body, who is invited, who waits."""

import hashlib
from uuid import UUID

from msgspec import Struct, convert

from auth.organisations.queries import Body
from auth.staff.rules import REVIEW_EVERY
from auth.staff.schemas import Asked, Holder, Invited, Welcome
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound

HOLDERS = """
select h.id as holding, a.id as account, a.display_name, a.division, a.login, h.role, lower(h.during) as since,
    r.reviewed_at::date as reviewed_on,
    coalesce(r.reviewed_at, lower(h.during)::timestamptz) < $2 as due
from role_holding h join account a on a.id = h.account
left join lateral (select max(reviewed_at) as reviewed_at from role_review r where r.holding = h.id) r on true
where h.organisation = $1 and h.during @> app_today() and a.closed_at is null order by h.role, a.display_name, h.id
"""
INVITED = """
select i.id, i.display_name, i.address, i.role, o.name as organisation_name, i.expires_at
from invitation i join organisation o on o.id = i.organisation
where $1 in (i.organisation, i.sender) and i.ended_at is null and i.expires_at > $2 order by i.created_at desc
"""
ASKED = """
select q.id, a.display_name, q.role, q.asked_at from role_request q join account a on a.id = q.account
join role_holding h on h.account = a.id and h.organisation = q.organisation and h.during @> app_today()
where q.organisation = $1 and q.decided_at is null order by q.asked_at
"""
TOWNS = """
select distinct o.id, o.kind, o.code, o.name, o.kana, o.prefecture from organisation o
join organisation_link l on l.child = o.id
where l.parent = $1 and l.kind = 'prefecture' and l.during @> app_today() order by o.code
"""
WELCOME = "select * from invitation_for($1, $2)"


class Staff(Struct, frozen=True):
    """Everything on the page of a body's people."""

    holders: list[Holder]
    invited: list[Invited]
    asked: list[Asked]
    towns: list[Body]


async def staff_of_body(*, by: Viewer) -> Staff:
    """Who works for the viewer's body, and the towns for which it may invite a manager: those of a prefecture.

    Keeping a pool that a town takes part in gives no say in who works for the town.
    """
    async with reading(by) as work:
        ask = work.connection.fetch
        return Staff(
            [convert(dict(row), Holder) for row in await ask(HOLDERS, by.organisation, work.now - REVIEW_EVERY)],
            [convert(dict(row), Invited) for row in await ask(INVITED, by.organisation, work.now)],
            [convert(dict(row), Asked) for row in await ask(ASKED, by.organisation)],
            [convert(dict(row), Body) for row in await ask(TOWNS, by.organisation)],
        )


async def holder(*, id: UUID, by: Viewer) -> Holder:
    """One who works for the viewer's body today. Raises `NotFound`."""
    found = next((one for one in (await staff_of_body(by=by)).holders if one.holding == id), None)
    if found is None:
        raise NotFound
    return found


async def welcome(*, secret: str) -> Welcome:
    """The invitation behind a link. Raises `NotFound` where it is used, ended, too old or was never sent."""
    async with reading(Viewer.public()) as work:
        row = await work.connection.fetchrow(WELCOME, secret_hash(secret), work.now)
        if row is None:
            raise NotFound(
                "この招待のリンクは使えません。期限が過ぎたか、すでに使われています。"
                "招待した団体の管理者に、もう一度送るよう頼んでください。"
            )
        return convert(dict(row), Welcome)


def secret_hash(secret: str) -> bytes:
    """What the database keeps of a link's secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
