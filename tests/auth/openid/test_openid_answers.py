"""What a browser may bring back that is not believed: state, code and issuer of the answer."""

from urllib.parse import parse_qs, urlsplit

import pytest

from auth.providers.operations import register_provider
from tests.auth.openid.story import WAY, Story, registered
from tests.auth.providers.evil import provider
from tests.browser import Visit

pytestmark = pytest.mark.database


async def test_state_code_and_issuer_of_the_answer(story: Story, visit: Visit) -> None:
    address = await story.leave()
    assert await story.refused(await story.come_back(address, state=None)) == "state_missing"
    assert await story.refused(await story.come_back(address, state="foreign")) == "state_foreign"
    assert await story.refused(await story.come_back(address, error="server_error")) == "provider_error"
    assert await story.refused(await story.come_back(address)) == "state_replayed", "one use, whatever came of it"
    assert await story.refused(await story.sign_in(iss="https://evil.example/")) == "iss_of_answer"
    assert await story.refused(await story.sign_in(iss=None)) == "iss_of_answer", "the provider promised to name itself"
    assert await story.refused(await story.sign_in(code="invented")) == "code"
    assert await story.refused(await story.sign_in(code=None)) == "code_missing"
    wrong_verifier = await story.leave()
    code = story.evil.authorize(wrong_verifier, code_challenge="of another browser")
    assert await story.refused(await story.come_back(wrong_verifier, code=code)) == "code"
    address, other = await story.leave(), await visit()
    question = parse_qs(urlsplit(address).query)
    carried = {"state": question["state"][0], "iss": story.evil.issuer, "code": story.evil.authorize(address)}
    elsewhere = await other.get(urlsplit(question["redirect_uri"][0]).path, params=carried)
    assert elsewhere.status_code == 403, "a code carried to another browser"
    assert await story.refused(await story.sign_in(state="a" * 5000)) == "state_foreign"


async def test_a_used_code_and_a_used_state_are_worthless(story: Story) -> None:
    address = await story.leave()
    code = story.evil.authorize(address)
    cookie = story.browser.client.cookies["openid"]
    assert (await story.come_back(address, code=code)).status_code == 303
    await story.browser.post("/sign-out")
    story.browser.client.cookies.set("openid", cookie, domain="testserver.local")
    assert await story.refused(await story.come_back(address, code=code)) == "state_replayed"
    assert await story.refused(await story.sign_in(code=code)) == "code"


async def test_the_answer_of_one_provider_does_not_fit_another(story: Story) -> None:
    with provider("/other") as other:
        id = (await register_provider(new=registered(other), way=WAY, by=story.by)).id
        address = await story.leave()
        question = parse_qs(urlsplit(address).query)
        carried = {"state": question["state"][0], "iss": other.issuer, "code": story.evil.authorize(address)}
        answer = await story.browser.get(f"/sign-in/providers/{id}/return", params=carried)
        assert await story.refused(answer) == "mix_up"
