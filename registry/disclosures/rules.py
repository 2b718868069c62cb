"""The bases on which a name may be read (`decisions.md` 11), and what each opens."""

from enum import StrEnum
from typing import Final

NAME: Final = frozenset({"name", "kana"})
CONTACT: Final = NAME | {"email", "phone", "employer_name"}
ALL: Final = CONTACT | {"side_jobs", "note"}


class Basis(StrEnum):
    """Why a body may read a person's name."""

    POOL_OWNER = "pool_owner"
    CONSENT = "consent"
    ASSIGNMENT = "assignment"
    RECOMMENDATION = "recommendation"
    EMPLOYER = "employer"


BASES: Final = {
    Basis.POOL_OWNER: "人材プールの運営",
    Basis.CONSENT: "本人の同意",
    Basis.ASSIGNMENT: "配属",
    Basis.RECOMMENDATION: "国への推薦",
    Basis.EMPLOYER: "勤め先",
}

FIELDS_OF_BASIS: Final = {
    Basis.POOL_OWNER: ALL,
    Basis.CONSENT: CONTACT,
    Basis.ASSIGNMENT: CONTACT,
    Basis.RECOMMENDATION: NAME,
    Basis.EMPLOYER: NAME,
}
"""Fields of the identity that a basis opens. A recommendation shows the ministry the name and nothing else."""
