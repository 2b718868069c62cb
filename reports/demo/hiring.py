"""A posting that came to its end: both who applied were offered the place and took it; one is in the pool already."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from registry.postings import operations as postings
from registry.postings.applying import answer_offer, apply
from registry.postings.judging import decide, name_assessor, open_stage, write_sheet
from registry.postings.queries import applications, assessors_of, posting_page
from registry.postings.rows import Received
from registry.postings.rules import CONSENT_NOW, CRITERIA
from registry.postings.schemas import (
    Decision,
    NewApplication,
    NewAssessor,
    NewStage,
    OfferAnswer,
    Sheet,
    Step,
    TakingOn,
)
from registry.postings.taking_on import take_on
from reports.demo.timeline import Timeline

HIRED: Final = (
    ("架空 採子", "かくう さいこ", "町役場で12年、窓口と福祉の仕事をしました。手続の図を描くのが好きです。"),
    ("仮名 用太", "かめい ようた", "自治体向けのシステムを作る会社で6年、画面の設計をしました。"),
)
"""The first is a member now; the second waits to be taken in."""
CLOSED_AFTER: Final = 8
"""Days after the first application on which the posting is closed."""


async def fill_places(posting: UUID, began: int, hall: Viewer, timeline: Timeline) -> None:
    """From the applications to the member. `began`: days ago of the first application."""
    timeline.days_ago(began)
    skills = (await posting_page(id=posting, by=hall)).content.skills
    held = [f"{line.skill}:{line.level or 2}" for line in skills]
    received = []
    for position, (name, kana, story) in enumerate(HIRED):
        new = NewApplication(application=timeline.new_id(), name=name, kana=kana, email=f"hired-{position}@example.jp",
                             story=story, held=held, consent=CONSENT_NOW)  # fmt: skip
        received.append(await apply(posting=posting, new=new, source=f"hired-{position}", by=Viewer.public()))
    await _select(posting, received, began - CLOSED_AFTER - 1, hall, timeline)
    timeline.days_ago(began - CLOSED_AFTER - 5)
    for one in received:
        answer = OfferAnswer(number=one.number, accept=True, joins=True, pledges=True)
        await answer_offer(given=answer, source="hired", by=Viewer.public())
    timeline.days_ago(began - CLOSED_AFTER - 6)
    first = received[0].application
    version = await _version(first, hall)
    await take_on(id=first, given=TakingOn(version=version, roles=["service_designer"], held=held), by=hall)


async def _select(posting: UUID, received: list[Received], began: int, hall: Viewer, timeline: Timeline) -> None:
    assert hall.organisation is not None
    timeline.days_ago(began)
    version = (await posting_page(id=posting, by=hall)).version
    await postings.close_posting(id=posting, step=Step(version=version), by=hall)
    await name_assessor(posting=posting, new=NewAssessor(body=hall.organisation, label="DX推進課長"), by=hall)
    stage = (await open_stage(posting=posting, new=NewStage(kind="papers"), by=hall)).id
    (seat,) = await assessors_of(posting=posting, by=hall)
    timeline.days_ago(began - 2)
    scores = {key: 4 - place % 2 for place, key in enumerate(CRITERIA)}
    for one in received:
        sheet = Sheet(stage=stage, assessor=seat.id, scores=scores, comment="町の仕事をよく知っている。")
        await write_sheet(application=one.application, sheet=sheet, by=hall)
        version = await _version(one.application, hall)
        decision = Decision(verdict="offer", reason="経験が募集の内容に合うため", version=version)
        await decide(id=one.application, decision=decision, by=hall)


async def _version(application: UUID, hall: Viewer) -> int:
    return next(row.version for row in await applications(by=hall) if row.id == application)
