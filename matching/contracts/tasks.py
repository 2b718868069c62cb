"""The worker's door: an entry is checked with the eyes of one pool. It may run twice."""

from typing import Final
from uuid import UUID

from auth.organisations.queries import system_for
from matching.contracts import operations


async def check_contract(*, contract: str, pool: str) -> None:
    """Check an entry against the people of a pool."""
    await operations.check_contract(id=UUID(contract), by=await system_for(UUID(pool)))


TASKS: Final = {"check_contract": check_contract}
