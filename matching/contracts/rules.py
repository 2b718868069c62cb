"""Which contract conflicts with which person, and what is decided about it (`domain.md`, Conflict of interest)."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final
from uuid import UUID

from msgspec import Struct

from auth.permissions.lifecycle import Lifecycle, transition
from auth.permissions.rules import Right
from foundation.text.search import search_key


class EntryKind(StrEnum):
    """What a town enters."""

    SPECIFICATION = "specification"
    BID = "bid"
    CONTRACT = "contract"


KINDS: Final = {
    EntryKind.SPECIFICATION: "仕様書",
    EntryKind.BID: "入札・見積りに参加する会社",
    EntryKind.CONTRACT: "契約",
}
LIFE: Final = Lifecycle(
    noun="利益相反",
    words={"open": "判断待ち", "kept": "配置できないままとした", "lifted": "支障なしとした"},
    transitions=(
        transition("keep", "open", "kept", right=Right.PROPOSE, label="配置できないままにする", needs_reason=True),
        transition("lift", "open kept", "lifted", right=Right.PROPOSE, label="支障なしとして外す", needs_reason=True),
    ),
)
CLEAR: Final = "この町で働く{people}人の勤め先と、相手方は一致しませんでした。"
NOBODY: Final = "この期間に、この町で働く人はいません。"
WROTE: Final = "この仕様書を書いた人の勤め先（{employer}）は、この仕様書の入札に参加できません。"
OTHER_SIDE: Final = {EntryKind.CONTRACT: "契約の相手方", EntryKind.BID: "入札・見積りに参加する会社"}
DEALS: Final = "{side}が、この町で働く人の勤め先（{employer}）です。"
WROTE_AND_BIDS: Final = "{side}が、仕様書「{title}」を書いた人の勤め先（{employer}）です。"

_LEGAL: Final = re.compile(r"株式会社|有限会社|合同会社|一般社団法人|一般財団法人|\(株\)|（株）|㈱|\(有\)|（有）")


class AtWork(Struct, frozen=True):
    """Somebody who works for the town in the entry's period, with the names of their employer: listed, and as told."""

    member: UUID
    employers: tuple[str, ...]


class Entered(Struct, frozen=True):
    """What counts of an entry: its kind, who the other side is, who wrote the specification it rests on."""

    kind: EntryKind
    title: str
    counterparty: str
    author: UUID | None
    specification: str = ""


def company_key(name: str) -> str:
    """By which a company's name is compared: `株式会社 架空システム` and `架空システム（株）` are the same."""
    return search_key(_LEGAL.sub("", name))


def conflicts_in(entered: Entered, people: Iterable[AtWork]) -> dict[UUID, str]:
    """Member -> what conflicts, in a sentence. Somebody without an employer conflicts with nothing here."""
    other = company_key(entered.counterparty)
    found = {}
    for person in people:
        wrote, names = person.member == entered.author, [name for name in person.employers if company_key(name)]
        same = [name for name in names if company_key(name) == other]
        words = {
            "side": OTHER_SIDE.get(entered.kind, ""),
            "employer": next(iter(same or names), ""),
            "title": entered.specification,
        }
        if entered.kind is EntryKind.SPECIFICATION and wrote and names:
            found[person.member] = WROTE.format(**words)
        elif same:
            found[person.member] = (WROTE_AND_BIDS if wrote else DEALS).format(**words)
    return found


def finding_words(people: int, conflicts: int) -> str:
    """What a check found, in a sentence that names nobody."""
    if not people:
        return NOBODY
    if not conflicts:
        return CLEAR.format(people=people)
    return f"この町で働く{people}人のうち{conflicts}人に、利益相反が見つかりました。"
