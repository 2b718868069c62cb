"""How Hiroshima recruits: job descriptions at every stage of their sign-off, a posting with people who applied."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from auth.accounts.operations import NewAccount, open_account
from auth.permissions.rules import Role
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.text.ids import body_id
from registry.job_descriptions import signing
from registry.job_descriptions.operations import draft_description, write_version
from registry.job_descriptions.queries import description_page, job_description_row
from registry.job_descriptions.schemas import NewDescription, NewVersion, Step
from registry.postings import operations as postings
from registry.postings.applying import apply
from registry.postings.asking import answer_question, ask_question
from registry.postings.queries import posting_page, questions_of
from registry.postings.rules import CONSENT_NOW
from registry.postings.schemas import Answer, NewApplication, NewPosting, Question
from registry.postings.schemas import Step as Posted
from reports.demo.cast import HIROSHIMA, TOWNS, Cast, viewer_of
from reports.demo.hiring import fill_places
from reports.demo.requests import OpenNeed
from reports.demo.timeline import Timeline

OFFICERS: Final = {
    Role.HR: NewAccount("demo-16", "志和（広島県・人事）", "人事課", demo=True),
    Role.FINANCE: NewAccount("demo-17", "算用（広島県・財政）", "財政課", demo=True),
}
"""Two more who can be entered: HR and finance sign job descriptions."""
BEGAN: Final = 60
"""Days ago on which the first description was begun."""

QUESTIONS: Final = (
    (
        "ほかの会社に勤めながらでも応募できますか。",
        "できます。勤め先の許可が必要なときは、採用が決まってから手続をお願いします。",
    ),
    ("来庁の日は、曜日が決まっていますか。", ""),
)
"""Asked, and answered or still waiting."""
APPLICANTS: Final = (
    ("仮名 応一", "市役所の窓口で10年働き、オンライン申請を3つ立ち上げました。小さな町の力になりたいです。"),
    ("架空 望", "システム会社で、自治体の標準化を4年担当しました。費用の見直しが得意です。"),
)

Sign = Callable[..., Awaitable[Done]]


async def recruit(needs: list[OpenNeed], cast: Cast, timeline: Timeline) -> list[UUID]:
    """Descriptions: one fixed, one before the town, one before finance, a draft. Returns the fixed ones."""
    timeline.days_ago(BEGAN)
    hr, finance = [await _officer(role) for role in OFFICERS]
    chosen = _chosen(needs)
    signed = (5, 1, 3, 0)
    fixed = []
    for position, (need, steps) in enumerate(zip(chosen, signed, strict=False)):
        began = BEGAN - 5 * position
        id = await _written(need, began, hr, timeline)
        signs: list[tuple[Sign, Viewer]] = [
            (signing.ask_town, hr), (signing.confirm, cast.bodies[need.town.code]), (signing.approve_as_hr, hr),
            (signing.approve_as_finance, finance), (signing.fix, hr),
        ]  # fmt: skip
        for days, (sign, by) in enumerate(signs[:steps], start=2):
            timeline.days_ago(began - days)
            await _take(id, sign, by)
        if steps == len(signs):
            fixed.append(id)
    return fixed


def _chosen(needs: list[OpenNeed]) -> list[OpenNeed]:
    """One open need of each of Hiroshima's towns that can be entered."""
    found: dict[str, OpenNeed] = {}
    for need in needs:
        if need.pool == HIROSHIMA and need.town.code in TOWNS and not need.early:
            found.setdefault(need.town.code, need)
    return list(found.values())


async def _officer(role: Role) -> Viewer:
    by = Viewer.system(body_id(HIROSHIMA), kind="prefecture")
    return await viewer_of((await open_account(OFFICERS[role], role=role, by=by)).id)


async def _written(need: OpenNeed, began: int, by: Viewer, timeline: Timeline) -> UUID:
    """From the need, with what the need does not say."""
    timeline.days_ago(began)
    id = (await draft_description(new=NewDescription(need=need.id), by=by)).id
    timeline.days_ago(began - 1)
    shown = await description_page(id=id, by=by)
    until = min(timeline.as_of + timedelta(days=14), need.first_day)
    words: dict[str, Any] = {
        "pay_unit": "day", "pay_yen": 30_000, "pay_notes": "旅費は別に支給します", "side_job": "with_permission",
        "apply_until": until, "version": shown.description.version,
        "duties": [duty.code for duty in shown.latest.content.duties],
        "skills": [{"skill": one.skill, "level": one.level, "must": position == 0}
                   for position, one in enumerate(shown.latest.content.skills)],
        "towns": [town.id for town in shown.latest.content.towns],
    }  # fmt: skip
    kept = {name: getattr(shown.latest.content, name) for name in NewVersion.model_fields if name not in words}
    await write_version(id=id, new=NewVersion.model_validate(kept | words), by=by)
    return id


async def _take(id: UUID, sign: Sign, by: Viewer) -> None:
    version = (await job_description_row(id=id, by=by)).version
    await sign(id=id, step=Step(version=version), by=by)


async def call_for(fixed: list[UUID], cast: Cast, timeline: Timeline) -> None:
    """Three postings for each fixed description: one filled, one closed a while ago, one open for two weeks more."""
    hall = cast.bodies[HIROSHIMA]
    for description in fixed:
        closed = await _call(description, 30, timeline.as_of - timedelta(days=10), hall, timeline)
        await _ask_and_apply(closed, 28, hall, timeline)
        timeline.days_ago(9)
        version = (await posting_page(id=closed, by=hall)).version
        await postings.close_posting(id=closed, step=Posted(version=version), by=hall)
        filled = await _call(description, 50, timeline.as_of - timedelta(days=40), hall, timeline, places=2)
        await fill_places(filled, 48, hall, timeline)
        id = await _call(description, 8, timeline.as_of + timedelta(days=14), hall, timeline)
        await _ask_and_apply(id, 6, hall, timeline)


async def _call(
    description: UUID, began: int, until: date, hall: Viewer, timeline: Timeline, *, places: int = 1
) -> UUID:
    timeline.days_ago(began)
    new = NewPosting(
        description=description, contact="広島県デジタル推進課（架空） 000-000-0000", apply_until=until, places=places,
        questions_until=until - timedelta(days=7),
        appeal="町の職員と机を並べて、仕事のやり方を変えていく人を探しています。",
        title=f"小さな町のDXを支える人を募集します（{timeline.today.month}月）",
    )  # fmt: skip
    id = (await postings.prepare_posting(new=new, by=hall)).id
    await postings.open_posting(id=id, step=Posted(version=1), by=hall)
    return id


async def _ask_and_apply(id: UUID, began: int, hall: Viewer, timeline: Timeline) -> None:
    public = Viewer.public()
    timeline.days_ago(began)
    for question, answer in QUESTIONS:
        await ask_question(posting=id, question=Question(question=question), source="demo", by=public)
        timeline.days_ago(began - 1)
        if answer:
            waiting = next(one for one in await questions_of(posting=id, by=hall) if not one.answer)
            await answer_question(id=waiting.id, answer=Answer(answer=answer, version=waiting.version), by=hall)
    for position, (name, story) in enumerate(APPLICANTS):
        timeline.days_ago(began - 2 - position)
        new = NewApplication(application=timeline.new_id(), name=name, email=f"applicant-{position}@example.jp",
                             story=story, consent=CONSENT_NOW)  # fmt: skip
        await apply(posting=id, new=new, source=f"demo-{position}", by=public)
