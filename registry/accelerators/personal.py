"""A person's national registration."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import reading, unit_of_work
from registry.accelerators.rules import LIFE

OF_MEMBER: Final = "registration in (select id from registration where member = $1)"
HOLDS: Final = (
    Holding("registration", "アクセラレータの登録", stays="登録番号の台帳として残します。理由の文は消します"),
    Holding(
        "registration_check",
        "登録の確認",
        OF_MEMBER,
        stays="登録の根拠として残します",
    ),
    Holding("registration_term", "登録の期間", OF_MEMBER, stays="登録番号の台帳として残します"),
    Holding("registration_post", "名刺の内容", OF_MEMBER),
    Holding(
        "registration_certificate",
        "登録証の公開の範囲",
        OF_MEMBER,
        stays="コードを残し、名前と所属は消します",
    ),
)
FORGET: Final = (
    "update registration set reason = '', grounds = '' where member = $1 and (reason <> '' or grounds <> '')",
    f"delete from registration_post where {OF_MEMBER}",
    f"update registration_certificate set shown_name = '', shown_body = '' where {OF_MEMBER}",
)
LIVING: Final = "select state from registration where member = $1 and state <> 'struck_off'"


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """The number stays with its register; free words go."""
    async with unit_of_work(by) as work:
        for statement in FORGET:
            await work.connection.execute(statement, member)


async def must_keep(*, member: UUID, by: Viewer) -> list[str]:
    """Why the person cannot be forgotten yet: a registration that is not struck off."""
    async with reading(by) as work:
        rows = await work.connection.fetch(LIVING, member)
        return [f"アクセラレータの登録が「{LIFE.words[row['state']]}」です。先に抹消してください。" for row in rows]
