"""Lawful terms with their articles, and the approval by the appointing body through both doors."""

from datetime import date

import pytest

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import NotAllowed, RuleBroken
from matching.appointments.operations import approve_appointment
from matching.appointments.queries import appointment_page, appointments, ending_within, form_on, waiting_for
from matching.appointments.rules import term_refusal
from registry.capacity.rules import FORMS
from tests.browser import Visit
from tests.matching.employment import FIRST, TODAY, confirmed, on, running
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

APRIL = date(2027, 4, 1)
LATER = """
insert into appointment (id, proposal, owner, member, appointing_body, form, title, during, state, approved_at,
    created_at)
select gen_random_uuid(), proposal, owner, member, body.id, form, title, '[2027-04-01,2028-04-01)', state, approved_at,
    appointment.created_at
from appointment cross join (select id from organisation where id <> all ($2::uuid[]) order by id limit $3) body
where appointment.id = $1
"""


@pytest.mark.parametrize(
    ("form", "first", "end", "article"),
    [
        ("fiscal_year", APRIL, date(2028, 4, 1), None),
        ("fiscal_year", date(2027, 10, 1), date(2028, 4, 2), "地方公務員法第22条の2"),
        ("fixed_term", APRIL, date(2032, 4, 1), None),
        ("fixed_term", APRIL, date(2032, 4, 2), "任期付職員の採用に関する法律"),
        ("secondment", APRIL, date(2027, 10, 1), None),
        ("secondment", APRIL, date(2027, 9, 30), "地域活性化起業人制度推進要綱"),
        ("secondment", APRIL, date(2030, 4, 2), "地域活性化起業人制度推進要綱"),
        ("special_part_time", APRIL, date(2037, 4, 1), None),
    ],
)
async def test_a_term_is_refused_with_its_article(
    world: World, form: str, first: date, end: date, article: str | None
) -> None:
    refusal = term_refusal(await form_on(code=form, day=first, by=world.hiroshima), first, end)
    assert refusal is None if article is None else refusal is not None and article in refusal


async def test_every_form_is_in_force_and_has_a_source(world: World) -> None:
    for code, name in FORMS.items():
        terms = await form_on(code=code, day=APRIL, by=world.hiroshima)
        assert terms.source and terms.article and terms.name == name
    with pytest.raises(RuleBroken, match="始まりの日には使えません"):
        await form_on(code="fiscal_year", day=date(2019, 4, 1), by=world.hiroshima)


async def papers_queued(*, by: Viewer) -> list[str]:
    async with reading(by) as work:
        rows = await work.connection.fetch(
            "select args->>'kind' as kind from jobs.procrastinate_jobs where task_name = 'render_paper' order by id"
        )
        return [row["kind"] for row in rows]


async def test_the_appointing_body_alone_approves_and_the_paper_is_printed_again(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        (post,) = (await appointments(by=world.sera))[0]
        assert [todo.link for todo in await waiting_for(by=world.sera)] == [f"/appointments/{post.id}"]
        before = await papers_queued(by=world.sera)
        with pytest.raises(NotAllowed, match="任用する団体（世羅町）"):
            await approve_appointment(id=post.id, by=story.pool)
        await approve_appointment(id=post.id, by=world.sera)
        assert await papers_queued(by=world.sera) == [*before, "ishokujo"]
        assert (await appointment_page(id=post.id, by=world.sera)).appointment.state == "approved"
        assert await waiting_for(by=world.sera) == []
        with pytest.raises(RuleBroken, match="決裁済み"):
            await approve_appointment(id=post.id, by=world.sera)


async def test_pages_anonymous_outsider_and_the_body_itself(world: World, visit: Visit) -> None:
    with on(TODAY):
        await confirmed(world)
        (post,) = (await appointments(by=world.sera))[0]
        path = f"/appointments/{post.id}"
        assert (await (await visit()).get(path)).status_code == 303
        assert (await (await visit("onomichi")).get(path)).status_code == 404
        shown = (await (await visit("hiroshima")).get(path)).text
        assert "決裁できるのは、任用する団体（世羅町）だけです。" in shown and "未確認" in shown
        assert (await (await visit("hiroshima_reader")).post(f"{path}/approval")).status_code == 403
        sera = await visit("sera")
        assert (await sera.post(f"{path}/approval")).headers["location"] == path
        assert (await sera.send(f"{path}/approval", None)).status_code == 422
        listed = (await sera.get("/appointments")).text
        assert "決裁済み" in listed and "灰谷 凪" in listed
        assert "灰谷 凪" not in (await (await visit("onomichi")).get("/appointments")).text
        assert (await sera.get("/api/v1/appointments")).json()["appointments"][0]["person"] == "灰谷 凪"
        assert f'href="/documents?about={post.id}"' in (await sera.get(path)).text
        assert (await sera.get(f"/api/v1{path}")).json()["appointment"]["state"] == "approved"


async def test_terms_about_to_end_are_found_among_however_many_that_begin_later(world: World) -> None:
    with on(TODAY):
        story = await running(world)
    with on(FIRST):
        posts, _ = await appointments(by=story.pool)
        async with unit_of_work(story.pool) as work:
            await work.connection.execute(LATER, posts[0].id, [post.appointing_body for post in posts], 501)
        _, page = await appointments(by=story.pool, size=1)
        assert (len((await appointments(by=story.pool, size=None))[0]), page.total) == (504, 504)
        assert {row.id for row in await ending_within(days=89, by=story.pool)} == {post.id for post in posts}
        assert await ending_within(days=88, by=story.pool) == []
