"""A person as a row of a roster names them. Pure."""

from dataclasses import dataclass

from registry.capacity.schemas import DaysOffered
from registry.members.schemas import NewMember


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """`member` has set only what the row says; `tags` are names of advisers' fields."""

    member: NewMember
    days: DaysOffered | None = None
    tags: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The pool's own number for the person."""
        return self.member.external_key or ""
