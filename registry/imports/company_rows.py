"""Companies from a table: which rows are new, and putting them on the list. Part of `operations`."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, Refusal
from foundation.text.sheet_shape import SheetRow
from registry.companies.operations import edit_company, list_company
from registry.companies.queries import companies_numbered, company_of
from registry.companies.schemas import CompanyEdit, NewCompany
from registry.imports.keyed import known_rows, remember_rows
from registry.imports.rules import Kind

Rows = Sequence[SheetRow[NewCompany]]


async def sort_companies(rows: Rows, by: Viewer) -> dict[str, str]:
    """法人番号 -> `new`, `changed`, `same`, or `kept` where another body keeps the listing."""
    keys = [row.key for row in rows]
    known = await known_rows(kind=Kind.COMPANIES, keys=keys, by=by)
    listed = await companies_numbered(numbers=keys, by=by)
    what = {}
    for row in rows:
        if row.key not in listed:
            what[row.key] = "new"
        elif not by.acts_for(listed[row.key][1]):
            what[row.key] = "kept"
        else:
            same = row.key in known and known[row.key][1] == row.row_hash
            what[row.key] = "same" if same else "changed"
    return what


async def take_in_companies(rows: Rows, what: Mapping[str, str], by: Viewer) -> None:
    """List the new companies and bring the changed ones up to date. A refusal names its row."""
    async with unit_of_work(by):
        listed = await companies_numbered(numbers=[row.key for row in rows], by=by)
        made: dict[UUID, SheetRow[Any]] = {}
        for row in rows:
            try:
                if what[row.key] == "new":
                    made[(await list_company(new=row.value, by=by)).id] = row
                elif what[row.key] == "changed":
                    made[await _change(listed[row.key][0], row.value, by=by)] = row
            except Refusal as refusal:
                raise Conflict(f"{row.row_number}行目：{refusal.sentence}") from refusal
        await remember_rows(kind=Kind.COMPANIES, made=made, by=by)


async def _change(id: UUID, new: NewCompany, *, by: Viewer) -> UUID:
    """What the row does not say stays as it is."""
    before = await company_of(id=id, by=by)
    had = {
        **before.row.offers, "conditions": before.conditions, "contact_name": before.contact_name,
        "contact_email": before.contact_email, "contact_phone": before.contact_phone, "version": before.version,
        "dealings": [{"municipality": deal.municipality, "what": deal.what} for deal in before.dealings],
    }  # fmt: skip
    said = new.model_dump(exclude_unset=True, exclude={"name", "kana", "corporate_number", "organisation"})
    await edit_company(id=id, edit=CompanyEdit.model_validate(had | said), by=by)
    return id
