"""The two records everything in this noun is a function of."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

Month = tuple[int, int]
"""(year, month), for example (2027, 1)."""

TENTHS_PER_HALF_DAY = 5


class Role(StrEnum):
    """The four roles of the ministry's 外部人材スキル標準."""

    PRODUCER = "producer"
    PROJECT_MANAGER = "project_manager"
    SERVICE_DESIGNER = "service_designer"
    ENGINEER = "engineer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An office: the 団体コード of its municipality and its coordinates in degrees."""

    code: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What the engine knows of a person; nothing about age, sex or past refusals.

    `skills` holds levels 1-4 (未確認 is left out: it cannot be matched). `capacity` is what is still
    free in each offered month, in integer tenths of a day; a month that is absent was not offered.
    `region_ranks` is 1 for the first choice, empty when the person was not asked. `asked_rate` is yen a
    day. `legal_lock` says that the law or the present contract allows no further assignment. `conflicts`
    and `refused_municipalities` hold municipality ids.
    """

    id: UUID
    roles: frozenset[Role]
    skills: Mapping[UUID, int]
    capacity: Mapping[Month, int]
    max_municipalities: int
    travel_limit_minutes: int | None
    on_site: bool
    remote: bool
    forms: frozenset[str]
    asked_rate: int | None
    region_ranks: Mapping[str, int]
    refused_municipalities: frozenset[UUID]
    conflicts: frozenset[UUID]
    legal_lock: bool
    training_passed: bool
    base: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFacts:
    """One seat a municipality wants filled.

    `half_days` is the agreed days a month in half-days; `on_site_days` of them (one round trip each) are
    worked at the office, the others remotely. `months` are all months touched by the period. `rate_ceiling`
    is yen a day.
    """

    id: UUID
    municipality: UUID
    role: Role
    required_skills: Mapping[UUID, int]
    desired_skills: Mapping[UUID, int]
    half_days: int
    on_site_days: int
    months: tuple[Month, ...]
    forms: frozenset[str]
    rate_ceiling: int | None
    region: str
    refused_persons: frozenset[UUID]
    protected: bool
    priority: int
    office: Place | None

    @property
    def remote_half_days(self) -> int:
        """Half-days a month worked away from the office; a visit covers a whole day."""
        return max(0, self.half_days - 2 * self.on_site_days)
