"""Who sees that a name was opened, who may open it, and who may close it again."""

from collections.abc import Collection
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from registry.disclosures.rules import Basis
from registry.disclosures.schemas import DisclosureRow
from registry.disclosures.tables import Disclosure


def disclosures_visible_to(viewer: Viewer) -> Condition:
    """What was opened to the viewer's acting body (never to its reach), what that body opened, and one's own."""
    return (
        among(Disclosure.receiver, [viewer.organisation])
        | among(Disclosure.granted_by, [viewer.organisation])
        | among(Disclosure.member, [viewer.member])
    )


def may_grant(viewer: Viewer, *, member: UUID, held: Collection[str]) -> str | None:
    """None where the viewer may open this name to somebody, else the sentence why not.

    `held` are the bases on which the viewer's own body reads the name today.
    """
    if viewer.is_member(member) or Basis.POOL_OWNER in held:
        return None
    return "名前を見せると決められるのは、本人と、本人を受け持つ人材プールだけです。"


def may_withdraw(viewer: Viewer, given: DisclosureRow) -> str | None:
    """None where the viewer may take this consent back, else the sentence why not."""
    if given.basis == Basis.CONSENT and (viewer.is_member(given.member) or viewer.acts_for(given.granted_by)):
        return None
    return "取り消せるのは、本人がした同意だけです。配属や運営にもとづくものは、それが終わると閉じます。"


def consents_about(viewer: Viewer, subjects: Collection[UUID]) -> Condition:
    """Consents the viewer sees, and those given for `subjects`, which the asking noun has found to be the viewer's."""
    return (disclosures_visible_to(viewer) | among(Disclosure.subject, subjects)) & (Disclosure.basis == Basis.CONSENT)
