"""Who asks: every kind of body and account, and how each stands to a family."""

from dataclasses import dataclass
from uuid import UUID

from auth.accounts.operations import NewAccount, open_account
from auth.clients.operations import register_client
from auth.clients.queries import viewer_of_client
from auth.clients.schemas import NewClient
from auth.clients.tokens import Bearer
from auth.permissions.rules import Right, Role
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from tests.matrix.families import Family
from tests.world import World, viewer_of


@dataclass(frozen=True, slots=True)
class Principal:
    """A viewer with the name it has in the figures; `viewer` is the public for the anonymous one."""

    name: str
    viewer: Viewer
    pool: UUID | None = None
    """The pool that a member belongs to."""

    @property
    def is_program(self) -> bool:
        """Whether it is an outside system: it has a token, no cookie, and no pages."""
        return self.viewer.role == "client"

    def stands(self, family: Family) -> frozenset[str]:
        """The words of `declared_tables.py` that hold between this principal and the family."""
        body, viewer = self.viewer.organisation, self.viewer
        keeping = viewer.role in (Role.MANAGER, Role.AUDITOR)
        holding = {
            "town": body == family.town,
            "town_keeper": body == family.town and keeping,
            "town_manager": body == family.town and viewer.role == Role.MANAGER,
            "pool": body == family.pool,
            "participants": viewer.kind == "municipality" and family.pool in viewer.pools,
            "company": body == family.part("company"),
            "school": body == family.part("school"),
            "member": viewer.member == family.part("member"),
            "colleague": self.pool == family.pool,
            "halls": viewer.kind in ("prefecture", "union"),
            "everybody": viewer.signed_in,
            "anybody": True,
            "public": not viewer.signed_in,
            "ministry": viewer.kind == "ministry",
        }
        return frozenset(word for word, holds in holding.items() if holds)

    def ids(self) -> frozenset[object]:
        """Whatever a row must name for this principal to have anything to do with it."""
        viewer = self.viewer
        return frozenset({viewer.account, viewer.organisation, viewer.member, *viewer.reach} - {None})


async def principals(world: World, families: tuple[Family, ...]) -> tuple[Principal, ...]:
    """The world's people, further roles, and the members, companies and schools of the families."""
    named = {name: getattr(world, name) for name in World.__dataclass_fields__}
    everybody = [Principal("anonymous", Viewer.public())]
    everybody += [Principal(name, viewer) for name, viewer in named.items() if isinstance(viewer, Viewer)]
    everybody += [await _employed(f"sera_{role}", families[0].town, "municipality", role) for role in Role]
    everybody.append(await _outside_system(world.sera))
    for family in (families[0], families[2]):
        everybody.append(Principal(f"member_{family.name}", await viewer_of(family.id("account")), family.pool))
        for kind in ("company", "school"):
            everybody.append(await _employed(f"{kind}_{family.name}", family.part(kind), kind, Role.MANAGER))
    return tuple(everybody)


async def _outside_system(by: Viewer) -> Principal:
    """A client of a town with what a clerk reads and asks."""
    new = NewClient(name="架空の外部システム", scopes=[Right.READ_NEEDS, Right.ASK, Right.READ_EMPLOYMENT])
    issued = await register_client(new=new, by=by)
    async with unit_of_work(Viewer.public()) as work:
        bearer = Bearer(issued.id, frozenset(new.scopes))
        viewer, _ = await viewer_of_client(work, bearer)
    return Principal("sera_client", viewer)


async def _employed(login: str, body: UUID, kind: str, role: Role) -> Principal:
    account = NewAccount(login=f"matrix-{login}", display_name="架空の人")
    done = await open_account(account, role=role, by=Viewer.system(body, kind=kind))
    return Principal(login, await viewer_of(done.id))
