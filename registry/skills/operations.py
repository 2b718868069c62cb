"""Vocabularies that come in with a roster."""

from collections.abc import Collection

from foundation.database.unit_of_work import current_work
from registry.skills.rules import ADVISOR_TAGS, tag_id

SCHEME = "insert into skill_scheme (code, name, version, source) values ($1, $2, $3, $4) on conflict do nothing"
SKILL = "insert into skill (id, scheme, code, name) values ($1, $2, $3, $3) on conflict do nothing"

SCHEMES = {
    ADVISOR_TAGS: ("対応分野（地域情報化アドバイザー）", "2025", "総務省・APPLIC 地域情報化アドバイザーの公開名簿"),
}


async def keep_tags(*, scheme: str, names: Collection[str]) -> None:
    """Add the tags a scheme does not have yet; a scheme carries no right, only an open unit of work is needed."""
    work = current_work()
    await work.connection.execute(SCHEME, scheme, *SCHEMES[scheme])
    await work.connection.executemany(SKILL, [(tag_id(scheme, name), scheme, name) for name in sorted(names)])
