"""Writing job descriptions: from a need, and version by version. Signing them is `signing`."""

from typing import Any
from uuid import UUID

import msgspec

from auth.journal.operations import record
from auth.organisations.queries import names_of
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import NotAllowed, RuleBroken
from registry.job_descriptions.moving import move, note_step, refuse_stranger
from registry.job_descriptions.queries import job_description_row
from registry.job_descriptions.rules import LIFE
from registry.job_descriptions.schemas import (
    Content,
    DutyLine,
    NewDescription,
    NewVersion,
    SkillLine,
    TownLine,
    Words,
)
from registry.job_descriptions.tables import JobDescription, JobDescriptionVersion
from registry.job_descriptions.vocabulary import duties_in_force, templates
from registry.needs.access import may_handle
from registry.needs.queries import need_page
from registry.needs.requirement_schemas import RequirementRow, WantedSkill
from registry.needs.requirements import requirements
from registry.needs.schemas import NeedPage
from registry.skills.queries import skill_names

NO_REQUIREMENT = "この相談には、来てほしい人の条件がまだありません。先に相談の画面で条件を決めてください。"


async def draft_description(*, new: NewDescription, by: Viewer) -> Done:
    """Begin a description from a need with a complete requirement, which fills in what it knows."""
    require(by, Right.RECRUIT)
    async with unit_of_work(by) as work:
        need = await need_page(id=new.need, by=by)
        if may_handle(by, need):
            raise NotAllowed("職務記述書をつくれるのは、受け持ちの県と、町が参加する組合だけです。")
        required = (await requirements(ids=[need.id], by=by)).get(need.id)
        if required is None:
            raise RuleBroken(NO_REQUIREMENT, field="need")
        content = await _content(_first_words(need, required, blank=new.blank), work, by)
        id = work.new_id()
        await JobDescription.insert(
            JobDescription(
                id=id, need=need.id, municipality=need.municipality, owner=by.organisation, title=content.title,
                role=content.role, created_at=work.now, changed_at=work.now,
            )
        )  # fmt: skip
        await _keep_version(id, 1, content, need.municipality, work=work, by=by)
        await note_step(id=id, number=1, verb="draft", readers=[], by=by)
        await record(by=by, verb="draft_description", noun="job_description", subject=id, after={"need": need.id})
        return Done(id)


async def write_version(*, id: UUID, new: NewVersion, by: Viewer) -> Done:
    """Write the next version of the words. Raises `Conflict` where somebody else changed it since it was read."""
    async with unit_of_work(by) as work:
        description = await job_description_row(id=id, by=by)
        refuse_stranger(description, "write", by)
        target = LIFE.target("write", description.state, by=by)
        content = await _content(new.words(), work, by)
        changes: dict[Any, Any] = {
            JobDescription.title: content.title,
            JobDescription.role: content.role,
            JobDescription.current: description.current + 1,
        }
        done = await move(description, target, seen=new.version, changes=changes, work=work)
        await _keep_version(id, description.current + 1, content, description.municipality, work=work, by=by)
        await note_step(id=id, number=description.current + 1, verb="write", readers=[], by=by)
        await record(by=by, verb="write_version", noun="job_description", subject=id,
                     after={"number": description.current + 1})  # fmt: skip
        return done


def _first_words(need: NeedPage, required: RequirementRow, *, blank: bool) -> Words:
    usual = None if blank else templates().get(required.role)
    return Words.model_validate(
        {
            "title": usual.title if usual else need.title, "role": required.role,
            "duties": list(usual.duties) if usual else [], "goals": usual.goals if usual else "",
            "authority": usual.authority if usual else "", "reports_to": usual.reports_to if usual else "",
            "skills": [WantedSkill(skill=one.skill, level=one.level, must=one.must) for one in required.skills],
            "form": required.form, "first_day": required.first_day, "last_day": required.last_day,
            "half_days": required.half_days, "on_site_half_days": required.on_site_half_days,
            "place": f"{need.municipality_name}役場" if required.on_site_half_days else "オンライン",
            "pay_yen": required.day_rate_ceiling_yen, "pay_unit": "day" if required.day_rate_ceiling_yen else None,
            "towns": [need.municipality],
        }
    )  # fmt: skip


async def _content(words: Words, work: Work, by: Viewer) -> Content:
    """The words with today's names of duties, skills and towns. Raises `RuleBroken` for one that is not known."""
    duties = duties_in_force(on=work.today)
    skills = await skill_names([wanted.skill for wanted in words.skills])
    towns = await names_of(set(words.towns), by=by)
    known = (("duties", words.duties, duties), ("skills", [one.skill for one in words.skills], skills),
             ("towns", words.towns, towns))  # fmt: skip
    for field, codes, names in known:
        if set(codes) - set(names):
            raise RuleBroken("選択肢から選んでください。", field=field)
    return msgspec.convert(
        words.model_dump(mode="python")
        | {
            "duties": [DutyLine(code, duties[code].name, duties[code].gloss) for code in sorted(set(words.duties))],
            "skills": [SkillLine(one.skill, skills[one.skill], one.level, one.must) for one in words.skills],
            "towns": [TownLine(town, towns[town]) for town in dict.fromkeys(words.towns)],
        },
        Content,
        from_attributes=True,
    )


async def _keep_version(id: UUID, number: int, content: Content, municipality: UUID, *, work: Work, by: Viewer) -> None:
    readers = {municipality, *(town.id for town in content.towns)}
    await JobDescriptionVersion.insert(
        JobDescriptionVersion(
            id=work.new_id(), description=id, number=number, owner=by.organisation, readers=sorted(readers),
            content=msgspec.json.encode(content).decode(), written_by=by.account, written_at=work.now,
        )
    )  # fmt: skip
