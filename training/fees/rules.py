"""Who paid an examination's fee, and from when the measure covers it (`domain.md`, Fiscal measures, C): pure."""

from typing import Final

PAID_BY: Final = {
    "body": "この団体が払った",
    "prefecture": "県が払った",
    "person_repaid": "本人が払い、この団体が返した",
}
COUNTS: Final = frozenset({"body", "person_repaid"})
"""Only what the body itself bore counts for it: what the prefecture paid counts for the prefecture."""
FIRST_YEAR: Final = 2024
"""The measure covers fees of specialist examinations from this fiscal year on."""
COURSE: Final = "dx_leader"
PAGE_NAMES: Final = {
    "examination": "試験の名前", "taker": "受けた人", "sat_on": "受けた日", "amount": "受験料", "paid_by": "払った人",
    "receipt": "領収書の番号", "file": "領収書の写し", "passed": "結果",
}  # fmt: skip
"""Fields as the page calls them."""
