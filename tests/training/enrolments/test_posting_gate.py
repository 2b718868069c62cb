"""Through the JSON door: hiring asks the course, the gate holds the start, passing the course opens it."""

from datetime import date

import pytest

from tests.browser import Browser, Visit
from tests.matching.employment import FIRST, TODAY, confirmed, on
from tests.training.conftest import Class
from tests.world import World
from training.courses.queries import edition_of

pytestmark = pytest.mark.database

HELD = date(2026, 12, 15)


async def sent(browser: Browser, path: str, body: object) -> str:
    """The id of what came of it."""
    answer = await browser.send(path, body)
    assert answer.is_success, (path, answer.text)
    id: str = answer.json()["id"]
    return id


async def test_a_hired_engineer_may_begin_once_the_course_is_passed(world: World, trained: Class, visit: Visit) -> None:
    with on(TODAY):
        hall = await visit("hiroshima")
        await sent(hall, "/training/posting-courses", {"course": "assembly", "source": "県の要綱"})
        await confirmed(world, roles=["service_designer", "engineer"])
        engineer = await visit("nagi")
        [learning] = (await engineer.get("/api/v1/training")).json()["enrolments"]
    with on(HELD):
        school, engineer = await visit("school"), await visit("nagi")
        session = await sent(school, "/training/sessions", {
            "course": "assembly", "held_on": HELD.isoformat(), "begins_at": "13:30", "place": "県庁", "places": 20,
        })  # fmt: skip
        await sent(engineer, f"/training/enrolments/{learning['id']}/place", {"session": session})
    with on(FIRST):
        hall, town = await visit("hiroshima"), await visit("sera")
        works = (await town.get("/api/v1/assignments")).json()["assignments"][0]
        await sent(town, f"/appointments/{works['appointment']}/approval", {})
        closed = await hall.send(f"/assignments/{works['id']}/start", {})
        assert closed.status_code == 422 and "研修が終わっていません" in closed.text
        school, engineer = await visit("school"), await visit("nagi")
        await study(engineer, learning["id"], world)
        here = f"/training/sessions/{session}"
        await sent(school, f"{here}/attendance", {"attended": [learning["id"]], "day": HELD.isoformat()})
        await sent(school, f"{here}/results", {"completed": [learning["id"]]})
        assert (await hall.send(f"/assignments/{works['id']}/start", {})).is_success
        begun = (await town.get("/api/v1/assignments")).json()["assignments"][0]
        assert begun["state"] == "running"


async def study(engineer: Browser, enrolment: str, world: World) -> None:
    """Every unit answered rightly."""
    for number, unit in enumerate((await edition_of(course="assembly", by=world.hiroshima)).units, start=1):
        answers = {"answers": [question.answer for question in unit.questions]}
        await sent(engineer, f"/training/enrolments/{enrolment}/units/{number}", answers)
