"""Who is asking: frozen, made at sign-in and on switching bodies, handed to every operation and question as `by`."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID


class Reach(frozenset[UUID]):
    """The bodies a viewer acts for or supervises; computed by the database at sign-in, never rebuilt by hand."""

    __slots__ = ()


NOWHERE: Final = Reach()


@dataclass(frozen=True, slots=True)
class Viewer:
    """An account acting for a body, an outside system of a body, a member for themselves, the public, or the system.

    `organisation` is None for a member and the public. `pools` are the owners of the pools whose anonymous cards the
    viewer may read: those of the frameworks its body takes part in. `proven_at` is when the person last proved who they
    are; `through` the provider that said so, whose sessions stand for its own body alone. `scopes` are the rights that
    an outside system was given (role `client`).
    """

    account: UUID | None
    organisation: UUID | None
    kind: str
    role: str
    member: UUID | None = None
    reach: Reach = NOWHERE
    pools: Reach = NOWHERE
    scopes: frozenset[str] = frozenset()
    account_name: str = field(default="", compare=False)
    organisation_name: str = field(default="", compare=False)
    division: str = field(default="", compare=False)
    proven_at: datetime | None = field(default=None, compare=False)
    through: UUID | None = field(default=None, compare=False)

    @classmethod
    def public(cls) -> "Viewer":
        """Somebody who has not signed in."""
        return cls(account=None, organisation=None, kind="public", role="public")

    @classmethod
    def system(cls, organisation: UUID, *, kind: str = "system", reach: Reach | None = None) -> "Viewer":
        """The system's own clock and command line, working for one body at a time and journalled as such."""
        return cls(account=None, organisation=organisation, kind=kind, role="system",
                   reach=reach or Reach([organisation]), pools=reach or Reach([organisation]))  # fmt: skip

    @classmethod
    def system_for_person(cls, member: UUID) -> "Viewer":
        """The command line, working for one person with what they themselves may read."""
        return cls(account=None, organisation=None, kind="member", role="system", member=member)

    @property
    def signed_in(self) -> bool:
        """Whether this is somebody."""
        return self.account is not None

    def acts_for(self, organisation: UUID | None) -> bool:
        """Whether the viewer's acting body is this one."""
        return organisation is not None and organisation == self.organisation

    def is_member(self, member: UUID | None) -> bool:
        """Whether the viewer is this person; nobody is a person who is not told."""
        return member is not None and member == self.member
