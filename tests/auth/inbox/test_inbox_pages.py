"""Reading what one was told, through both doors."""

import pytest

from auth.inbox.queries import latest_notices, unread_notices
from auth.permissions import Right
from foundation.jobs.progress import fail_progress, finish_progress, start_progress, step_progress
from tests.auth.inbox.test_delivery import told
from tests.browser import Visit
from tests.world import World

pytestmark = pytest.mark.database


async def test_a_notice_is_opened_once_and_leads_on(world: World, visit: Visit) -> None:
    notice = await told(world)
    nobody, hiroshima, ehime = await visit(), await visit("hiroshima"), await visit("ehime")
    assert (await nobody.get("/notices")).headers["location"] == "/sign-in?next=/notices"
    assert "電話で聞き取ってください。" in (await hiroshima.get("/notices")).text
    assert (await ehime.post(f"/notices/{notice}/reading")).status_code == 404
    opened = await hiroshima.post(f"/notices/{notice}/reading")
    assert opened.headers["location"] == "/needs/1"
    assert await unread_notices(by=world.hiroshima) == 0
    assert (await latest_notices(by=world.hiroshima))[0].read_at is not None


async def test_a_right_one_does_not_hold_keeps_a_notice_closed(world: World, visit: Visit) -> None:
    notice = await told(world)
    reader = await visit("hiroshima_reader")
    assert "電話で聞き取ってください。" not in (await reader.get("/notices")).text
    assert (await reader.send(f"/notices/{notice}/reading", {})).status_code == 404
    assert (await reader.send("/notices/reading", {})).json() == {"notices": 0}
    assert await unread_notices(by=world.hiroshima) == 1


async def test_everything_is_marked_at_once_and_again_marks_nothing(world: World, visit: Visit) -> None:
    await told(world, right=Right.READ_NEEDS)
    hiroshima = await visit("hiroshima")
    assert (await hiroshima.send("/notices/reading", {})).json() == {"notices": 1}
    assert (await hiroshima.send("/notices/reading", {})).json() == {"notices": 0}


async def test_progress_is_asked_again_until_it_is_over(world: World, visit: Visit) -> None:
    id = await start_progress(task="run_allocation", by=world.hiroshima)
    hiroshima, ehime = await visit("hiroshima"), await visit("ehime")
    await step_progress(id=id, done=3, total=10, sentence="組み合わせを調べています", by=world.hiroshima)
    running = await hiroshima.get(f"/progress/{id}", headers={"hx-request": "true"})
    assert f'hx-get="/progress/{id}"' in running.text and "<html" not in running.text and "3 / 10" in running.text
    await finish_progress(id=id, sentence="終わりました", result=id, by=world.hiroshima)
    assert "hx-get" not in (await hiroshima.get(f"/progress/{id}", headers={"hx-request": "true"})).text
    assert (await hiroshima.get(f"/api/v1/progress/{id}")).json()["result"] == str(id)
    assert (await ehime.get(f"/progress/{id}")).status_code == 404


async def test_failed_work_says_why(world: World, visit: Visit) -> None:
    id = await start_progress(task="run_allocation", by=world.hiroshima)
    await fail_progress(id=id, sentence="時間内に終わりませんでした。", by=world.hiroshima)
    shown = await (await visit("hiroshima")).get(f"/progress/{id}")
    assert "時間内に終わりませんでした。" in shown.text and "hx-get" not in shown.text
