"""Vocabularies that come in, and saying which skill became which."""

import asyncio
from collections.abc import Collection
from datetime import timedelta
from itertools import product
from typing import Final
from uuid import UUID, uuid5

from asyncpg import Range

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import current_work, unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from foundation.text.ids import BODY_NAMESPACE
from registry.skills.access import may_keep_schemes
from registry.skills.queries import people_reached, skill_names
from registry.skills.rules import ADVISOR_TAGS, MappingKind, tag_id
from registry.skills.schemas import MappingEnd, MappingReach, NewMapping, SchemeWords
from registry.skills.scheme_file import SchemeSkill, SchemeUnreadable, read_scheme
from registry.skills.vocabulary import VOCABULARY

SCHEME = "insert into skill_scheme (code, name, version, source) values ($1, $2, $3, $4) on conflict do nothing"
SKILL = "insert into skill (id, scheme, code, name) values ($1, $2, $3, $3) on conflict do nothing"

SCHEMES = {
    ADVISOR_TAGS: ("対応分野（地域情報化アドバイザー）", "2025", "総務省・APPLIC 地域情報化アドバイザーの公開名簿"),
}
NEW_SCHEME: Final = """
insert into skill_scheme (code, family, name, version, valid_from, source) values ($1, $2, $3, $4, $5, $6)
on conflict do nothing returning code
"""
NEW_SKILL: Final = "insert into skill (id, scheme, code, name, area) values ($1, $2, $3, $4, $5)"
STANDING: Final = "select code, name, area from skill where scheme = $1 order by code"
MAP: Final = """
insert into skill_mapping (id, earlier, later, kind, during, reason, created_by, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
"""
END: Final = """
update skill_mapping set during = daterange(lower(during), greatest(lower(during), $2))
where id = $1 and not isempty(during) returning id
"""


async def keep_tags(*, scheme: str, names: Collection[str]) -> None:
    """Add the tags a scheme does not have yet; a scheme carries no right, only an open unit of work is needed."""
    work = current_work()
    if not names:
        return
    await work.connection.execute(SCHEME, scheme, *SCHEMES[scheme])
    await work.connection.executemany(SKILL, [(tag_id(scheme, name), scheme, name) for name in sorted(names)])
    VOCABULARY.forget()


async def import_scheme(*, words: SchemeWords, content: bytes, by: Viewer) -> Done:
    """Bring in a version of a scheme from its YAML file. The same file again changes nothing.

    Raises `RuleBroken` where the file cannot be read, `Conflict` where this version holds other skills already.
    """
    if refusal := may_keep_schemes(by):
        raise NotAllowed(refusal)
    try:
        skills = await asyncio.to_thread(read_scheme, content)
    except SchemeUnreadable as error:
        raise RuleBroken(f"{error} まだ何も取り込んでいません。", field="scheme") from error
    subject = uuid5(BODY_NAMESPACE, f"scheme-{words.code}")
    async with unit_of_work(by) as work:
        fields = (words.code, words.family, words.name, words.version, words.valid_from, words.source)
        if await work.connection.fetchval(NEW_SCHEME, *fields) is None:
            await _refuse_other(words.code, skills)
            return Done(subject)
        await work.connection.executemany(
            NEW_SKILL,
            [(uuid5(BODY_NAMESPACE, f"{words.code}-{skill.code}"), words.code, skill.code, skill.name, skill.area)
             for skill in skills],
        )  # fmt: skip
        VOCABULARY.forget()
        after = {"code": words.code, "version": words.version, "skills": len(skills)}
        await record(by=by, verb="import_scheme", noun="skill_scheme", subject=subject, after=after)
        return Done(subject)


async def map_skills(*, new: NewMapping, by: Viewer) -> Done:
    """Say that skills lead to others from a day on. What people were found to have stays under the earlier skill.

    Raises `Conflict` where two of them are mapped already.
    """
    async with unit_of_work(by) as work:
        await _refuse_mapping(new, by)
        ids = []
        for earlier, later in product(new.earlier, new.later):
            ids.append(work.new_id())
            await work.connection.execute(
                MAP, ids[-1], earlier, later, new.kind, Range(new.first_day, None), new.reason, by.organisation,
                work.now,
            )  # fmt: skip
        after = {"kind": new.kind, "earlier": len(new.earlier), "later": len(new.later)}
        await record(by=by, verb="map_skills", noun="skill_mapping", subject=ids[0], after=after)
        return Done(ids[0])


async def preview_mapping(*, new: NewMapping, by: Viewer) -> MappingReach:
    """Whom the mapping would reach, and nothing is kept. Refused like the mapping itself."""
    async with unit_of_work(by):
        await _refuse_mapping(new, by)
        return await people_reached(new.earlier)


async def end_mapping(*, id: UUID, end: MappingEnd, by: Viewer) -> Done:
    """Let a mapping hold until a last day. Raises `NotFound`."""
    if refusal := may_keep_schemes(by):
        raise NotAllowed(refusal)
    async with unit_of_work(by) as work:
        if await work.connection.fetchval(END, id, end.last_day + timedelta(days=1)) is None:
            raise NotFound
        await record(by=by, verb="end_mapping", noun="skill_mapping", subject=id, after={"last_day": end.last_day})
        return Done(id)


async def _refuse_other(code: str, skills: list[SchemeSkill]) -> None:
    rows = await current_work().connection.fetch(STANDING, code)
    if {(row["code"], row["name"], row["area"]) for row in rows} != {(s.code, s.name, s.area) for s in skills}:
        raise Conflict(
            f"記号「{code}」の体系は、別の内容ですでに取り込まれています。何も変えていません。"
            "新しい版として、別の記号で取り込んでください。"
        )


async def _refuse_mapping(new: NewMapping, by: Viewer) -> None:
    """A merge leads several to one, a split one to several; nothing leads to itself."""
    if refusal := may_keep_schemes(by):
        raise NotAllowed(refusal)
    if len(await skill_names({*new.earlier, *new.later})) < len({*new.earlier, *new.later}):
        raise RuleBroken("スキルを一覧から選んでください。", field="earlier")
    if set(new.earlier) & set(new.later):
        raise RuleBroken("同じスキルが、前と後の両方にあります。", field="later")
    if new.kind is MappingKind.MERGED and len(new.later) != 1:
        raise RuleBroken("まとめた先のスキルは、一つだけ選んでください。", field="later")
    if new.kind is MappingKind.SPLIT and (len(new.earlier) != 1 or len(new.later) < 2):
        raise RuleBroken("分けるときは、前のスキルを一つ、分けた先を二つ以上選んでください。", field="later")
