"""The worker's door of sign-in: what nobody needs any more is forgotten. It may run twice."""

from datetime import timedelta
from typing import Final

from auth.signin.rules import ABSOLUTE, IDLE
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work

FAILURES_KEPT = timedelta(days=1)
SIGN_INS = "select forget_old_sign_ins($1, $2, $3)"
SPENT = "select forget_spent($1)"
ANSWERS_AND_MAIL = "select forget_old()"


async def forget_old() -> None:
    """Delete ended sessions, failures and spent values of a day ago, answers of a week ago, mail sent a month ago."""
    async with unit_of_work(Viewer.public()) as work:
        await work.connection.execute(SIGN_INS, work.now - IDLE, work.now - ABSOLUTE, work.now - FAILURES_KEPT)
        await work.connection.execute(SPENT, work.now - FAILURES_KEPT)
        await work.connection.execute(ANSWERS_AND_MAIL)


HOURLY: Final = {"forget_old": forget_old}
