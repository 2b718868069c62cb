"""What comes in about a framework."""

from datetime import date
from uuid import UUID

from foundation.text.shape import Shape
from foundation.text.text_type import Line
from registry.frameworks.rules import Model


class NewFramework(Shape):
    """A co-operation as announced. `source` says where; participants take part from `started_on`."""

    prefecture: UUID
    model: Model
    name: Line
    started_on: date
    participants: list[UUID]
    source: Line
