"""What every verb of agreements does alike: raise the version, so that two at once do not pass each other."""

from typing import Any

from auth.inbox.operations import tell_body
from auth.permissions import Right
from auth.viewer import Viewer
from foundation.errors import Conflict
from matching.agreements.schemas import AgreementPage, AgreementRow
from matching.agreements.tables import Agreement

STALE = (
    "この協定は、ほかの団体が先に動かしました。何も変えていません。書いた内容は画面に残っています。"
    "いまの内容を確かめてから、もう一度送ってください。"
)


async def move(agreement: AgreementRow, *, seen: int | None = None, changes: dict[Any, Any] | None = None) -> int:
    """Raise the version and write `changes`, if the agreement is in the state it was read in: of two at once the
    second waits here, and then sees the first.

    `seen`: the version the viewer's page showed, where what was decided rests on it. Raises `Conflict`.
    """
    same = (Agreement.id == agreement.id) & (Agreement.state == agreement.state)
    rows = (
        await Agreement.update({Agreement.version: Agreement.version + 1, **(changes or {})})
        .where(same & (Agreement.version == seen) if seen is not None else same)
        .returning(Agreement.version)
    )
    if not rows:
        raise Conflict(STALE)
    version: int = rows[0]["version"]
    return version


async def tell_others(page: AgreementPage, key: str, subject: str, text: str, *, right: Right, by: Viewer) -> None:
    """Tell every body of the agreement but the one that acts."""
    for body in page.bodies:
        if not by.acts_for(body.organisation):
            await tell_body(organisation=body.organisation, right=right, key=f"{key}-{body.organisation}", by=by,
                            subject=subject, body=text, link=f"/agreements/{page.agreement.id}")  # fmt: skip
