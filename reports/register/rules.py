"""Where a paper stands, and how many are taken along at once."""

from typing import Final

from reports.papers.rules import Kind, number_text

STATES: Final = {"queued": "作成中", "draft": "案", "issued": "発行済み", "failed": "作成できず"}

DONE: Final = {
    "issue_paper": "番号をつけて発行", "draft_paper": "案を作成", "take_paper": "PDFを受け取り",
    "reissue": "再発行を決裁", "render_again": "つくり直し", "read": "閲覧",
}  # fmt: skip
"""What the journal of a paper calls what was done to it."""

MOST: Final = 200
"""Papers in one batch."""
ENDINGS: Final = {"pdf": "1つのPDFにまとめる", "zip": "1件ずつのPDFをzipにまとめる"}


def state_text(*, state: str, kind: Kind, fiscal_year: int | None, number: int | None, reissue: bool) -> str:
    """`案`, `作成中`, `発行済み 令和8年度 辞令第1号（再発行）`."""
    if fiscal_year is None or number is None:
        return STATES[state]
    again = "（再発行）" if reissue else ""
    return f"{STATES[state]} {number_text(kind=kind, fiscal_year=fiscal_year, number=number)}{again}"
