"""When the gate before posting is open: pure."""

from collections.abc import Iterable
from datetime import date

from registry.learning.schemas import CompletionRow, RequirementRow


def counts_on(completion: CompletionRow, day: date) -> bool:
    """Whether a completion counts on a day: it has happened and has not lapsed."""
    return completion.completed_on <= day and (completion.valid_to is None or day <= completion.valid_to)


def lacking(
    requirements: Iterable[RequirementRow], completions: Iterable[CompletionRow], day: date
) -> list[RequirementRow]:
    """The requirements, neither waived nor met by a completion that counts on `day`, as they come."""
    done = {(row.member, row.course) for row in completions if counts_on(row, day)}
    return [row for row in requirements if row.waived_on is None and (row.member, row.course) not in done]
