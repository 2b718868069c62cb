"""A list's question: the filters that its URL holds. Every list is a saved question (`interface.md`, Flows 10)."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any, ClassVar, Self
from urllib.parse import parse_qs, urlencode

from pydantic import ConfigDict

from foundation.text.shape import Shape


class Question(Shape):
    """The base of every list's question: what is not asked stands at its default, and stays out of the URL."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    WRITTEN: ClassVar[Mapping[str, Callable[[Any], str]]] = {}
    """Field -> how the URL writes its value, where `str` would not be read again."""
    ARRANGING: ClassVar[frozenset[str]] = frozenset({"order"})
    """Fields that arrange the rows and leave none out."""

    @classmethod
    def read(cls, query: str) -> Self:
        """The question that a query string asks. Names it does not know count as not given.

        Raises `pydantic.ValidationError` for a value it cannot read.
        """
        given = parse_qs(query)
        return cls.model_validate(
            {name: values if cls._takes_several(name) else values[0] for name, values in given.items()
             if name in cls.model_fields}
        )  # fmt: skip

    def pairs(self) -> list[tuple[str, str]]:
        """What is asked, as names and values of the URL, in the order of the fields."""
        return [
            (name, self._written(name, one))
            for name, default in _defaults(type(self)).items()
            if (value := getattr(self, name)) != default
            for one in (value if isinstance(value, list) else [value])
        ]

    def query(self, **more: object) -> str:
        """The query string, `role=engineer&number=2`; the same question always gives the same one."""
        pairs = [*self.pairs(), *((name, str(value)) for name, value in more.items() if value)]
        return "&".join(_encoded(*pair) for pair in pairs)

    def filters(self) -> list[tuple[str, str]]:
        """The pairs that leave rows out."""
        return [(name, value) for name, value in self.pairs() if name not in self.ARRANGING]

    def without(self, name: str, value: str = "") -> Self:
        """The same question with one filter dropped; of several values of one filter only `value`."""
        held = getattr(self, name)
        rest = [one for one in held if self._written(name, one) != value] if isinstance(held, list) and value else None
        return self.model_copy(update={name: _defaults(type(self))[name] if rest is None else rest})

    @classmethod
    def _takes_several(cls, name: str) -> bool:
        return isinstance(_defaults(cls)[name], list)

    def _written(self, name: str, value: Any) -> str:
        if name in self.WRITTEN:
            return self.WRITTEN[name](value)
        return value.isoformat() if isinstance(value, date) else str(value)


@lru_cache(maxsize=512)
def _encoded(name: str, value: str) -> str:
    """Kept, because a list writes a dozen addresses that differ in one of their pairs."""
    return urlencode([(name, value)])


@cache
def _defaults(shape: type[Question]) -> Mapping[str, Any]:
    """Field -> what stands where nothing is asked. Kept: Pydantic looks at a factory's signature on every call."""
    return {name: field.get_default(call_default_factory=True) for name, field in shape.model_fields.items()}
