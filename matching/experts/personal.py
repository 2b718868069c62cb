"""For what a person answered, and what they were asked."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in

HOLDS: Final = (
    Holding("shared_expert", "専門家としての受け持ち", stays="受け持ちの記録として、名前のない番号の行で残します"),
    Holding("expert_question", "専門家として受けた質問", stays="町の質問の記録として、名前のない番号の行で残します"),
)


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """The rows name a number and no person; what the person wrote goes with `registry/coordination`."""
