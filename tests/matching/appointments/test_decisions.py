"""The life of an appointment after its approval: decisions with reasons, side jobs, and telling that a term ends."""

from datetime import date
from typing import Any, get_args
from uuid import UUID

import pytest

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import Conflict, NotAllowed, RuleBroken
from matching.appointments.operations import (
    approve_appointment,
    begin_appointment,
    decide_appointment,
    tell_ending,
)
from matching.appointments.queries import appointment_page, appointments, waiting_for
from matching.appointments.rules import LIFE, due_stage
from matching.appointments.schemas import AppointmentRow, Decision, NewSideJob, SideJobDecision
from matching.appointments.side_jobs import ask_side_job, decide_side_job
from tests.browser import Visit
from tests.matching.employment import TODAY, Story, confirmed, on
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

BEGUN = date(2027, 1, 4)
REASON = "町の希望により延ばす。"


async def in_force(world: World, **more: Any) -> tuple[Story, AppointmentRow]:
    """Sera's appointment, approved and begun; call on or after its first day."""
    with on(TODAY):
        story = await confirmed(world, **more)
        appointing = world.hiroshima if more.get("form") == "fixed_term" else world.sera
        (post, *_) = (await appointments(by=appointing))[0]
        await approve_appointment(id=post.id, by=appointing)
    with on(BEGUN):
        await begin_appointment(id=post.id, by=story.pool)
        return story, (await appointment_page(id=post.id, by=story.pool)).appointment


async def decide(post: UUID, verb: str, *, by: Viewer, **more: Any) -> AppointmentRow:
    row = (await appointment_page(id=post, by=by)).appointment
    told = {"verb": verb, "version": row.version, "effective_on": BEGUN, "reason": REASON} | more
    await decide_appointment(id=post, decision=Decision.model_validate(told), by=by)
    return (await appointment_page(id=post, by=by)).appointment


async def test_renewed_suspended_resumed_and_each_leaves_a_step_and_a_paper(world: World) -> None:
    story, post = await in_force(world)
    with on(BEGUN):
        with pytest.raises(NotAllowed, match="世羅町"):
            await decide(post.id, "suspend", by=story.pool)
        assert (await decide(post.id, "renew", by=world.sera, last_day=date(2028, 3, 31))).last_day.year == 2028
        assert (await decide(post.id, "suspend", by=world.sera)).state == "suspended"
        with pytest.raises(RuleBroken, match="休職中"):
            await decide(post.id, "renew", by=world.sera, last_day=date(2029, 3, 31))
        assert (await decide(post.id, "resume", by=world.sera)).state == "in_force"
        shown = await appointment_page(id=post.id, by=story.member)
        assert [step.verb for step in shown.steps] == ["renew", "suspend", "resume"]
        assert {step.reason for step in shown.steps} == {REASON}
        async with reading(world.sera) as work:
            papers = await work.connection.fetchval(
                "select count(*) from jobs.procrastinate_jobs where args->>'kind' = 'order'"
            )
        assert papers == 3


async def test_a_term_is_never_cut_short_of_the_work_under_it_and_a_stale_decision_changes_nothing(
    world: World,
) -> None:
    _, post = await in_force(world)
    with on(BEGUN):
        with pytest.raises(Conflict, match="任期をこえる配属"):
            await decide(post.id, "change", by=world.sera, last_day=date(2027, 2, 28))
        with pytest.raises(Conflict, match="先に配属の期間を変えて"):
            await decide(post.id, "dismiss", by=world.sera)
        with pytest.raises(Conflict, match="ほかの人が先に"):
            await decide(post.id, "suspend", by=world.sera, version=post.version - 1)
        with pytest.raises(RuleBroken, match="その日が来てから"):
            await decide(post.id, "suspend", by=world.sera, effective_on=date(2027, 2, 1))
        for verb in ("suspend", "retire", "dismiss"):
            with pytest.raises(RuleBroken, match="最初の日より前"):
                await decide(post.id, verb, by=world.sera, effective_on=date(2026, 12, 31))
        assert (await appointment_page(id=post.id, by=world.sera)).appointment == post


