"""Who reads a job description, who writes and signs it, and which routes lead to it."""

from typing import Final

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from registry.job_descriptions.rules import SIGNERS
from registry.job_descriptions.schemas import DescriptionRow
from registry.job_descriptions.tables import JobDescription, JobDescriptionStep, JobDescriptionVersion

OWN: Final = (Relation.OWN_BODY,)
OWN_AND_TOWNS: Final = (Relation.OWN_BODY, Relation.PARTY)
FIELDS: Final = ("job_description", "job_description_version", "job_description_step")
WITH_NEED: Final = (*FIELDS, "need")

POLICY: Final = (
    Policy("GET /job-descriptions", Right.READ_RECRUITMENT, OWN_AND_TOWNS, FIELDS),
    Policy("GET /job-descriptions/new", Right.RECRUIT, OWN, WITH_NEED),
    Policy("POST /job-descriptions", Right.RECRUIT, OWN, WITH_NEED),
    Policy("GET /job-descriptions/{description}", Right.READ_RECRUITMENT, OWN_AND_TOWNS, FIELDS),
    Policy("GET /job-descriptions/{description}/edit", Right.RECRUIT, OWN, FIELDS),
    Policy("POST /job-descriptions/{description}/versions", Right.RECRUIT, OWN, FIELDS),
    Policy("GET /job-descriptions/{description}/comparison", Right.READ_RECRUITMENT, OWN_AND_TOWNS, FIELDS),
    Policy("GET /job-descriptions/{description}/text", Right.READ_RECRUITMENT, OWN_AND_TOWNS, FIELDS),
    Policy("GET /job-descriptions/{description}/docx", Right.READ_RECRUITMENT, OWN_AND_TOWNS, FIELDS),
    Policy("POST /job-descriptions/{description}/request", Right.RECRUIT, OWN, FIELDS),
    Policy("POST /job-descriptions/{description}/confirmation", Right.ASK, (Relation.PARTY,), FIELDS),
    Policy("POST /job-descriptions/{description}/hr-approval", Right.APPROVE_AS_HR, OWN, FIELDS),
    Policy("POST /job-descriptions/{description}/finance-approval", Right.APPROVE_AS_FINANCE, OWN, FIELDS),
    Policy("POST /job-descriptions/{description}/edition", Right.RECRUIT, OWN, FIELDS),
    Policy("POST /job-descriptions/{description}/revision", Right.RECRUIT, OWN, FIELDS),
    Policy("POST /job-descriptions/{description}/return", Right.READ_RECRUITMENT, OWN_AND_TOWNS, FIELDS),
    Policy("POST /job-descriptions/{description}/withdrawal", Right.RECRUIT, OWN, FIELDS),
)


def descriptions_visible_to(viewer: Viewer) -> Condition:
    """The viewer's own body's; of others those whose town it is, once it was asked."""
    own = among(JobDescription.owner, [viewer.organisation])
    if viewer.organisation is None:
        return own
    named = among(JobDescription.municipality, [viewer.organisation]) | JobDescription.readers.any(viewer.organisation)
    return own | ((JobDescription.shown == True) & named)  # noqa: E712  # Piccolo writes SQL from the comparison


def versions_visible_to(viewer: Viewer) -> Condition:
    """The viewer's own body's; of others those it was asked about."""
    own = among(JobDescriptionVersion.owner, [viewer.organisation])
    if viewer.organisation is None:
        return own
    asked = JobDescriptionVersion.asked_at.is_not_null()
    return own | (asked & JobDescriptionVersion.readers.any(viewer.organisation))


def steps_visible_to(viewer: Viewer) -> Condition:
    """The viewer's own body's, and those its town may follow."""
    own = among(JobDescriptionStep.owner, [viewer.organisation])
    return own if viewer.organisation is None else own | JobDescriptionStep.readers.any(viewer.organisation)


def may_take(viewer: Viewer, verb: str, description: DescriptionRow) -> str | None:
    """None where the viewer's body takes this step with this description, else the sentence why not."""
    if verb == "confirm":
        return None if viewer.acts_for(description.municipality) else "内容を確認できるのは、相談した町だけです。"
    if verb == "send_back":
        return _may_send_back(viewer, description)
    return None if viewer.acts_for(description.owner) else "この職務記述書を進められるのは、つくった県だけです。"


def _may_send_back(viewer: Viewer, description: DescriptionRow) -> str | None:
    """Whoever has to sign next may send it back instead."""
    right = SIGNERS.get(description.state)
    body = description.municipality if description.state == "asked" else description.owner
    if right is not None and viewer.acts_for(body) and holds(viewer, right):
        return None
    return "書き直しを頼めるのは、いま確かめる番の人だけです。"
