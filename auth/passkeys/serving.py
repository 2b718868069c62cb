"""Whom passkeys are for in this installation, as the doors ask for it. Never taken from a request."""

from typing import Final

from auth.passkeys.rules import Party
from foundation.errors import NotAllowed
from foundation.web.rendering import PageRequest

NOT_HERE: Final = (
    "この仕組みでは、いまパスキーを使えません。何も変わっていません。ほかの方法でサインインしてください。"
    "使うには、管理者がホスト名の https のアドレスを決め、パスワードでのサインインを認めておく必要があります。"
)


def party_of(request: PageRequest) -> Party | None:
    """Whom passkeys are for, put in place by `app.py`; None where this installation has none."""
    found: Party | None = request.app.state.passkeys_for
    return found


def require_party(request: PageRequest) -> Party:
    """The same. Raises `NotAllowed` where there is none."""
    party = party_of(request)
    if party is None:
        raise NotAllowed(NOT_HERE)
    return party
