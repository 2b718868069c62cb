"""An agreement as tests carry it on: drafted by a confirmed proposal, agreed by everybody, signed by everybody."""

from datetime import date
from typing import Any
from uuid import UUID

from auth.viewer import Viewer
from matching.agreements.operations import approve_agreement
from matching.agreements.queries import agreement_of, agreement_page
from matching.agreements.schemas import AgreementPage
from matching.agreements.signing import sign
from matching.agreements.text_schemas import Signing
from tests.matching.employment import TODAY, Story


async def page_of(id: UUID, by: Viewer) -> AgreementPage:
    """The agreement as `by` reads it."""
    return await agreement_page(id=id, by=by)


async def drafted(story: Story) -> AgreementPage:
    """The agreement that confirming drafted."""
    id = await agreement_of(proposal=story.proposal, by=story.pool)
    assert id is not None
    return await page_of(id, story.pool)


async def concluded(story: Story) -> AgreementPage:
    """Agreed by everybody."""
    id = (await drafted(story)).agreement.id
    for body in (story.pool, *story.towns):
        await approve_agreement(id=id, by=body)
    return await page_of(id, story.pool)


def signing(page: AgreementPage, body: UUID, **more: Any) -> Signing:
    """A body's signature."""
    given = {"organisation": body, "signed_on": TODAY, "office": "架空町長", "signer": "署名 架空",
             "version": page.agreement.version}  # fmt: skip
    return Signing.model_validate(given | more)


async def in_force(story: Story, page: AgreementPage, *, day: date = TODAY) -> AgreementPage:
    """Signed by everybody in turn."""
    for body in page.agreement.bodies:
        page = await page_of(page.agreement.id, story.pool)
        await sign(id=page.agreement.id, signing=signing(page, body, signed_on=day), by=story.pool)
    return await page_of(page.agreement.id, story.pool)
