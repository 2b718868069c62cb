"""What outlasts an emergency's hour is not given by whoever is manager for that hour alone."""

from typing import Final

from auth.permissions.rules import Role
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotAllowed

MANAGERS: Final = """
select h.account from role_holding h join account a on a.id = h.account
where h.organisation = $1 and h.role = 'manager' and h.during @> app_today() and a.closed_at is null
"""
FOR_AN_HOUR: Final = (
    "緊急の権限は60分だけのものなので、そのあとも残ること（役割、外部システム、通知、サインインの窓口）は決められません。"
    "何も変えていません。団体の管理者に頼んでください。管理者がひとりもいない団体では、決められます。"
)


async def check_lasting(by: Viewer) -> None:
    """Raises `NotAllowed` for a manager for an hour, unless the body has no manager who could do it instead."""
    if by.role != Role.MANAGER:
        return
    async with reading(by) as work:
        managers = {row["account"] for row in await work.connection.fetch(MANAGERS, by.organisation)}
    if managers and by.account not in managers:
        raise NotAllowed(FOR_AN_HOUR)
