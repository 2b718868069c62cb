"""What waits for a body in the nouns that have papers to sign, talk to answer or people to decide about."""

from uuid import UUID

from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.together import waiting_in
from matching.agreements.due import WAITS as AGREEMENTS
from matching.appointments.queries import WAITS as APPOINTMENTS
from matching.assignments.waiting import WAITS as ASSIGNMENTS
from matching.handovers.queries import WAITS as HANDOVERS
from matching.settlements.years import WAITS as SETTLEMENTS
from matching.support.queries import WAITS as SUPPORT
from registry.companies.queries import WAITS as LISTINGS
from registry.coordination.queries import QUESTION_WAITS, UNREAD_WAITS
from registry.job_descriptions.queries import WAITS as JOB_DESCRIPTIONS
from registry.learning.queries import WAITS as TRAINING
from registry.members.histories import WAITS as CORRECTIONS
from registry.merges.queries import WAITS as MERGES
from registry.postings.queries import WAITS as POSTINGS
from registry.privacy_requests.queries import WAITS as PRIVACY
from registry.privacy_requests.rules import KINDS
from reports.drafts.queries import WAITS as DRAFTS
from reports.homes.rules import ToDo

PAPERS = ("任用", "協定書", "精算", "職務記述書", "募集", "書類")


class Waiting(Struct, frozen=True):
    """To-dos by what they are about; `corrections`: member and number of requests; `merges`: how many."""

    approvals: list[ToDo]
    talk: list[ToDo]
    support: list[ToDo]
    listings: list[ToDo]
    privacy: list[ToDo]
    corrections: list[tuple[UUID, int]]
    merges: int
    training: list[ToDo]


async def waiting(*, by: Viewer) -> Waiting:
    """What waits for the viewer's own body, in one statement."""
    *papers, unread, asked, done, handed, working, listings, corrections, merges, training, owed = await waiting_in(
        by, APPOINTMENTS, AGREEMENTS, SETTLEMENTS, JOB_DESCRIPTIONS, POSTINGS, DRAFTS, UNREAD_WAITS, QUESTION_WAITS,
        SUPPORT, HANDOVERS, ASSIGNMENTS, LISTINGS, CORRECTIONS, MERGES, TRAINING, PRIVACY,
    )  # fmt: skip
    holder = by.organisation_name
    return Waiting(
        approvals=[
            ToDo(kind, f"{row.title}：{row.act}", row.link, row.due, holder)
            for kind, rows in zip(PAPERS, papers, strict=True)
            for row in rows
        ],
        talk=[ToDo(row.kind, row.title, row.link, row.due, holder) for row in unread + asked],
        support=[ToDo("支援の記録", row.act, row.link, row.due, holder) for row in done]
        + [ToDo("引き継ぎ", f"{row.title}：{row.act}", row.link, row.due, holder) for row in handed]
        + [ToDo("配属", f"{row.title}：{row.act}", row.link, row.due, holder) for row in working],
        listings=[
            ToDo("企業", f"{row.name}：掲載の期限を確かめる", f"/companies/{row.id}", row.listed_until, holder)
            for row in listings
        ],
        privacy=[
            ToDo(
                "個人情報",
                f"{KINDS[row.kind].words}の請求：決定する",
                f"/privacy-requests/{row.id}",
                row.due_on,
                holder,
            )
            for row in owed
        ],
        corrections=corrections,
        merges=len(merges),
        training=[
            ToDo(
                "研修",
                f"「{row.course_name}」をまだ修了していない人が{row.people}人います",
                "/training#lacking",
                row.due_on,
                holder,
            )
            for row in training
        ],
    )
