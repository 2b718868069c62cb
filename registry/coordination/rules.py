"""What a thread may be about, and when a question still waits. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID


class Kind(StrEnum):
    """The noun a thread is about."""

    NEED = "need"
    ASSIGNMENT = "assignment"
    EXPERT_QUESTION = "expert_question"


KINDS: Final = {Kind.NEED: "相談", Kind.ASSIGNMENT: "配属", Kind.EXPERT_QUESTION: "専門家への質問"}
READERS: Final = {
    Kind.NEED: "相談した町と受け持ちの県", Kind.ASSIGNMENT: "受け入れる町、提案した団体と本人",
    Kind.EXPERT_QUESTION: "質問した町、受け取った団体と専門家",
}  # fmt: skip
"""Who reads a thread, before anybody has written."""


@dataclass(frozen=True, slots=True)
class About:
    """What a thread is about, as the thing's own noun tells: its parties, the body that keeps it, where it is shown."""

    kind: Kind
    subject: UUID
    owner: UUID
    bodies: tuple[UUID, ...]
    title: str
    link: str
    members: tuple[UUID, ...] = ()


FIELD_NAMES: Final = {
    "body": "本文", "file": "添える資料", "title": "題名", "answer_by": "いつまでに", "answer": "答え",
}  # fmt: skip


def waits(*, closed: bool, answer_by: date | None, today: date) -> bool:
    """Whether a question still takes answers. Its day is a Japanese date and belongs to it."""
    return not closed and (answer_by is None or today <= answer_by)


def unanswered(bodies: Sequence[UUID], answered: Sequence[UUID]) -> list[UUID]:
    """The bodies that were asked and have not answered, in the order they were asked."""
    return [body for body in bodies if body not in set(answered)]
