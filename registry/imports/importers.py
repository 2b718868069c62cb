"""One importer for each kind: how the noun it is about reads its rows, sorts them and takes them in."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from auth.viewer import Viewer
from foundation.text.sheet_shape import Column, Sheet, SheetRow
from foundation.text.tabular import Cell, Table
from registry.companies.sheet import COLUMNS as COMPANY_COLUMNS
from registry.companies.sheet import company_cells, read_companies, shown_company
from registry.imports.company_rows import sort_companies, take_in_companies
from registry.imports.need_rows import sort_needs, take_in_needs
from registry.imports.needs_sheet import (
    NEED_COLUMNS,
    TOWN_COLUMNS,
    need_cells,
    read_needs,
    read_town_needs,
    shown_need,
    town_need_cells,
)
from registry.imports.rules import Kind
from registry.members.imports import read_members, shown_member, sort_members, take_in_members
from registry.members.listing import member_cells
from registry.members.roster_columns import columns_with
from registry.municipalities.sheet import COLUMNS as FACT_COLUMNS
from registry.municipalities.sheet import fact_cells, read_facts, shown_fact, sort_facts, take_in_facts
from registry.municipalities.travel_sheet import COLUMNS as TRAVEL_COLUMNS
from registry.municipalities.travel_sheet import (
    read_travel,
    shown_travel,
    sort_travel,
    take_in_travel,
    travel_cells,
)

What = Mapping[str, str]
"""Key of a row -> new, changed, same or kept."""


@dataclass(frozen=True, slots=True)
class Importer:
    """What is done with the rows of one kind of file. `cells` are the present rows, in the columns of the template."""

    name: str
    unit: str
    about: str
    columns: Sequence[Column]
    read: Callable[[Table, Viewer], Awaitable[Sheet[Any]]]
    sort_out: Callable[[Sequence[SheetRow[Any]], Viewer], Awaitable[What]]
    take_in: Callable[[Sequence[SheetRow[Any]], What, Viewer], Awaitable[None]]
    shown: Callable[[SheetRow[Any]], tuple[str, str]]
    cells: Callable[[Viewer], Awaitable[list[list[Cell]]]]


IMPORTERS: Final[Mapping[Kind, Importer]] = {
    Kind.MEMBERS: Importer(
        "人材", "人", "同じ管理番号の人は、二度目から「変更」になります。空の欄と、ない列は変えません。"
        "地域情報化アドバイザーの名簿の形も読めます（役割と深さがないため、登録は「入力の途中」になります）。",
        columns_with({}), read_members, sort_members, take_in_members, shown_member, member_cells,
    ),
    Kind.NEEDS: Importer(
        "相談", "件", "取り込むと、県に送られます。すでに送った相談は、取り込みでは変わりません。",
        NEED_COLUMNS, read_needs, sort_needs, take_in_needs, shown_need, need_cells,
    ),
    Kind.TOWN_NEEDS: Importer(
        "町の相談", "件", "町から聞いた相談を、町に代わって登録します。町に知らせが届き、町は取り下げられます。"
        "すでに登録した相談は、取り込みでは変わりません。",
        TOWN_COLUMNS, read_town_needs, partial(sort_needs, kind=Kind.TOWN_NEEDS),
        partial(take_in_needs, kind=Kind.TOWN_NEEDS), shown_need, town_need_cells,
    ),
    Kind.FACTS: Importer(
        "市区町村の数字", "件", "団体コードの代わりに、都道府県と市区町村名でも読めます。"
        "公表された資料の値は変わりません。",
        FACT_COLUMNS, read_facts, sort_facts, take_in_facts, shown_fact, fact_cells,
    ),
    Kind.COMPANIES: Importer(
        "企業", "社", "同じ法人番号の企業は、二度目から「変更」になります。役割と取引先は、書いたもので置き換えます。",
        COMPANY_COLUMNS, read_companies, sort_companies, take_in_companies, shown_company, company_cells,
    ),
    Kind.TRAVEL: Importer(
        "移動時間", "組", "割当の移動時間は、ここにある市区町村の間では推定の代わりにこの値を使います。"
        "往きと帰りは同じとみなします。同じ2つの市区町村は、二度目から「変更」になります。",
        TRAVEL_COLUMNS, read_travel, sort_travel, take_in_travel, shown_travel, travel_cells,
    ),
}  # fmt: skip
