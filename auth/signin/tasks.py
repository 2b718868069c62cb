"""The worker's door of sign-in: what nobody needs any more is forgotten. It may run twice."""

from datetime import timedelta
from typing import Final

from auth.signin.rules import ABSOLUTE, IDLE
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work

FAILURES_KEPT = timedelta(days=1)
SESSIONS = "delete from web_session where seen_at <= $1 or created_at <= $2"
FAILURES = "delete from sign_in_failure where at < $1"
ANSWERS_AND_MAIL = "select forget_old()"


async def forget_old() -> None:
    """Delete ended sessions, failures of a day ago, answered requests of a week ago, mail sent a month ago."""
    async with unit_of_work(Viewer.public()) as work:
        await work.connection.execute(SESSIONS, work.now - IDLE, work.now - ABSOLUTE)
        await work.connection.execute(FAILURES, work.now - FAILURES_KEPT)
        await work.connection.execute(ANSWERS_AND_MAIL)


HOURLY: Final = {"forget_old": forget_old}
