"""Whatever the bodies do in whatever order: no agreement is concluded on a text that somebody did not agree to, none is
in force without every signature, and the signatures stand in the order of signing."""

import random

import pytest

from foundation.errors import Refusal
from matching.agreements.negotiating import propose_text
from matching.agreements.operations import approve_agreement
from matching.agreements.schemas import AgreementPage
from matching.agreements.signing import order_signing, sign
from matching.agreements.text_schemas import Assent, NewText, SigningOrder
from tests.matching.agreements.agreeing import drafted, page_of, signing
from tests.matching.employment import TODAY, Story, confirmed, on
from tests.world import World

pytestmark = pytest.mark.database


def lawful(page: AgreementPage) -> None:
    """What must hold of an agreement in any state."""
    agreement = page.agreement
    if agreement.state != "draft":
        assert all(body.approved_at and body.agreed_text == agreement.current_text for body in page.bodies)
    signed = [row.organisation for row in page.signatures]
    assert signed == agreement.bodies[: len(signed)]
    assert (agreement.state == "in_force") == (len(signed) == len(agreement.bodies))


async def step(story: Story, page: AgreementPage, chance: random.Random) -> None:
    """Somebody tries something."""
    id, version = page.agreement.id, page.agreement.version
    by, body = chance.choice((story.pool, *story.towns)), chance.choice(page.agreement.bodies)
    verb = chance.choice(("propose", "approve", "approve", "approve", "approve", "order", "sign", "sign"))
    try:
        if verb == "propose" and chance.random() < 0.3:
            assert page.text is not None
            text = f"{page.text.text}\n第{page.text.number}回の相談による。"
            await propose_text(id=id, new=NewText(text=text, comment="相談のため", version=version), by=by)
        elif verb == "approve":
            await approve_agreement(id=id, assent=Assent(text=page.agreement.current_text), by=by)
        elif verb == "order":
            bodies = chance.sample(page.agreement.bodies, len(page.agreement.bodies))
            await order_signing(id=id, order=SigningOrder(bodies=bodies, version=version), by=by)
        elif verb == "sign":
            await sign(id=id, signing=signing(page, body), by=by)
    except Refusal:
        pass


async def walk(world: World, *, seed: int, steps: int) -> str:
    """The state that a drawn history comes to."""
    chance = random.Random(seed)
    with on(TODAY):
        story = await confirmed(world)
        page = await drafted(story)
        for _ in range(steps):
            await step(story, page, chance)
            page = await page_of(page.agreement.id, story.pool)
            lawful(page)
    return page.agreement.state


async def test_a_history_of_an_agreement_is_lawful(world: World) -> None:
    assert await walk(world, seed=3, steps=70) in ("draft", "concluded", "in_force")


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(10, 40))
async def test_long_histories_of_agreements_are_lawful(world: World, seed: int) -> None:
    await walk(world, seed=seed, steps=300)
