"""A fictional company with somebody who answers for it."""

from auth.accounts.operations import NewAccount, open_account
from auth.organisations.operations import register_body
from auth.permissions.rules import Role
from auth.viewer import Viewer
from tests.world import PASSWORD, viewer_of


async def company_viewer(*, by: Viewer, login: str = "kaisha") -> Viewer:
    """A company registered by `by`, and its manager as the viewer they are."""
    done = await register_body(kind="company", name="架空システムズ", kana="カクウシステムズ", by=by)
    account = NewAccount(login=login, display_name="窓口 架空", password=PASSWORD)
    opened = await open_account(account, role=Role.MANAGER, by=Viewer.system(done.id, kind="company"))
    return await viewer_of(opened.id)
