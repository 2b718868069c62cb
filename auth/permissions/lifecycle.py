"""A lifecycle is one table of transitions; operations, buttons and tests read that same table."""

from collections.abc import Sequence
from dataclasses import dataclass

from auth.permissions.rules import Right, holds, require
from auth.viewer import Viewer
from foundation.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Transition:
    """`verb` takes a thing from one of `sources` to `target`; `label` is what the button says."""

    verb: str
    sources: frozenset[str]
    target: str
    right: Right
    label: str
    needs_reason: bool = False


def transition(
    verb: str, sources: str, target: str, *, right: Right, label: str, needs_reason: bool = False
) -> Transition:
    """A row of the table. `sources` are states with spaces between."""
    return Transition(verb, frozenset(sources.split()), target, right, label, needs_reason)


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The transitions of one noun; `words` are its states as a person reads them."""

    noun: str
    words: dict[str, str]
    transitions: Sequence[Transition]

    def row(self, verb: str, state: str) -> Transition | None:
        """The transition, or None where the verb is not open in this state."""
        return next((row for row in self.transitions if row.verb == verb and state in row.sources), None)

    def target(self, verb: str, state: str, *, by: Viewer, reason: str = "") -> str:
        """The state that follows. Raises `NotAllowed` without the verb's right, `RuleBroken` where it is not open."""
        for known in self.transitions:
            if known.verb == verb:
                require(by, known.right)
        row = self.row(verb, state)
        if row is None:
            raise RuleBroken(
                f"この{self.noun}はいま「{self.words[state]}」なので、この操作はできません。"
                "何も変えていません。画面を読み込み直して確かめてください。"
            )
        if row.needs_reason and not reason.strip():
            raise RuleBroken("理由を書いてください。相手にそのまま伝わります。", field="reason")
        return row.target

    def open_to(self, viewer: Viewer, state: str) -> list[Transition]:
        """What this viewer's rights allow in this state; the noun's `access` may still refuse the row."""
        return [row for row in self.transitions if state in row.sources and holds(viewer, row.right)]
