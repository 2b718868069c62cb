"""Who answers a question by its theme, and why. Pure."""

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from msgspec import Struct

from auth.permissions.lifecycle import Lifecycle, transition
from auth.permissions.rules import Right
from registry.needs.rules import THEMES as ALL_THEMES

THEMES: Final = {code: words for code, words in ALL_THEMES.items() if code not in ("other", "unknown")}
"""What an expert may answer for; a town may ask about anything."""
ASKED_ABOUT: Final = ALL_THEMES

LIFE: Final = Lifecycle(
    noun="専門家への質問",
    words={"open": "相談中", "closed": "解決済み"},
    transitions=(transition("close", "open", "closed", right=Right.TALK, label="解決済みにする"),),
)

BY_THEME: Final = "「{theme}」を受け持ち、協定「{agreement}」でこの町を支援しているためです。"
NARROWEST: Final = "同じテーマを受け持つ{others}人のうち、受け持つテーマがいちばん少ない人です。"
FALLBACK: Final = "「{theme}」を受け持ち、この町を含む有効な協定で支援している専門家がいないため、県が受け取りました。"

UNDECIDED: Final = "テーマが決まっていない質問は、県が受け取り、だれに聞くとよいかをいっしょに考えます。"


class Candidate(Struct, frozen=True):
    """An expert whose agreement covers the town on the day: by which assignment, since when, and for which themes."""

    member: UUID
    owner: UUID
    assignment: UUID
    agreement: UUID
    agreement_title: str
    first_day: date
    themes: list[str]


class Routed(Struct, frozen=True):
    """To whom a question goes, None for the prefecture, and why; the reason names nobody."""

    expert: Candidate | None
    why: str


def routed(theme: str, candidates: Iterable[Candidate]) -> Routed:
    """Of those who answer for the theme the one with the fewest themes; then the longest with the town; then by id."""
    serving = [one for one in candidates if theme in one.themes]
    if theme not in THEMES:
        return Routed(None, UNDECIDED)
    if not serving:
        return Routed(None, FALLBACK.format(theme=ASKED_ABOUT[theme]))
    chosen = min(serving, key=lambda one: (len(one.themes), one.first_day, one.member, one.assignment))
    why = BY_THEME.format(theme=ASKED_ABOUT[theme], agreement=chosen.agreement_title)
    people = {one.member for one in serving}
    return Routed(chosen, why + (NARROWEST.format(others=len(people)) if len(people) > 1 else ""))
