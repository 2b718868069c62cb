"""Who may do what, as a manager reads it: straight from the tables that the guards read."""

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import get
from litestar.di import NamedDependency
from litestar.response import Response

from auth.accounts.rules import BODIES, RIGHTS, ROLES
from auth.permissions import Policy, Right
from auth.permissions.rules import RIGHTS_OF_BODY, RIGHTS_OF_MEMBER, RIGHTS_OF_ROLE
from auth.viewer import Viewer
from foundation.web.rendering import PageRequest, page


@get("/roles")
async def roles_page(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Rights by role and by kind of body, and the routes each right opens."""
    policy: Mapping[str, Policy] = request.app.state.policy
    routes: dict[Right, list[str]] = {}
    for row in policy.values():
        routes.setdefault(row.right, []).append(row.route)
    shown = [right for right in Right if right is not Right.OPEN]
    return page(
        request, "accounts/roles.html", rights={right: RIGHTS[right] for right in shown}, roles=ROLES, bodies=BODIES,
        of_role=RIGHTS_OF_ROLE, of_body={**RIGHTS_OF_BODY, "member": RIGHTS_OF_MEMBER}, routes=routes,
        my_role=by.role, my_kind=by.kind,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (roles_page,)