async def test_staff_of_a_fiscal_year_end_with_it_and_the_refusal_names_the_article(world: World) -> None:
    _, post = await in_force(world, form="fiscal_year")
    with on(BEGUN), pytest.raises(RuleBroken, match=r"第22条の2.*新しい提案"):
        await decide(post.id, "renew", by=world.sera, last_day=date(2027, 4, 1))


async def test_the_end_is_told_once_at_each_stage_and_stands_in_the_list(world: World) -> None:
    story, post = await in_force(world)
    assert [due_stage(date(2027, 3, 31), today=day) for day in (BEGUN, date(2027, 2, 1), date(2027, 3, 31))] == [
        90, 60, 30,
    ]  # fmt: skip
    assert due_stage(date(2027, 3, 31), today=date(2026, 12, 30)) is None
    with on(BEGUN):
        for _ in range(2):
            await tell_ending(id=post.id, by=story.pool)
        async with reading(world.sera) as work:
            told = await work.connection.fetchval("select count(*) from notice where subject like '%90日%'")
        assert told == 1, "Sera reads its own notice once"
        assert "任期が終わる：更新するかを決める" in [todo.act for todo in await waiting_for(by=world.sera)]


async def test_a_side_job_is_asked_decided_with_reason_and_where_no_permission_is_needed_refused(world: World) -> None:
    asked = {"employer_name": "架空商店", "work": "週末に帳簿を見る。", "first_day": BEGUN, "last_day": "2027-02-28"}
    story, post = await in_force(world)
    with on(BEGUN), pytest.raises(RuleBroken, match=r"許可はいりません.*第4条第2項"):
        await ask_side_job(appointment=post.id, new=NewSideJob.model_validate(asked), by=story.member)


async def test_a_fixed_term_side_job_needs_the_appointing_body(world: World) -> None:
    asked = {"employer_name": "架空商店", "work": "週末に帳簿を見る。", "first_day": BEGUN, "last_day": "2027-02-28"}
    story, post = await in_force(world, form="fixed_term")
    with on(BEGUN):
        job = await ask_side_job(appointment=post.id, new=NewSideJob.model_validate(asked), by=story.member)
        refuse = {"verb": "refuse", "version": 1}
        with pytest.raises(RuleBroken, match="理由"):
            await decide_side_job(id=job.id, decision=SideJobDecision.model_validate(refuse), by=world.hiroshima)
        grant = SideJobDecision(verb="grant", version=1)
        await decide_side_job(id=job.id, decision=grant, by=world.hiroshima)
        shown = await appointment_page(id=post.id, by=story.member)
        assert [row.state for row in shown.side_jobs] == ["granted"]
        with pytest.raises(RuleBroken, match="許可"):
            await decide_side_job(id=job.id, decision=grant, by=world.hiroshima)


async def test_the_page_decides_without_losing_what_was_typed(world: World, visit: Visit) -> None:
    _, post = await in_force(world)
    path = f"/appointments/{post.id}"
    with on(BEGUN):
        sera = await visit("sera")
        form = {"verb": "renew", "version": str(post.version), "effective_on": "2027-01-04", "reason": "続けたい。"}
        refused = await sera.post(f"{path}/decisions", form)
        assert refused.status_code == 422 and "続けたい。" in refused.text
        done = await sera.post(f"{path}/decisions", form | {"last_day": "2027-09-30"})
        assert done.headers["location"] == path
        assert "任期の更新" in (await sera.get(path)).text
        assert (await sera.get(f"/api/v1{path}")).json()["steps"][0]["last_day_after"] == "2027-09-30"
        stale = await sera.post(f"{path}/decisions", form | {"last_day": "2027-10-31"})
        assert stale.status_code == 409


def test_every_decision_stands_in_the_one_table() -> None:
    verbs = {row.verb for row in LIFE.transitions if row.needs_reason}
    assert verbs == set(get_args(Decision.model_fields["verb"].annotation))
    assert {row.target for row in LIFE.transitions} | {"drafted"} == set(LIFE.words)
