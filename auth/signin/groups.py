"""What a provider's groups say of a person's role: none any more, another one, the same."""

from collections.abc import Sequence
from uuid import UUID

from auth.accounts.rules import ROLES
from auth.inbox.operations import tell_body
from auth.permissions import Right
from auth.permissions.rules import Role
from auth.providers.rules import Disbelieved, roles_of_groups
from auth.providers.schemas import Provider
from auth.signin.queries import viewer_acting
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work

TOLD = "{}のグループから、{}の役割の希望が届いています。認めるかを決めてください。"
ASK = "select ask_for_role($1, $2, $3, $4, $5)"


async def follow_groups(*, provider: Provider, groups: Sequence[str], account: UUID) -> None:
    """Refuse whoever is in none of the provider's groups; ask the managers where the groups speak for another role.

    A role is never given by a provider alone: until a manager agrees, the one that is held stays. Raises `Disbelieved`.
    """
    if not provider.groups_count:
        return
    wanted = roles_of_groups(groups, provider.group_roles)
    public = Viewer.public()
    async with unit_of_work(public) as work:
        viewer = await viewer_acting(work, account, provider.organisation)
        if viewer is None or viewer.organisation is None:
            return
        if not wanted:
            raise Disbelieved("no_group")
        if viewer.role in wanted:
            return
        role = Role(sorted(wanted)[0])
        asked = await work.connection.fetchval(ASK, work.new_id(), provider.organisation, account, role, work.now)
    if asked:
        system = Viewer.system(provider.organisation)
        async with unit_of_work(system) as work:
            await tell_body(
                organisation=provider.organisation, right=Right.KEEP_STAFF, key=f"asked {account} {role} {work.now}",
                subject="役割の希望が届いています", link="/staff", by=system,
                body=TOLD.format(provider.name, ROLES[role]),
            )  # fmt: skip
