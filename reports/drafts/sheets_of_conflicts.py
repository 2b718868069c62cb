"""From a proposal's checks to 利益相反確認書."""

from typing import Final
from uuid import UUID

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.errors import NotFound, RuleBroken
from foundation.text.dates import today_jst
from foundation.text.wareki import wareki
from matching.conflicts.queries import checks, declarations
from matching.conflicts.rules import KINDS, DeclarationKind
from matching.conflicts.schemas import CheckRow, DeclarationRow
from matching.contracts.queries import conflicts_of
from matching.contracts.rules import LIFE
from matching.contracts.schemas import ConflictRow, EntryRow
from matching.proposals.queries import proposal_page
from registry.companies.queries import towns_traded_with
from registry.members.queries import employers_of, kept, member_names
from reports.drafts.schemas import Drawn
from reports.papers.heads import head_for
from reports.papers.schemas import Grid, Sheet, Told

PURPOSE: Final = "利益相反の記録をまとめるため"
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


async def evidence_sheet(about: UUID, _words: dict[str, str], by: Viewer) -> Drawn:
    """The evidence pack of a person: declarations, the employer's dealings, every check and every decision."""
    names = await member_names(ids=[about], by=by, purpose=PURPOSE)
    signed, pool = await _pledge(about, by), by.organisation
    assert pool is not None, "only a body draws up papers"
    told, found = await declarations(by=by, member=about), await checks(by=by, member=about)
    contracts = await conflicts_of(member=about, by=by)
    dealings = await _dealings(about, by)
    grids = [
        *([declarations_grid(told)] if told else []),
        *([checks_grid(found)] if found else []),
        *([_contracts_grid(contracts)] if contracts else []),
    ]
    sheet = Sheet(
        person=names.get(about, ""),
        head=await head_for(pool, by.organisation_name, by),
        matter="申告・取引・調べた記録・判断",
        lead=f"{wareki(today_jst(current_clock().now()))}までの記録は、次のとおりです。",
        parts=[
            Told("氏名", [names.get(about, "")]),
            Told("誓約", [signed]),
            Told("勤め先の取引先", [dealings or "企業の一覧に、取引のある団体はありません。"]),
            Told("申告", [f"{len(told)}件" if told else NOTHING_DECLARED]),
            Told("配置の前に調べた記録", [f"{len(found)}件"]),
            Told("契約で見つかったもの", [f"{len(contracts)}件"]),
        ],
        grids=grids,
    )
    return Drawn(issuer=pool, pool=pool, member=about, readers=[], matter="一人分の証拠", sheet=sheet)


def _contracts_grid(found: list[tuple[EntryRow, ConflictRow]]) -> Grid:
    rows = [
        [wareki(today_jst(row.created_at)), entry.municipality_name, entry.title, row.finding,
         LIFE.words[row.state] + (f"（{wareki(today_jst(row.decided_at))}：{row.reason}）" if row.decided_at else "")]
        for entry, row in reversed(found)
    ]  # fmt: skip
    return Grid("契約と仕様書を調べた記録", ["見つかった日", "団体", "件名", "分かったこと", "判断"], rows)


async def _dealings(member: UUID, by: Viewer) -> str:
    """The towns that the person's employer says it deals with."""
    employer = (await employers_of(ids=[member], by=by)).get(member)
    traded = (await towns_traded_with(companies=[employer], by=by)).get(employer, set()) if employer else set()
    return "、".join(sorted((await names_of(traded, by=by)).values()))


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
