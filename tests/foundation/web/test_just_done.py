"""A form that was done says so on the page that comes, once."""

from uuid import uuid4

import pytest

from registry.needs.said import SAID as WORDS
from tests.browser import Visit
from tests.matching.employment import matchable_need
from tests.world import World

pytestmark = pytest.mark.database

SAID = 'class="just-done"'


@pytest.mark.usefixtures("application")
async def test_the_page_after_a_form_says_once_that_it_was_done(world: World, visit: Visit) -> None:
    need = await matchable_need(world.sera, by=world.hiroshima)
    hall = await visit("hiroshima")
    assert SAID not in (await hall.get(f"/needs/{need}")).text
    shown = await hall.get(f"/needs/{need}")
    version = shown.text.split('name="version" value="')[1].split('"')[0]
    sent = await hall.post(f"/needs/{need}/hold", {"version": version, "reason": "春に考えるため"})
    assert sent.status_code == 303, sent.text
    done = (await hall.get(sent.headers["location"])).text
    assert SAID in done and WORDS["POST /needs/{need}/hold"] in done, "it says what was done"
    assert SAID not in (await hall.get(sent.headers["location"])).text


@pytest.mark.usefixtures("application")
async def test_what_was_refused_is_not_said_to_be_done(visit: Visit) -> None:
    hall = await visit("hiroshima")
    refused = await hall.post("/rotations", {"title": str(uuid4())})
    assert refused.status_code == 422 and SAID not in refused.text
    assert SAID not in (await hall.get("/rotations")).text
