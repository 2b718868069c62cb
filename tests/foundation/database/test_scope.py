"""Scopes are written without Piccolo's help, and say the same as with it."""

from uuid import UUID

import pytest

from foundation.database.scope import Condition, Written, among, put_into, sql_of
from registry.members.rules import MemberState
from registry.members.tables import Member, PoolMembership

ONE, TWO = UUID(int=1), UUID(int=2)
CONDITIONS: list[Condition] = [
    among(Member.id, [ONE, None, TWO]),
    among(PoolMembership.pool, []),
    Written("exists (select 1 from a where a.b = {} and a.c = any ({}::uuid[]))", ONE, [TWO]),
    Written("true"),
    among(Member.id, [ONE]) | (among(PoolMembership.pool, [TWO]) & (Member.state == MemberState.ACTIVE)),
    (Member.on_site == True) & among(Member.id, [ONE]) & Member.state.is_in([MemberState.ENDED, MemberState.PAUSED]),  # noqa: E712
    Member.experience_band.is_null() | among(Member.id, [TWO]),
]


@pytest.mark.parametrize("condition", CONDITIONS, ids=range(len(CONDITIONS)))
def test_ours_reads_as_piccolo_writes_it(condition: Condition) -> None:
    assert sql_of(condition) == condition.querystring.compile_string()


def test_a_second_condition_of_a_statement_counts_on() -> None:
    values: list[object] = ["before"]
    text = put_into(values, (Member.state == MemberState.ACTIVE) & among(Member.id, [ONE]))
    assert text == '("member"."state" = $2 AND "member"."id" = any ($3))'
    assert values == ["before", "active", [ONE]]
