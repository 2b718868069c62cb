"""The national board is for those who count nationally; it holds no name and no row of a person."""

from typing import Final

from auth.permissions import Policy, Relation, Right

REGION: Final = ("member_identity", "need", "assignment", "registration", "enrolment", "figure_snapshot")
HERE: Final = (Relation.OWN_BODY, Relation.SUPERVISED)
POLICY: Final = (
    Policy("GET /region", Right.READ_REGION, HERE, REGION),
    Policy("GET /region/{figure}", Right.READ_REGION, HERE, REGION),
    Policy("GET /national", Right.READ_NATIONAL, (Relation.NATIONAL,), ("national_counts",)),
    Policy("GET /national/by-prefecture/{figure}", Right.READ_NATIONAL, (Relation.NATIONAL,), ("national_counts",)),
    Policy("GET /national/towns", Right.READ_NATIONAL, (Relation.NATIONAL,), ("national_counts", "municipality")),
)
