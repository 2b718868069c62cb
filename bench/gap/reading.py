"""OR-Library's text format: agents and jobs, costs, resources by agent, capacities; one problem a file, or several."""

from dataclasses import dataclass
from pathlib import Path

Rows = tuple[tuple[int, ...], ...]


class Unreadable(ValueError):
    """The file is no list of problems; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Costs and resources by agent and job (m x n), capacity by agent."""

    costs: Rows
    resources: Rows
    capacities: tuple[int, ...]

    @property
    def agents(self) -> int:
        """m."""
        return len(self.capacities)

    @property
    def jobs(self) -> int:
        """n."""
        return len(self.costs[0])


def read_problems(path: Path) -> list[Problem]:
    """Every problem of a file, with or without a leading count. Raises Unreadable."""
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"cannot be read: {error}") from error
    numbers = _numbers(text)
    if _length(numbers, 0) == len(numbers):
        return [_problem(numbers, 0)]
    return _counted(numbers)


def _numbers(text: str) -> list[int]:
    numbers = []
    for word in text.split():
        if not word.isdecimal():
            raise Unreadable(f"{word!r} is not a whole number of at least 0")
        numbers.append(int(word))
    if not numbers:
        raise Unreadable("it is empty")
    return numbers


def _length(numbers: list[int], start: int) -> int | None:
    """How many numbers the problem at `start` takes; None where there are no sizes."""
    if len(numbers) < start + 2 or not numbers[start] or not numbers[start + 1]:
        return None
    agents, jobs = numbers[start : start + 2]
    return 2 + 2 * agents * jobs + agents


def _counted(numbers: list[int]) -> list[Problem]:
    problems, start = [], 1
    for number in range(1, numbers[0] + 1):
        length = _length(numbers, start)
        if length is None:
            raise Unreadable(f"problem {number} of {numbers[0]} has no sizes")
        if start + length > len(numbers):
            raise Unreadable(f"problem {number} of {numbers[0]} is cut off: {length} numbers wanted")
        problems.append(_problem(numbers, start))
        start += length
    if start != len(numbers) or not problems:
        raise Unreadable(f"{len(numbers)} numbers are neither one problem nor {numbers[0]} problems")
    return problems


def _problem(numbers: list[int], start: int) -> Problem:
    agents, jobs = numbers[start : start + 2]
    values = iter(numbers[start + 2 :])
    costs = tuple(tuple(next(values) for _ in range(jobs)) for _ in range(agents))
    resources = tuple(tuple(next(values) for _ in range(jobs)) for _ in range(agents))
    return Problem(costs, resources, tuple(next(values) for _ in range(agents)))
