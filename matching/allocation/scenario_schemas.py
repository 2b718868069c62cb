"""What comes in about scenarios, and what their pages show. Part of `schemas`."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from msgspec import Struct
from pydantic import Field, model_validator

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine
from matching.allocation.aims import Aim
from matching.allocation.conditions import Conditions
from matching.allocation.plan_schemas import RunRow
from matching.allocation.weights import TABLES
from registry.skills.rules import Role

MOST_MINUTES: Final = 600
MOST_PEOPLE: Final = 100_000
NEEDS_BASE: Final = "「変えてよい件数」は、もとの案を選んだときに使えます。もとの案を選ぶか、件数を空にしてください。"

Minutes = Annotated[Number, Field(ge=0, le=MOST_MINUTES)]
Count = Annotated[Number, Field(ge=0, le=MOST_PEOPLE)]


class NewScenario(Shape):
    """A scenario to begin with: empty, a copy of another, or the conditions of a run, which it then starts from."""

    name: Annotated[str, OneLine(40)]
    copied_from: UUID | None = None
    run: UUID | None = None


class ScenarioSettings(Shape):
    """Every condition, replacing those that were read as `version`. Minutes one way, yen a month."""

    version: Number
    name: Annotated[str, OneLine(40)]
    first_people: Annotated[Number, Field(ge=1, le=MOST_PEOPLE)] | None = None
    left_out: list[UUID] = Field(default_factory=list, max_length=1_000)
    travel_limit: Minutes | None = None
    travel_more: Minutes = 0
    weights: str = ""
    by_hand: Literal["kept", "ignored"] = "kept"
    protect: Literal["one_person_it", "nobody"] = "one_person_it"
    base: UUID | None = None
    most_changes: Count | None = None
    even_sizes: bool = False
    least_producer: Count = 0
    least_project_manager: Count = 0
    least_service_designer: Count = 0
    least_engineer: Count = 0
    budget_yen: Annotated[Number, Field(ge=1, le=10**10)] | None = None
    aim: Aim = Aim.BEST

    @model_validator(mode="after")
    def _goes_together(self) -> "ScenarioSettings":
        if self.weights not in TABLES:
            raise ValueError("配点は、画面にあるものから選んでください。")
        if self.most_changes is not None and self.base is None:
            raise ValueError(NEEDS_BASE)
        return self

    @property
    def conditions(self) -> Conditions:
        """What the engine reads."""
        least = {role: getattr(self, f"least_{role}") for role in Role}
        return Conditions(
            first_people=self.first_people,
            left_out=tuple(sorted(set(self.left_out))),
            travel_limit=self.travel_limit,
            travel_more=self.travel_more,
            weights=self.weights,
            by_hand=self.by_hand == "kept",
            protect=self.protect == "one_person_it",
            base=self.base,
            most_changes=self.most_changes,
            even_sizes=self.even_sizes,
            least={role: count for role, count in least.items() if count},
            budget_yen=self.budget_yen,
            aim=self.aim,
        )


class ScenarioRow(Struct, frozen=True):
    """A scenario in the list; `told`: what differs from the published settings, a phrase each."""

    id: UUID
    name: str
    told: list[str]
    changed_at: datetime
    version: int


class ScenarioPage(Struct, frozen=True):
    """A scenario with what may be chosen: people of the pool, finished runs to start from; and its own runs."""

    scenario: ScenarioRow
    conditions: Conditions
    people: list[tuple[UUID, str]]
    bases: list[RunRow]
    runs: list[RunRow]


class ScenarioList(Struct, frozen=True):
    """The scenarios of the body, and its latest runs to compare."""

    scenarios: list[ScenarioRow]
    runs: list[RunRow]


class Comparison(Struct, frozen=True):
    """Up to three plans side by side, in the order they were asked for."""

    runs: list[RunRow]
