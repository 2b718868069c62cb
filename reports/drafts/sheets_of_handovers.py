"""From the pack of a handover to 引継書."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.errors import RuleBroken
from foundation.text.dates import today_jst
from foundation.text.half_days import half_days
from foundation.text.wareki import wareki
from matching.handovers.queries import handover_pack
from matching.handovers.rules import SIDES, Side
from matching.handovers.schemas import HandoverPack, HandoverRow
from reports.drafts.schemas import Drawn
from reports.drafts.sheets_of_assignments import done_grid, drawn_about, owner_head, told, who_and_when
from reports.papers.schemas import Grid, Sheet, Told

NOT_BEGUN: Final = (
    "この配属の引き継ぎは、まだ始まっていません。配属の画面で引き継ぎを始めてから、引継書をつくってください。"
)


async def handover_sheet(about: UUID, words: dict[str, str], by: Viewer) -> Drawn:
    """引継書: what was done, what is left, where to find it. Raises `RuleBroken` before the handover has begun."""
    pack = await handover_pack(assignment=about, by=by)
    if pack.handover is None:
        raise RuleBroken(NOT_BEGUN, field="about")
    row = pack.assignment
    sheet = Sheet(
        person=row.person,
        head=await owner_head(row, by),
        matter=f"{row.municipality_name}　{row.need_title}",
        lead="",
        parts=[*who_and_when(row), *_state(pack, pack.handover), *told("引き継ぐ人へ", words, "remark")],
        grids=[_points(pack.handover), *([done_grid(pack.records)] if pack.records else [])],
    )
    return drawn_about(row, row.owner, [row.municipality, row.member], sheet)


def _state(pack: HandoverPack, handover: HandoverRow) -> list[Told]:
    steps = [f"{text}（{wareki(day)}）" if day else text for day, text in pack.next_steps]
    worked, confirmed = half_days(pack.worked_half_days), half_days(pack.confirmed_half_days)
    return [
        Told("実績", [f"{worked}日（うち町が確認{confirmed}日）"]),
        Told("成果", pack.outcome.story.split("\n") if pack.outcome else ["まだまとめていません。"]),
        Told("これからすること", steps or ["決まっていることはありません。"]),
        Told("残っている項目", [item.title for item in handover.left] or ["すべて済んでいます。"]),
        *([Told("申し送り", handover.message.split("\n"))] if handover.message else []),
    ]


def _points(handover: HandoverRow) -> Grid:
    rows = [
        [str(item.number), item.title, SIDES[Side(item.side)],
         wareki(today_jst(item.done_at)) if item.done_at else "まだ",
         item.note]
        for item in handover.items
    ]  # fmt: skip
    return Grid("引き継ぎの項目", ["番号", "項目", "担当", "済んだ日", "場所・残り"], rows)
