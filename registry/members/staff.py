"""Which people work for a company, as far as their names are open to the viewer. Part of `queries`."""

from typing import Final
from uuid import UUID

from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.scope import among
from foundation.database.unit_of_work import reading
from registry.companies.queries import company_of
from registry.members.queries import member_names
from registry.members.tables import MemberIdentity, MemberRole

PURPOSE: Final = "社員の一覧"


class StaffRow(Struct, frozen=True):
    """Somebody who works for the company."""

    member: UUID
    name: str
    roles: list[str]


async def staff_of(*, company: UUID, by: Viewer) -> list[StaffRow]:
    """People whose employer is the company and whose name is open to the viewer's body, by name. Journalled.

    Raises `NotFound` where the viewer does not see the company.
    """
    async with reading(by):
        await company_of(id=company, by=by)
        rows = await MemberIdentity.select(MemberIdentity.member).where(MemberIdentity.employer == company)
        names = await member_names(ids=[row["member"] for row in rows], by=by, purpose=PURPOSE)
        roles: dict[UUID, list[str]] = {}
        for row in await MemberRole.select().where(among(MemberRole.member, names)).order_by(MemberRole.role):
            roles.setdefault(row["member"], []).append(row["role"])
        found = [StaffRow(id, name, roles.get(id, [])) for id, name in names.items()]
        return sorted(found, key=lambda row: (row.name, str(row.member)))
