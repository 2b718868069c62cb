"""From a registration to what its certificate and its cards say."""

from uuid import UUID

from auth.viewer import Viewer
from foundation.errors import NotFound
from foundation.text.dates import today_jst
from registry.accelerators.certificates import certificate_of, post_of, terms_of
from registry.accelerators.queries import registration
from registry.accelerators.rules import MINISTRIES, code_shown
from registry.accelerators.schemas import RegistrationRow
from registry.municipalities.loading import MINISTRY
from reports.papers.rules import TITLES, Kind
from reports.papers.schemas import Carding, Certifying, Paper

NOT_REGISTERED = "登録番号のない人の登録証と名刺はつくれません。先に登録してください。"


async def registration_paper(kind: Kind, subject: UUID, by: Viewer) -> Paper:
    """The certificate, or the sheet of cards, of a registration. Raises `NotFound` before it has a number."""
    row = await registration(id=subject, by=by)
    if row.number is None or row.first_day is None or row.last_day is None:
        raise NotFound(NOT_REGISTERED)
    terms = await terms_of(registration=subject, by=by)
    content = await (_certifying(row, by) if kind is Kind.CERTIFICATE else _carding(row, by))
    return Paper(
        kind=kind,
        subject=subject,
        issuer=MINISTRY,
        owner=MINISTRY,
        member=row.member,
        readers=[row.recommended_by, row.member],
        title=f"{TITLES[kind]}：{row.number}",
        approved_on=terms[-1].entered_on if terms else today_jst(row.changed_at),
        content=content,
    )


async def _certifying(row: RegistrationRow, by: Viewer) -> Certifying:
    certificate = await certificate_of(registration=row.id, by=by)
    assert row.first_day and row.last_day, "it is registered"
    return Certifying(
        person=row.name or "", number=row.number or "", recommended_by=row.recommended_by_name,
        first_day=row.first_day, last_day=row.last_day, code=code_shown(certificate.code) if certificate else "",
        ministries=list(MINISTRIES),
    )  # fmt: skip


async def _carding(row: RegistrationRow, by: Viewer) -> Carding:
    post = await post_of(registration=row.id, by=by)
    return Carding(
        person=row.name or "", number=row.number or "", body=post.body, division=post.division, post=post.post,
        address=post.address, phone=post.phone, email=post.email, ministries=list(MINISTRIES),
    )  # fmt: skip
