"""After an older copy was brought back: what must not come back with it goes again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from auth.journal.checkpoints import Checkpoints
from auth.journal.sealing import last_seal
from auth.organisations.queries import system_for
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotFound, Refusal
from registry.privacy.erasures import ErasedPerson
from registry.privacy.operations import erase_person
from registry.privacy.schemas import Erasure

AGAIN: Final = Erasure(reason="バックアップから戻したため、もう一度消去", confirmed="消去する")
SESSIONS: Final = "delete from web_session"


class Returned(Struct, frozen=True):
    """`erased` people went again; `unknown` the copy never knew; `refused`: person -> why they had to stay for now."""

    erased: int
    unknown: int
    refused: dict[str, str]


async def erase_again(*, erased: Sequence[ErasedPerson]) -> Returned:
    """Erase everybody on the list once more, and end every session. May be repeated."""
    done, unknown, refused = 0, 0, dict[str, str]()
    for one in erased:
        try:
            await erase_person(member=one.member, erasure=AGAIN, by=await system_for(one.body))
            done += 1
        except NotFound:
            unknown += 1
        except Refusal as refusal:
            refused[str(one.member)] = refusal.sentence
    async with unit_of_work(Viewer.public()) as work:
        await work.connection.execute(SESSIONS)
    return Returned(done, unknown, refused)


async def note_return(*, checkpoints: Checkpoints, at: datetime) -> None:
    """Tell the journal's lines outside which seal is the last one now. For the role `worker`."""
    async with unit_of_work(Viewer.public()) as work:
        number, hash = await last_seal(work)
    checkpoints.note_restored(number=number, hash=hash, at=at)
