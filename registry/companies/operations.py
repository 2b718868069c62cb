"""Listing a company, keeping the listing right, sharing it."""

from uuid import UUID

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.organisations.operations import register_body
from auth.organisations.queries import body
from auth.permissions import Right
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from registry.companies.access import may_edit, may_list, may_share
from registry.companies.queries import company_of
from registry.companies.schemas import CompanyEdit, Listing, NewCompany
from registry.companies.tables import Company, CompanyDealing, CompanyOffer, CompanyShare
from registry.municipalities.queries import towns_by_id

STALE = (
    "この企業の内容は、ほかの人が先に変えました。書いた内容は画面に残っています。"
    "最新の内容を確かめてから、もう一度送ってください。"
)
TEXTS = {"conditions", "contact_name", "contact_email", "contact_phone"}


async def list_company(*, new: NewCompany, by: Viewer) -> Done:
    """Put a company on the viewer's body's list, registering it where that has not been done.

    Raises `Conflict` where a company of this 法人番号 is listed already, by whomever.
    """
    if refusal := may_list(by):
        raise NotAllowed(refusal)
    async with unit_of_work(by) as work:
        id = new.organisation or (await register_body(kind="company", name=new.name, kana=new.kana, by=by)).id
        found = await body(id=id, by=by)
        if found is None or found.kind != "company":
            raise RuleBroken("企業を一覧から選んでください。", field="organisation")
        await Company.insert(
            Company(organisation=id, registered_by=by.organisation, corporate_number=new.corporate_number,
                    listed_until=new.listed_until, created_at=work.now, changed_at=work.now,
                    **new.model_dump(include=TEXTS))
        )  # fmt: skip
        await _write_details(id, new, work=work, by=by)
        await record(by=by, verb="list_company", noun="company", subject=id, after={"until": new.listed_until})
        return Done(id)


async def edit_company(*, id: UUID, edit: CompanyEdit, by: Viewer) -> Done:
    """Bring a listing up to date, as the company or as the body that keeps it; the expiry is the latter's alone.

    Raises `Conflict` where somebody changed it after `edit.version`.
    """
    async with unit_of_work(by) as work:
        before = await company_of(id=id, by=by)
        if refusal := may_edit(by, before):
            raise NotAllowed(refusal)
        until = edit.listed_until or before.row.listed_until
        if until != before.row.listed_until and may_share(by, before):
            raise NotAllowed("掲載の期限を変えられるのは、一覧に載せた団体だけです。何も変えていません。")
        fields = edit.model_dump(include=TEXTS) | {
            "listed_until": until, "changed_at": work.now, "version": edit.version + 1,
        }  # fmt: skip
        columns = {getattr(Company, name): value for name, value in fields.items()}
        same = (Company.organisation == id) & (Company.version == edit.version)
        if not await Company.update(columns).where(same).returning(Company.organisation):
            raise Conflict(STALE)
        await _write_details(id, edit, work=work, by=by)
        await record(by=by, verb="edit_company", noun="company", subject=id,
                     before={"version": edit.version}, after={"version": edit.version + 1})  # fmt: skip
        return Done(id, edit.version + 1)


async def share_company(*, id: UUID, receivers: list[UUID], by: Viewer) -> Done:
    """Let exactly these bodies read the listing; who newly may is told."""
    async with unit_of_work(by) as work:
        company = await company_of(id=id, by=by)
        if refusal := may_share(by, company):
            raise NotAllowed(refusal)
        wanted, had = set(receivers), set(company.receivers)
        for receiver in sorted(wanted - had):
            found = await body(id=receiver, by=by)
            if found is None or found.kind not in ("prefecture", "union") or found.id == by.organisation:
                raise RuleBroken("共有する先は、ほかの都道府県か組合から選んでください。", field="receivers")
            await _share(id, receiver, company.row.name, work=work, by=by)
        gone = list(had - wanted)
        if gone:
            await CompanyShare.delete().where((CompanyShare.company == id) & CompanyShare.receiver.is_in(gone))
        await record(by=by, verb="share_company", noun="company", subject=id,
                     before={"receivers": len(had)}, after={"receivers": len(wanted)})  # fmt: skip
        return Done(id)


async def _share(id: UUID, receiver: UUID, name: str, *, work: Work, by: Viewer) -> None:
    share = work.new_id()
    await CompanyShare.insert(
        CompanyShare(id=share, company=id, granted_by=by.organisation, receiver=receiver, created_at=work.now)
    )
    await tell_body(
        organisation=receiver, right=Right.READ_COMPANIES, key=f"company-shared-{share}", by=by,
        subject=f"{name}が企業の一覧に加わりました", body="役割と人数、条件、取引先、連絡先を見られます。",
        link=f"/companies/{id}",
    )  # fmt: skip


async def _write_details(id: UUID, listing: Listing, *, work: Work, by: Viewer) -> None:
    """Offers and dealings as the listing says; what it does not name goes."""
    towns = {dealing.municipality for dealing in listing.dealings}
    if towns - (await towns_by_id(ids=towns, by=by)).keys():
        raise RuleBroken("取引先の市区町村を、団体コードか名前で書き直してください。", field="dealing_lines")
    await CompanyOffer.delete().where(CompanyOffer.company == id)
    for role, headcount in listing.offers().items():
        await CompanyOffer.insert(CompanyOffer(id=work.new_id(), company=id, role=role, headcount=headcount))
    await CompanyDealing.delete().where(CompanyDealing.company == id)
    for dealing in listing.dealings:
        await CompanyDealing.insert(CompanyDealing(id=work.new_id(), company=id, **dealing.model_dump()))
