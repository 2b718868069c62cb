"""Papers that name a person."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.files.store import remove_files
from foundation.text.wareki import wareki_with_weekday
from registry.privacy.classes import retention_class

HOLDS: Final = (
    Holding(
        "document",
        "書類",
        files=("file",),
        stays="発行した書類は公文書です。保存期間が過ぎたら、廃棄の決裁を受けて処分します",
    ),
)
DRAFTS: Final = "select file from document where member = $1 and state = 'draft'"
FORGET: Final = """
update document set state = 'failed', file = null, content = null,
    failure = '本人の情報を消去したため、この案は開けません。'
where member = $1 and state = 'draft'
"""
ISSUED: Final = """
select title, (issued_on + make_interval(months => $2))::date as until from document
where member = $1 and state = 'issued' and issued_on + make_interval(months => $2) > app_today() order by until desc
"""


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """Drafts go with their files; an issued paper is a public record."""
    async with unit_of_work(by) as work:
        drafts = [row["file"] for row in await work.connection.fetch(DRAFTS, member)]
        await work.connection.execute(FORGET, member)
        await remove_files(ids=drafts, by=by)


async def must_keep(*, member: UUID, by: Viewer) -> list[str]:
    """Why the person cannot be forgotten yet: issued papers that the rules on public records keep."""
    kept = retention_class("issued_paper")
    async with reading(by) as work:
        rows = await work.connection.fetch(ISSUED, member, kept.months)
        return [
            f"発行した「{row['title']}」は{wareki_with_weekday(row['until'])}まで保存します（{kept.basis}）。"
            for row in rows[:1]
        ]
