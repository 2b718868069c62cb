"""The life of a need through both doors."""

from datetime import datetime
from uuid import uuid4

import pytest

from foundation.database.columns import Period
from foundation.errors import NotAllowed, NotFound, RuleBroken
from foundation.text.dates import JST
from registry.needs import operations
from registry.needs.queries import need_page, needs
from registry.needs.requirement_schemas import Requirement
from registry.needs.requirements import requirements
from registry.needs.schemas import HearingRecord, NeedIntake, TriageChoice
from tests.browser import Visit
from tests.world import World

pytestmark = pytest.mark.database

STORY = "転入の手続で、住民課・税務・水道の3か所を回ってもらっています。"


def intake() -> NeedIntake:
    """A town's first words."""
    return NeedIntake(draft=uuid4(), story=STORY, themes=["counter"])


async def test_a_need_becomes_matchable_step_by_step(world: World) -> None:
    need = (await operations.submit_need(intake=intake(), by=world.sera)).id
    hearing = HearingRecord.model_validate({"heard_on": "2026-11-20", "means": "visit", "findings": "窓口は3つ。"})
    await operations.record_hearing(id=need, hearing=hearing, by=world.hiroshima)
    await operations.triage_need(id=need, choice=TriageChoice(triage="hands_on"), by=world.hiroshima)
    wanted = Requirement.model_validate(
        {"role": "service_designer", "half_days": 4, "on_site_half_days": 2, "first_day": "2027-01-01",
         "last_day": "2027-03-31", "form": "special_part_time"}
    )  # fmt: skip
    await operations.set_requirement(id=need, requirement=wanted, by=world.hiroshima)
    assert (await need_page(id=need, by=world.sera)).state == "accepted"
    kept = (await requirements(ids=[need], by=world.hiroshima))[need]
    assert Period.inclusive(kept.first_day, kept.last_day) == Period.inclusive(wanted.first_day, wanted.last_day)


async def test_a_draft_is_seen_by_its_own_body_only(world: World) -> None:
    draft = intake()
    await operations.save_draft(draft=draft, by=world.sera)
    assert [row.id for row in (await needs(by=world.sera))[0]] == [draft.draft]
    assert (await needs(by=world.hiroshima))[0] == []
    await operations.submit_need(intake=draft, by=world.sera)
    assert [row.id for row in (await needs(by=world.hiroshima))[0]] == [draft.draft]
    for outsider in (world.jinseki, world.ehime, world.matsuyama, world.ministry):
        assert (await needs(by=outsider))[0] == []
        with pytest.raises(NotFound):
            await need_page(id=draft.draft, by=outsider)


async def test_a_town_does_not_triage(world: World) -> None:
    need = (await operations.submit_need(intake=intake(), by=world.sera)).id
    with pytest.raises(NotAllowed):
        await operations.triage_need(id=need, choice=TriageChoice(triage="advice"), by=world.sera)


async def test_a_withdrawal_wants_a_reason_and_happens_once(world: World) -> None:
    need = (await operations.submit_need(intake=intake(), by=world.sera)).id
    with pytest.raises(RuleBroken):
        await operations.withdraw_need(id=need, reason=" ", by=world.sera)
    await operations.withdraw_need(id=need, reason="自分たちで直せました。", by=world.sera)
    with pytest.raises(RuleBroken):
        await operations.withdraw_need(id=need, reason="もう一度", by=world.sera)


async def test_pages_anonymous_outsider_invalid_valid(world: World, visit: Visit) -> None:
    nobody, sera, matsuyama = await visit(), await visit("sera"), await visit("matsuyama")
    assert (await nobody.get("/needs")).headers["location"] == "/sign-in?next=/needs"
    draft = str(uuid4())
    refused = await sera.post("/needs", {"draft": draft, "story": "", "themes": ["counter"]})
    assert refused.status_code == 422 and "入力してください" in refused.text and "checked" in refused.text
    sent = await sera.post("/needs", {"draft": draft, "story": STORY})
    assert sent.headers["location"] == f"/needs/{draft}"
    shown = (await sera.get(f"/needs/{draft}")).text
    assert STORY in shown and "相談を広島県に送りました" in shown
    assert (await matsuyama.get(f"/needs/{draft}")).status_code == 404
    assert (await nobody.post(f"/needs/{draft}/withdrawal", {"reason": "x"})).status_code == 401


async def test_the_same_key_twice_has_one_effect(world: World, visit: Visit) -> None:
    sera = await visit("sera")
    body = {"draft": str(uuid4()), "story": STORY}
    first = await sera.send("/needs", body, key="k1")
    again = await sera.send("/needs", body, key="k1")
    other = await sera.send("/needs", body | {"story": "別の話"}, key="k1")
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert other.status_code == 422
    assert other.headers["content-type"] == "application/problem+json"
    assert (await sera.get("/api/v1/needs")).json()["total"] == 1


@pytest.mark.usefixtures("application")
async def test_a_refusal_elsewhere_leaves_the_day_of_the_hearing(world: World, visit: Visit) -> None:
    intake = NeedIntake(draft=uuid4(), title="窓口", story="窓口が分かれていて困る。")
    need = (await operations.submit_need(intake=intake, by=world.sera)).id
    day = f'value="{datetime.now(JST).year}"'
    hall = await visit("hiroshima")
    assert day in (await hall.get(f"/needs/{need}")).text
    refused = await hall.post(f"/needs/{need}/referral", {"version": "1"})
    assert refused.status_code == 422 and day in refused.text
