"""Postings as tests tell them: Hiroshima calls for a designer for Sera, somebody applies."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from auth.viewer import Viewer
from registry.postings import applying, judging, operations
from registry.postings.queries import posting_page
from registry.postings.rows import Received
from registry.postings.rules import CONSENT_NOW
from registry.postings.schemas import NewApplication, NewAssessor, NewPosting, NewStage, Sheet, Step
from tests.matching.employment import TODAY, on
from tests.registry.job_descriptions.describing import fixed
from tests.world import World

UNTIL = date(2026, 12, 10)
QUESTIONS_UNTIL = date(2026, 12, 3)
AFTER = date(2026, 12, 11)
PERSON = {
    "name": "架空 応募子", "email": "applicant@example.jp", "story": "窓口の見直しを5年しました。",
    "consent": CONSENT_NOW,
}  # fmt: skip
POINTS = {"experience": 4, "skill": 3, "understanding": 5, "telling": 4, "plan": 2}
NOBODY = Viewer.public()
HERE = "192.0.2.1"


async def prepared(world: World, **more: Any) -> UUID:
    """A posting that only Hiroshima sees, from a job description fixed today."""
    words = {"title": "窓口デザイナーの募集", "contact": "デジタル推進課 000-000-0000", "apply_until": UNTIL,
             "questions_until": QUESTIONS_UNTIL, "places": 1} | more  # fmt: skip
    with on(TODAY):
        new = NewPosting.model_validate(words | {"description": await fixed(world)})
        return (await operations.prepare_posting(new=new, by=world.hiroshima)).id


async def opened(world: World, **more: Any) -> UUID:
    """The same, published."""
    id = await prepared(world, **more)
    with on(TODAY):
        await operations.open_posting(id=id, step=await step_of(id, world.hiroshima), by=world.hiroshima)
    return id


async def step_of(id: UUID, by: Viewer, reason: str = "") -> Step:
    """A step on the posting as it is now."""
    return Step(version=(await posting_page(id=id, by=by)).version, reason=reason)


async def applied(posting: UUID, *, by: Viewer = NOBODY, source: str = HERE, **more: Any) -> Received:
    """Somebody's application."""
    new = NewApplication.model_validate(PERSON | {"application": uuid4()} | more)
    return await applying.apply(posting=posting, new=new, source=source, by=by)


async def selecting(world: World, posting: UUID, *towns: Viewer) -> UUID:
    """Closed, with a seat for Hiroshima and each town, and the papers being read; returns the stage."""
    hall = world.hiroshima
    with on(AFTER):
        await operations.close_posting(id=posting, step=await step_of(posting, hall), by=hall)
        for body in (hall, *towns):
            new = NewAssessor(body=body.organisation, label=f"{body.organisation_name}の選考者")
            await judging.name_assessor(posting=posting, new=new, by=hall)
        return (await judging.open_stage(posting=posting, new=NewStage(kind="papers"), by=hall)).id


def sheet(stage: UUID, assessor: UUID) -> Sheet:
    """Points from one seat."""
    return Sheet(stage=stage, assessor=assessor, scores=POINTS, comment="経験が合う。")
