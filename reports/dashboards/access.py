"""The national board is for those who count nationally; it holds no name and no row of a person."""

from typing import Final

from auth.permissions import Policy, Relation, Right

POLICY: Final = (
    Policy("GET /national", Right.READ_NATIONAL, (Relation.NATIONAL,), ("national_counts",)),
    Policy("GET /national/towns", Right.READ_NATIONAL, (Relation.NATIONAL,), ("national_counts", "municipality")),
)
