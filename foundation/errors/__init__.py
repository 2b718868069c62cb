"""The errors a caller may meet, one small tree.

    Refusal                 a sentence for the person, a status for the door
    ├── NotSignedIn   401   nobody is signed in, or the session has ended
    │   └── BadToken  401   an access token that is not ours, too old, or of an ended client
    ├── NotAllowed    403   seen, but not permitted: the sentence says why
    │   └── NotFresh  403   permitted to whoever has proven who they are just now
    ├── NotFound      404   absent, or not visible to this viewer: both answer alike
    ├── WrongMethod   405   the address exists, the verb does not
    ├── Conflict      409   somebody else changed or took it first
    ├── RuleBroken    422   a rule of the field forbids it; `field` names the input when there is one
    ├── TooMany       429   a limit was reached
    └── Unavailable   503   something this service stands on is down

Everything a person reads in a refusal is Japanese: what happened, what was kept, what to do.
"""

from collections.abc import Mapping
from typing import ClassVar


class Refusal(Exception):
    """A request that was not carried out; nothing of it was written."""

    status: ClassVar[int] = 400
    title: ClassVar[str] = "受け付けられませんでした"

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field

    @property
    def headers(self) -> Mapping[str, str]:
        """What the answer says beside its body."""
        return {}


class NotSignedIn(Refusal):
    """Nobody is signed in, or the session has ended."""

    status = 401
    title = "サインインしてください"


class BadToken(NotSignedIn):
    """An access token that opens nothing (RFC 6750, section 3.1); a new one has to be fetched."""

    title = "アクセストークンが使えません"

    @property
    def headers(self) -> Mapping[str, str]:
        """Says to a program what is wrong."""
        return {"www-authenticate": 'Bearer error="invalid_token"'}


class NotAllowed(Refusal):
    """The viewer sees the thing but may not do this with it."""

    status = 403
    title = "この操作はできません"


class NotFresh(NotAllowed):
    """Permitted, but only to somebody who has proven who they are just now (step-up)."""

    title = "もう一度、本人であることを確かめてください"


class NotFound(Refusal):
    """Absent or invisible; the two are never told apart."""

    status = 404
    title = "ページが見つかりません"

    def __init__(self, sentence: str = "お探しのものは見つかりませんでした。") -> None:
        super().__init__(sentence)


class WrongMethod(Refusal):
    """The address exists; what was asked of it does not."""

    status = 405
    title = "受け付けていない操作です"


class Conflict(Refusal):
    """The state changed under the viewer, or a constraint of the database refused the write."""

    status = 409
    title = "ほかの変更と重なりました"


class RuleBroken(Refusal):
    """A rule of the field forbids the request as it stands."""

    status = 422
    title = "内容を確かめてください"


class TooMany(Refusal):
    """A limit on tries or size was reached; `again_in` seconds it is worth trying again, where that is known."""

    status = 429
    title = "回数の上限に達しました"

    def __init__(self, sentence: str, *, again_in: int | None = None) -> None:
        super().__init__(sentence)
        self.again_in = again_in

    @property
    def headers(self) -> Mapping[str, str]:
        """When to try again."""
        return {} if self.again_in is None else {"retry-after": str(self.again_in)}


class Unavailable(Refusal):
    """The database, the disk or another service this one stands on does not answer."""

    status = 503
    title = "ただいま利用できません"
