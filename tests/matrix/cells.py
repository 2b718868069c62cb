"""The cells: every route of the application, asked by every principal about every family."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from litestar import Litestar
from pydantic import BaseModel

from auth.permissions import Policy, holds
from foundation.web.guards import route_key
from nouns import policy_rows
from tests.matrix.bodies import body_for, named, table_of
from tests.matrix.conftest import Matrix
from tests.matrix.declared import PUBLIC
from tests.matrix.declared_tables import TABLES
from tests.matrix.families import Family
from tests.matrix.principals import Principal
from tests.matrix.seeding import Undeclared

PARAMETER = re.compile(r"{(\w+)(?::\w+)?}")
API = "/api/v1"


@dataclass(frozen=True, slots=True)
class Door:
    """One method of one path; `shape` is what its JSON body has to be, the page's form the same by name."""

    method: str
    path: str
    policy: Policy
    shape: type[BaseModel] | None

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names in the path, in order."""
        return tuple(PARAMETER.findall(self.path))

    @property
    def programs(self) -> bool:
        """Whether this is the JSON door."""
        return self.path.startswith(API)

    def leads_to(self) -> tuple[str, ...]:
        """The tables of the path's parameters, public ones left out."""
        for name in self.parameters:
            if name not in PUBLIC and table_of(name) not in TABLES:
                raise Undeclared(
                    f"say in tests/matrix/declared.py, PARAMETERS or PUBLIC, what {{{name}}} of {self.path} is"
                )
        return tuple(table_of(name) for name in self.parameters if name not in PUBLIC)


@dataclass(frozen=True, slots=True)
class Cell:
    """A principal at a door, asking about a family."""

    door: Door
    principal: Principal
    family: Family

    def __str__(self) -> str:
        return f"{self.principal.name}: {self.door.method} {self.door.path} of {self.family.name}"

    @property
    def path(self) -> str:
        """The path with the family's ids in it."""
        return PARAMETER.sub(lambda found: self._value(found.group(1)), self.door.path)

    def _value(self, parameter: str) -> str:
        return PUBLIC[parameter] if parameter in PUBLIC else str(named(parameter, self.family))

    @property
    def body(self) -> dict[str, Any]:
        """What is sent with a write."""
        return body_for(self.door.shape, self.family) if self.door.shape else {}

    @property
    def admitted(self) -> bool:
        """Whether the principal holds the right that the policy row asks for."""
        return holds(self.principal.viewer, self.door.policy.right)

    @property
    def seen(self) -> bool:
        """Whether `declared_tables.py` lets the principal read everything that the path names."""
        stands = self.principal.stands(self.family)
        return all(TABLES[table][0].readers & stands for table in self.door.leads_to())

    def refusal(self) -> int | None:
        """The status where the guard is to refuse, else None."""
        if self.admitted:
            return None
        if self.principal.viewer.signed_in:
            return 403
        return 303 if self.door.method == "GET" and not self.door.programs else 401


def doors(application: Litestar) -> list[Door]:
    """Every door of the application, static files and schema included."""
    policies, found, shapes = policy_rows(), [], _shapes(application)
    for route in application.routes:
        for method in sorted(getattr(route, "methods", ())):
            key = route_key(method, route.path_format)
            if method not in ("OPTIONS", "HEAD") and key in policies:
                found.append(Door(method, route.path_format, policies[key], shapes.get(key)))
    return found


def _shapes(application: Litestar) -> dict[str, type[BaseModel]]:
    shapes = {}
    for route in application.routes:
        for handler in getattr(route, "route_handlers", ()):
            data = handler.parsed_fn_signature.parameters.get("data")
            if data is not None and isinstance(data.annotation, type) and issubclass(data.annotation, BaseModel):
                for method in handler.http_methods:
                    shapes[route_key(method, route.path_format)] = data.annotation
    return shapes


def cells(matrix: Matrix, found: list[Door]) -> Iterator[Cell]:
    """Pages without a parameter are asked once; everything else about each family."""
    for door in found:
        families = matrix.families if door.parameters or door.method != "GET" else matrix.families[:1]
        for principal in matrix.principals:
            if principal.is_program and not door.programs:
                continue
            for family in families:
                yield Cell(door, principal, family)
