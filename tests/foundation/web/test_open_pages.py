"""Help, privacy, accessibility, style, roles, figures and the API's page."""

import re

import pytest
from litestar import Litestar
from pydantic import SecretStr

from app import create_app
from auth.accounts.rules import BODIES, RIGHTS, ROLES
from auth.permissions import Right
from auth.permissions.rules import RIGHTS_OF_BODY, RIGHTS_OF_ROLE
from nouns import policy_rows
from settings import Settings
from tests.browser import Visit
from tests.world import World

pytestmark = pytest.mark.database

NOUN = re.compile(r'href="/api/v1\?noun=([\w-]+)"')


@pytest.mark.parametrize("path", ["/help", "/privacy", "/accessibility", "/figures"])
async def test_open_to_everybody(visit: Visit, path: str) -> None:
    nobody = await visit()
    assert (await nobody.get(path)).status_code == 200


async def test_help_begins_with_what_the_viewer_needs(world: World, visit: Visit) -> None:
    sera, ministry = await visit("sera"), await visit("ministry")
    assert "市区町村の方" in (await sera.get("/help")).text
    assert "市区町村の方" not in (await ministry.get("/help")).text


async def test_the_style_page_is_absent_outside_the_demo(visit: Visit) -> None:
    assert (await (await visit()).get("/style")).status_code == 404


class TestInTheDemo:
    """The style page over the real frame."""

    @pytest.fixture
    def application(self, world: World) -> Litestar:
        return create_app(Settings(secret=SecretStr("only for tests"), demo=True))

    async def test_the_style_page_renders(self, visit: Visit) -> None:
        answer = await (await visit()).get("/style")
        assert answer.status_code == 200 and "部品の見本" in answer.text


def test_every_right_role_and_body_has_its_words() -> None:
    assert set(RIGHTS) == set(Right)
    assert set(ROLES) == set(RIGHTS_OF_ROLE) - {"system", "client"}, "what no person is has no word as a role"
    assert set(BODIES) == set(RIGHTS_OF_BODY) - {"system"} | {"member"}


async def test_roles_shows_every_route_of_the_policy(world: World, visit: Visit) -> None:
    assert (await (await visit()).get("/roles")).status_code == 303
    text = (await (await visit("sera")).get("/roles")).text
    assert [row.route for row in policy_rows().values() if row.right is not Right.OPEN and row.route not in text] == []


async def test_the_api_page_lists_every_operation_and_loads_nothing_from_elsewhere(world: World, visit: Visit) -> None:
    sera = await visit("sera")
    schema = (await sera.get("/api/v1/openapi.json")).json()
    paths = [path for path in schema["paths"] if path.startswith("/api/")]
    answer = await sera.get("/api/v1")
    assert answer.headers["content-type"].startswith("text/html")
    nouns = {noun: (await sera.get(f"/api/v1?noun={noun}")).text for noun in NOUN.findall(answer.text)}
    assert [path for path in paths if path not in nouns[path.split("/")[3]]] == []
    assert max(len(text.encode()) for text in (answer.text, *nouns.values())) <= 60 * 1024
    assert 'id="shape-NeedIntake"' in nouns["needs"] and 'id="shape-WantedSkill"' in nouns["needs"]
    assert 'src="http' not in answer.text and 'href="http' not in answer.text
