"""The base of every shape that comes in."""

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """A shape that refuses fields it does not know: nothing is assigned by the way."""

    model_config = ConfigDict(extra="forbid")
