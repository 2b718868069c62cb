"""What was done by a person, and where they learnt: the log of their work."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in

TOWNS_OWN: Final = "支援を受けた町の記録として、名前のない番号の行で残します"
HOLDS: Final = (
    Holding("support_record", "支援の記録", stays=TOWNS_OWN),
    Holding("support_record_version", "支援の記録の直す前の内容", stays=TOWNS_OWN),
    Holding("support_file", "支援の記録に添えた資料", files=("file",), stays=TOWNS_OWN),
    Holding("support_outcome", "支援の成果", stays=TOWNS_OWN),
    Holding("study_attendance", "勉強会への出席", stays="出席の数を数えるため、名前のない番号の行で残します"),
)


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """The log names a town and what was done there; the person is a number in it."""
