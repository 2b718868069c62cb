"""An address that is no page answers inside the frame of whoever came: the menu leads on, nobody seems signed out."""

import pytest

from tests.browser import Visit

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]


@pytest.mark.parametrize("path", ["/nowhere", "/needs/not-an-id"])
async def test_whoever_is_lost_keeps_the_menu(visit: Visit, path: str) -> None:
    page = await (await visit("sera")).get(path)
    assert page.status_code == 404 and "ページが見つかりません" in page.text
    assert 'href="/needs"' in page.text and "サインアウト" in page.text


async def test_a_stranger_and_a_program_are_told_the_same_without_a_menu(visit: Visit) -> None:
    nobody = await visit()
    page = await nobody.get("/nowhere")
    assert page.status_code == 404 and "サインアウト" not in page.text
    answer = await nobody.get("/api/v1/nowhere")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert (await nobody.post("/nowhere", {})).status_code == 404


async def test_the_way_out_works_from_there(visit: Visit) -> None:
    town = await visit("sera")
    assert await town.token() in (await town.get("/nowhere")).text
