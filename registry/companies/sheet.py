"""Companies in a table: how a row is read, and how the present list is written in the same columns."""

import asyncio
from typing import Any, Final

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.text.ids import body_id
from foundation.text.sheet_reading import Reading, Values, read_sheet
from foundation.text.sheet_shape import Column, Sheet, SheetRow
from foundation.text.tabular import Cell, Table
from foundation.text.text_type import digits
from foundation.text.typed_days import read_day
from foundation.text.words import SEPARATOR
from registry.companies.access import companies_visible_to
from registry.companies.queries import company_of
from registry.companies.schemas import NewCompany
from registry.companies.tables import Company
from registry.municipalities.naming import town_named


def read_towns(cell: str) -> object:
    """`広島県世羅町、342050：システム保守`: towns by code or name, with what is dealt in after a colon."""
    found = []
    for piece in (piece.strip() for piece in SEPARATOR.split(cell)):
        if piece:
            town, _, what = piece.replace(":", "：").partition("：")
            found.append({"municipality": body_id(town_named(town).code6), "what": what.strip()})
    return found


COLUMNS: Final = (
    Column("法人番号", "corporate_number", "1234567890123", digits, required=True),
    Column("企業名", "name", "架空システムズ株式会社", str, required=True),
    Column("ふりがな", "kana", "かくうしすてむず", str),
    Column("プロデューサー（人）", "producer", "1", digits),
    Column("プロジェクトマネージャー（人）", "project_manager", "2", digits),
    Column("サービスデザイナー（人）", "service_designer", "0", digits),
    Column("エンジニア（人）", "engineer", "5", digits),
    Column("条件", "conditions", "月4日から。片道90分まで", str),
    Column("担当者", "contact_name", "窓口 架空", str, private=True),
    Column("メール", "contact_email", "madoguchi@example.jp", str, private=True),
    Column("電話", "contact_phone", "000-0000-0000", str, private=True),
    Column("取引のある市区町村", "dealings", "広島県世羅町：システム保守、342050", read_towns),
    Column("掲載の期限", "listed_until", "2028-03-31", read_day, required=True),
)


async def read_companies(table: Table, by: Viewer) -> Sheet[NewCompany]:
    """What a table of companies holds; whose they are makes no difference. Raises `TableUnreadable`."""
    assert by.organisation is not None, "companies are listed by a body"
    return await asyncio.to_thread(read_sheet, table, READING)


def shown_company(row: SheetRow[NewCompany]) -> tuple[str, str]:
    """Which company a row names, and what to know about it."""
    return row.value.name, "" if row.value.offers() else "役割ごとの人数がありません"


async def company_cells(by: Viewer) -> list[list[Cell]]:
    """The listings that the viewer's body keeps, in the columns of the table."""
    async with reading(by):
        kept = companies_visible_to(by) & (Company.registered_by == by.organisation)
        rows = await Company.select(Company.organisation).where(kept).order_by(Company.created_at, Company.organisation)
        pages = [await company_of(id=row["organisation"], by=by) for row in rows]
    return [
        [
            page.corporate_number, page.row.name, page.row.kana,
            *(page.row.offers.get(role, 0) for role in
              ("producer", "project_manager", "service_designer", "engineer")),
            page.conditions, page.contact_name, page.contact_email, page.contact_phone,
            "、".join(f"{deal.code}：{deal.what}" if deal.what else deal.code for deal in page.dealings),
            page.row.listed_until.isoformat(),
        ]
        for page in pages
    ]  # fmt: skip


def _company(values: Values) -> NewCompany:
    return NewCompany.model_validate(dict(values))


def _itself(company: NewCompany) -> NewCompany:
    return company


def _key(company: NewCompany) -> str:
    return company.corporate_number or ""


READING: Final[Reading[Any]] = Reading(COLUMNS, (_company,), _itself, _key, "corporate_number")
