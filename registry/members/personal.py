"""What the pool knows of a person."""

from datetime import date
from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import reading, unit_of_work

HOLDS: Final = (
    Holding("member", "人材のカード", "id = $1", stays="統計のため、名前のない番号の行として残します"),
    Holding("member_identity", "氏名・連絡先・勤め先", without=("search_key", "kana_key")),
    Holding("member_role", "役割", stays="統計のため、名前のない番号の行として残します"),
    Holding("member_skill", "スキル", stays="統計のため、名前のない番号の行として残します"),
    Holding("member_terms", "働く条件"),
    Holding("member_wish", "町の希望"),
    Holding("member_experience", "経歴"),
    Holding(
        "experience_skill",
        "経歴が裏付けるスキル",
        "experience in (select did.id from member_experience did where did.member = $1)",
    ),
    Holding("member_certification", "資格"),
    Holding("member_pause", "お休み"),
    Holding("member_document", "書類", files=("file",)),
    Holding("skill_proof", "スキルの証拠"),
    Holding("pool_note", "人材プールの備考"),
    Holding("member_correction", "訂正の依頼", stays="どの項目をいつ頼んだかだけを、文を消して残します"),
    Holding("member_change", "変更の記録", stays="名前を含まない項目だけを残します"),
    Holding(
        "member_change_identity",
        "変更の記録（氏名など）",
        "id in (select told.id from member_change told where told.member = $1)",
    ),
    Holding("join_code", "別の人材プールに入るコード", without=("code_hash",), stays="14日で使えなくなります"),
    Holding(
        "pool_membership",
        "人材プールへの登録",
        without=("row_hash",),
        stays="統計のため、名前のない番号の行として残します",
    ),
)
FORGET: Final = (
    "delete from file where id in (select file from member_document where member = $1)",
    "delete from member_document where member = $1",
    "delete from member_experience where member = $1",
    "delete from member_certification where member = $1",
    "delete from member_pause where member = $1",
    "delete from skill_proof where member = $1",
    "delete from pool_note where member = $1",
    "delete from member_change_identity where id in (select told.id from member_change told where told.member = $1)",
    """update member_correction set text_now = '', text_wanted = '', reason = '', answer = '',
        state = case when state = 'open' then 'refused' else state end where member = $1""",
    "delete from member_identity where member = $1",
    "delete from member_terms where member = $1",
    "delete from member_wish where member = $1",
    "update member set state = 'ended', version = version + 1 where id = $1 and state <> 'ended'",
    """update pool_membership set external_key = null, row_hash = null,
        during = daterange(lower(during), greatest(lower(during), least(upper(during), app_today())))
    where member = $1""",
)
OTHER_POOLS: Final = """
select o.name from pool_membership kept join organisation o on o.id = kept.pool
where kept.member = $1 and kept.pool <> $2 and kept.during @> app_today() order by o.name
"""
NAMED: Final = """
select count(*) from member_identity named where exists (
    select from pool_membership kept where kept.member = named.member and kept.pool = (select app_organisation()))
"""
LEFT: Final = """
select kept.member from pool_membership kept
where kept.pool = app_organisation() and exists (select 1 from member_identity named where named.member = kept.member)
group by kept.member having bool_and(coalesce(upper(kept.during) < $1, isempty(kept.during))) order by kept.member
"""


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """What names the person goes; the card stays under a dead number, ended."""
    async with unit_of_work(by) as work:
        for statement in FORGET:
            await work.connection.execute(statement, member)


async def must_keep(*, member: UUID, by: Viewer) -> list[str]:
    """Why the person cannot be forgotten yet: another pool still keeps them."""
    async with reading(by) as work:
        rows = await work.connection.fetch(OTHER_POOLS, member, by.organisation)
        return [f"{row['name']}の人材プールにも登録されています。先にそちらの登録を終えてください。" for row in rows]


async def people_named(*, by: Viewer) -> int:
    """How many people the file of the viewer's own pool names."""
    async with reading(by) as work:
        named: int = await work.connection.fetchval(NAMED)
        return named


async def left_before(*, day: date, by: Viewer) -> list[UUID]:
    """People who left the viewer's own pool before a day and are still named."""
    async with reading(by) as work:
        return [row["member"] for row in await work.connection.fetch(LEFT, day)]
