"""A card on which the words do not fit is not made, and the register says what to shorten."""

import pytest

from registry.accelerators import certificates
from registry.accelerators.schemas import Post
from reports.issuing.operations import TOO_MUCH_FOR_A_CARD, make_paper
from reports.papers.rules import Kind
from reports.register.queries import papers_of
from tests.registry.accelerators.test_accelerators import registered
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]


async def test_a_card_that_is_too_full_is_refused_in_words(world: World) -> None:
    id = await registered(world)
    words = Post(
        body="体" * 60, division="部" * 60, post="職" * 60, address="所" * 100, phone="0" * 40, email="m" * 100
    )
    await certificates.keep_post(id=id, post=words, by=world.hiroshima)
    await make_paper(kind=Kind.CARDS, subject=id, version=1, demo=False, by=world.ministry)
    (card,) = (await papers_of(subject=id, kind=Kind.CARDS, by=world.ministry)).documents
    assert (card.state, card.failure) == ("failed", TOO_MUCH_FOR_A_CARD)
