"""From a proposal's checks to 利益相反確認書."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.errors import NotFound, RuleBroken
from foundation.text.dates import today_jst
from foundation.text.wareki import wareki
from matching.conflicts.queries import checks, declarations
from matching.conflicts.rules import KINDS, DeclarationKind
from matching.conflicts.schemas import CheckRow, DeclarationRow
from matching.proposals.queries import proposal_page
from registry.members.queries import kept
from reports.documents.draft_schemas import Drawn
from reports.documents.heads import head_for
from reports.documents.schemas import Grid, Sheet, Told

NOTHING_DECLARED: Final = "申告はありません。"
NOT_CHECKED: Final = (
    "この提案の利益相反は、まだ確かめていません。"
    "提案の画面で「利益相反を確かめる」を押してから、確認書をつくってください。"
)


async def confirmation_sheet(about: UUID, words: dict[str, str], by: Viewer) -> Drawn:
    """利益相反確認書: what each check of a proposal found, and on which declarations. `RuleBroken` before one."""
    proposal = await proposal_page(id=about, by=by)
    if not by.acts_for(proposal.owner):
        raise NotFound
    found = await checks(by=by, proposal=about)
    if not found:
        raise RuleBroken(NOT_CHECKED, field="about")
    told = await declarations(by=by, member=proposal.member)
    towns = "、".join(dict.fromkeys(line.municipality_name for line in proposal.open_lines))
    sheet = Sheet(
        person=proposal.person,
        head=await head_for(proposal.owner, proposal.owner_name, by),
        matter=f"{towns}への配置",
        lead="下記のとおり、利益相反の有無を確認しました。",
        parts=[
            Told("氏名", [proposal.person]),
            Told("配置する団体", [towns]),
            Told("誓約", [await _pledge(proposal.member, by)]),
            Told("結果", [_result(found)]),
            *([] if told else [Told("申告", [NOTHING_DECLARED])]),
            *([Told("判断の理由", words["remark"].split("\n"))] if "remark" in words else []),
        ],
        grids=[checks_grid(found), *([declarations_grid(told)] if told else [])],
    )
    return Drawn(issuer=proposal.owner, pool=proposal.owner, member=proposal.member, readers=[],
                 matter=towns, sheet=sheet)  # fmt: skip


def checks_grid(found: list[CheckRow]) -> Grid:
    """What was found, in the order in which it was looked for."""
    rows = [
        [wareki(today_jst(row.checked_at)), row.municipality_name,
         "問題なし" if row.clear else "配置できない", row.finding]
        for row in reversed(found)
    ]  # fmt: skip
    return Grid("調べた記録", ["調べた日", "団体", "結果", "分かったこと"], rows)


def declarations_grid(told: list[DeclarationRow]) -> Grid:
    """What was declared."""
    rows = [
        [row.municipality_name, KINDS[DeclarationKind(row.kind)], row.statement, _from_to(row),
         "できない" if row.bars else "妨げない"]
        for row in told
    ]  # fmt: skip
    return Grid("申告", ["団体", "種類", "内容", "期間", "配置"], rows)


async def _pledge(member: UUID, by: Viewer) -> str:
    signed = (await kept(id=member, by=by)).terms.pledged_on
    return f"{wareki(signed)}に誓約書を受け取りました。" if signed else "誓約の日は登録されていません。"


def _result(found: list[CheckRow]) -> str:
    """By the latest check of each town; `found` is latest first."""
    latest = {row.municipality: row for row in reversed(found)}
    barred = [row.municipality_name for row in latest.values() if not row.clear]
    return f"配置できない団体がある：{'、'.join(barred)}" if barred else "利益相反は認められません。"


def _from_to(row: DeclarationRow) -> str:
    return f"{wareki(row.first_day)}から" + (f"{wareki(row.last_day)}まで" if row.last_day else "")
