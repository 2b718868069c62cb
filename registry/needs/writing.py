"""Writing what was told: the intake, a hearing with its answers, a requirement. Called by operations alone."""

from typing import Any
from uuid import UUID

from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.scope import among
from foundation.database.unit_of_work import Work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from registry.municipalities.queries import prefecture_of
from registry.needs.moving import STALE
from registry.needs.reference import questions_on
from registry.needs.requirement_schemas import Requirement
from registry.needs.rules import LIFE, title_from
from registry.needs.schemas import HearingRecord, NeedDraft, NeedPage
from registry.needs.tables import Hearing, HearingAnswer, JointNeedPart, Need, NeedRequirement, NeedSkill


async def write_intake(draft: NeedDraft, verb: str, *, work: Work, by: Viewer, town: UUID | None = None) -> int:
    """Keep the intake as `verb` says (`save` or `submit`); returns the version. Nothing new is nothing written.

    `town`: for whom its prefecture writes; without it the viewer's own town does.
    """
    municipality = town or by.organisation
    if municipality is None or (town is None and by.kind != "municipality"):
        raise NotAllowed("相談を書けるのは市区町村の利用者です。")
    require(by, Right.ASK)
    told = {
        "title": draft.title or title_from(draft.story), "story": draft.story, "themes": draft.themes,
        "urgency": draft.urgency, "wished_half_days": None if draft.days_unknown else draft.wished_half_days,
        "budget": draft.budget,
    }  # fmt: skip
    own = (Need.id == draft.draft) & among(Need.municipality, [municipality])
    kept = await Need.select(*(getattr(Need, name) for name in told), Need.state, Need.version).where(own)
    state = LIFE.target(verb, kept[0]["state"] if kept else "draft", by=by)
    if kept and draft.version not in (None, kept[0]["version"]):
        raise Conflict(STALE)
    before = {name: kept[0][name] for name in told} if kept else None
    if before == told and verb == "save":
        return int(kept[0]["version"])
    version = kept[0]["version"] + 1 if kept else 1
    sent = {"submitted_at": work.now} if verb == "submit" else {}
    fields: dict[str, Any] = told | sent | {"state": state, "changed_at": work.now, "version": version}
    if kept:
        columns = {getattr(Need, name): value for name, value in fields.items()}
        if not await Need.update(columns).where(own & (Need.version == version - 1)).returning(Need.id):
            raise Conflict(STALE)
    else:
        prefecture = await prefecture_of(municipality, by=by)
        await Need.insert(
            Need(id=draft.draft, municipality=municipality, prefecture=prefecture, created_at=work.now, **fields)
        )
    await record(by=by, verb=f"{verb}_need", noun="need", subject=draft.draft, before=before, after=told)
    return int(version)


async def write_hearing(need: NeedPage, hearing: HearingRecord, *, work: Work, by: Viewer) -> None:
    """The notes, and the answers to the template of the day. Raises `RuleBroken` for a question it does not hold."""
    known = {question.code for question in questions_on(hearing.heard_on)}
    if foreign := [one.question for one in hearing.answers if one.question not in known]:
        raise RuleBroken(f"聞いた日のひな形にない質問です（{foreign[0]}）。何も保存していません。", field="answers")
    note = work.new_id()
    fields = hearing.model_dump(exclude={"version", "answers"})
    await Hearing.insert(Hearing(id=note, need=need.id, heard_by=by.organisation, created_at=work.now, **fields))
    for answer in hearing.answers:
        await HearingAnswer.insert(
            HearingAnswer(id=work.new_id(), hearing=note, heard_by=by.organisation, **answer.model_dump())
        )


async def write_requirement(need: NeedPage, requirement: Requirement, *, work: Work) -> None:
    """In the place of an earlier one, its skills with it; what is borne by use in a joint need follows its days."""
    await NeedSkill.delete().where(NeedSkill.need == need.id)
    row = requirement_fields(requirement)
    columns = {getattr(NeedRequirement, name): value for name, value in row.items()}
    columns[NeedRequirement.version] = NeedRequirement.version + 1
    if not await NeedRequirement.update(columns).where(NeedRequirement.need == need.id).returning(NeedRequirement.need):
        await NeedRequirement.insert(
            NeedRequirement(need=need.id, municipality=need.municipality, prefecture=need.prefecture, **row)
        )
    living = (JointNeedPart.need == need.id) & JointNeedPart.left_at.is_null()
    await JointNeedPart.update({JointNeedPart.half_days: requirement.half_days}).where(living)
    for wanted in requirement.skills:
        await NeedSkill.insert(NeedSkill(id=work.new_id(), need=need.id, **wanted.model_dump()))


def requirement_fields(requirement: Requirement) -> dict[str, Any]:
    """The columns of `need_requirement`; its days as one half-open period."""
    first, last = requirement.first_day, requirement.last_day
    period = Period.inclusive(first, last)
    told = requirement.model_dump(exclude={"version", "skills", "first_day", "last_day"})
    return told | {"during": period.as_range()}


def told_requirement(requirement: Requirement) -> dict[str, Any]:
    """What the journal hashes and names of a requirement."""
    return requirement.model_dump(mode="json", exclude={"version"})
