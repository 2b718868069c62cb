"""Which people of a pool may be one person. Part of `queries`: pairs of ids, never a name."""

from typing import Any, Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.faceted import Arguments
from foundation.database.unit_of_work import reading
from foundation.text.search import search_key
from registry.members.access import members_kept_by
from registry.members.tables import Member

ALIKE: Final = """
with own as (select i.member, i.search_key, i.kana_key from member_identity i where i.member in ({scope})),
pair as (
    select a.member as one, b.member as two, 'name' as why from own a join own b using (search_key)
    where a.member < b.member
    union all select a.member, b.member, 'kana' from own a join own b using (kana_key)
    where a.member < b.member and kana_key <> ''
)
select one, two, case when count(*) = 2 then 'both' else min(why) end as why
from pair group by one, two order by why, one, two limit 200
"""


LIKE: Final = """
select i.member,
    case when i.search_key = {name} then 'name' when i.kana_key = {kana} then 'kana' else 'email' end as why
from member_identity i where i.member in ({scope})
    and (i.search_key = {name} or i.kana_key = {kana} and i.kana_key <> '' or lower(i.email) = lower({email}))
order by why, i.member limit 20
"""


async def alike(*, by: Viewer) -> list[tuple[UUID, UUID, str]]:
    """Pairs of the viewer's own pool with the same name or kana: the two, and `name`, `kana` or `both`. No names."""
    query, arguments = _own_pool(by)
    async with reading(by) as work:
        rows = await work.connection.fetch(ALIKE.format(scope=query), *arguments)
        return [(row["one"], row["two"], row["why"]) for row in rows]


async def like_person(*, name: str, kana: str, email: str, by: Viewer) -> dict[UUID, str]:
    """Who of the viewer's own pool may be this person, and why: `name`, `kana` or `email`. No names."""
    query, arguments = _own_pool(by)
    put = Arguments(arguments)
    keys = {"name": put.put(search_key(name)), "kana": put.put(search_key(kana)), "email": put.put(email)}
    async with reading(by) as work:
        rows = await work.connection.fetch(LIKE.format(scope=query, **keys), *put.values)
        return {row["member"]: row["why"] for row in rows}


def _own_pool(by: Viewer) -> tuple[str, list[Any]]:
    """The ids of the viewer's own pool as SQL, with its arguments."""
    return Member.select(Member.id).where(members_kept_by(by)).querystrings[0].compile_string()
