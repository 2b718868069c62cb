"""A well-formed body for any shape, so that a refusal comes from access and rules and not from a missing field."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel

from tests.matrix.declared import BELONGS, PARAMETERS
from tests.matrix.declared_tables import TABLES
from tests.matrix.families import Family

TEXT = "架空の本文"


def body_for(shape: type[BaseModel], family: Family) -> dict[str, Any]:
    """Every required field, and the optional ones that name something of the family."""
    return {
        field.alias or name: value_for(field.annotation, name, family, field.metadata)
        for name, field in shape.model_fields.items()
        if field.is_required() or UUID in (field.annotation, *get_args(field.annotation))
    }


def value_for(annotation: Any, name: str, family: Family, metadata: Any = ()) -> Any:
    """JSON for one field."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return value_for(next(one for one in inner if one is not type(None)), name, family, metadata)
    if origin in (list, set, tuple, frozenset):
        return [value_for(inner[0], name.removesuffix("s"), family)]
    if origin is Literal:
        return inner[0]
    if hasattr(annotation, "__metadata__"):
        return value_for(annotation.__origin__, name, family, annotation.__metadata__)
    if isinstance(annotation, type):
        return _plain(annotation, name, family, metadata)
    return TEXT


def _plain(kind: type[Any], name: str, family: Family, metadata: Any) -> Any:
    if issubclass(kind, BaseModel):
        return body_for(kind, family)
    if issubclass(kind, Enum):
        return next(iter(kind)).value
    if issubclass(kind, bool):
        return True
    if issubclass(kind, int | float):
        return max([1, *(limit.ge for limit in metadata if getattr(limit, "ge", None) is not None)])
    if issubclass(kind, UUID):
        return str(named(name, family))
    if issubclass(kind, date):
        return "2027-03-31" if "last" in name or "until" in name or "end" in name else "2026-12-01"
    if issubclass(kind, Mapping):
        return {}
    return TEXT


def table_of(name: str) -> str:
    """The table that a path parameter or a field means by its name."""
    return PARAMETERS.get(name, name.removesuffix("_id"))


def named(name: str, family: Family) -> UUID:
    """The family's row or part that a field or path parameter of this name means; else an id of nothing."""
    table = table_of(name)
    if table in TABLES:
        return UUID(str(next(iter(family.made[table, 0].values()))))
    made = family.made.get((table, 0))
    if made is not None:
        return UUID(str(next(iter(made.values()))))
    return family.part(BELONGS[name]) if name in BELONGS else family.id(name)
