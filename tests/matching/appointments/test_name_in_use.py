"""An accelerator who is appointed uses the name: the registration says so, and the card has a post."""

import pytest

from registry.accelerators import certificates, operations
from registry.accelerators.queries import registration
from registry.accelerators.schemas import Post, Recommendation, Term
from tests.matching.employment import LAST, TODAY, begun, confirmed, on
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]


@pytest.mark.parametrize("kept", [False, True])
async def test_from_the_first_day_of_the_appointment(world: World, kept: bool) -> None:
    with on(TODAY):
        story = await confirmed(world)
        assert story.member.member is not None
        wanted = Recommendation(member=story.member.member, pledge=True, name_consent=True)
        id = (await operations.recommend(recommendation=wanted, by=world.hiroshima)).id
        await operations.check(id=id, by=world.ministry)
        await operations.register(id=id, term=Term(first_day=TODAY, last_day=LAST), by=world.ministry)
        if kept:
            await certificates.keep_post(id=id, post=Post(body="広島県", post="専門員"), by=world.hiroshima)
        assert (await registration(id=id, by=world.hiroshima)).state == "registered"
        await begun(story)
    found = await registration(id=id, by=world.hiroshima)
    post = await certificates.post_of(registration=id, by=world.hiroshima)
    assert found.state == "in_use"
    assert (post.body == "広島県") is kept and post.body and post.version == 1
