"""Who a transaction works for, as the row-level policies read it."""

from collections.abc import Collection
from datetime import date
from typing import Protocol
from uuid import UUID


class Context(Protocol):
    """What the unit of work tells PostgreSQL; `auth.viewer.Viewer` satisfies it."""

    @property
    def account(self) -> UUID | None: ...
    @property
    def organisation(self) -> UUID | None: ...
    @property
    def role(self) -> str: ...
    @property
    def member(self) -> UUID | None: ...
    @property
    def reach(self) -> Collection[UUID]: ...
    @property
    def pools(self) -> Collection[UUID]: ...


SET_CONTEXT = """
select set_config('app.account', $1, true), set_config('app.organisation', $2, true),
       set_config('app.role', $3, true), set_config('app.member', $4, true),
       set_config('app.reach', $5, true), set_config('app.pools', $6, true),
       set_config('app.today', $7, true)
"""


def context_arguments(by: Context, today: date) -> tuple[str, ...]:
    """The arguments of `SET_CONTEXT`. An absent value is the empty string, as it is after a transaction ends."""
    return (
        _text(by.account),
        _text(by.organisation),
        str(by.role),
        _text(by.member),
        ",".join(map(str, by.reach)),
        ",".join(map(str, by.pools)),
        today.isoformat(),
    )


def _text(value: UUID | None) -> str:
    return "" if value is None else str(value)
