"""The card's post, what the holder allows the public, and the public check of a certificate."""

from typing import Any, Final
from uuid import UUID

from msgspec import convert

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.tries import count_try
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound
from foundation.text.dates import today_jst
from registry.accelerators.access import may_keep_card
from registry.accelerators.queries import PURPOSE, registration
from registry.accelerators.rules import STANDINGS, code_typed, standing_of
from registry.accelerators.schemas import CertificateRow, Post, PostRow, RegistrationRow, Showing, TermRow, Verified
from registry.accelerators.tables import RegistrationCertificate, RegistrationPost, RegistrationTerm
from registry.members.queries import member_names

TRIES: Final = 30
WAIT: Final = "短い時間に何度も確かめられたため、しばらく受け付けません。15分たってから、もう一度お試しください。"
UNKNOWN: Final = "このコードの登録証はありません。登録証に印刷された12文字を確かめてください。"
STALE: Final = (
    "ほかの人が先に変えました。書いた内容は画面に残っています。いまの内容を確かめてから、もう一度送ってください。"
)
NOT_YET: Final = "登録証は、登録されてからできます。いまは設定できません。"

KEEP_POST: Final = """
insert into registration_post (registration, body, division, post, address, phone, email, changed_at, version)
values ($1, $2, $3, $4, $5, $6, $7, $8, 1)
on conflict (registration) do update set body = excluded.body, division = excluded.division, post = excluded.post,
    address = excluded.address, phone = excluded.phone, email = excluded.email, changed_at = excluded.changed_at,
    version = registration_post.version + 1
where registration_post.version = $9
returning version
"""


async def keep_post(*, id: UUID, post: Post, by: Viewer) -> Done:
    """Write what the card says of the person's post. Raises `NotAllowed`, `Conflict` for a stale write."""
    async with unit_of_work(by) as work:
        row = await _kept(id, by)
        version = await work.connection.fetchval(
            KEEP_POST, id, post.body, post.division, post.post, post.address, post.phone, post.email, work.now,
            post.version,
        )  # fmt: skip
        if version is None or (post.version == 0) != (version == 1):
            raise Conflict(STALE)
        await record(by=by, verb="keep_post", noun="registration", subject=id, person=row.member,
                     after=dict.fromkeys(post.model_fields_set - {"version"}, 1))  # fmt: skip
        return Done(id, version)


async def show_to_public(*, id: UUID, showing: Showing, by: Viewer) -> Done:
    """What whoever types the certificate's code may read: the number and term always, name and body if allowed."""
    async with unit_of_work(by) as work:
        row = await _kept(id, by)
        names = await member_names(ids={row.member}, by=by, purpose=PURPOSE) if showing.name else {}
        changes: dict[Any, Any] = {
            RegistrationCertificate.shown_name: names.get(row.member, ""),
            RegistrationCertificate.shown_body: (await post_of(registration=id, by=by)).body if showing.body else "",
            RegistrationCertificate.changed_at: work.now,
            RegistrationCertificate.version: showing.version + 1,
        }
        same = (RegistrationCertificate.registration == id) & (RegistrationCertificate.version == showing.version)
        if not await RegistrationCertificate.update(changes).where(same).returning(RegistrationCertificate.code):
            raise Conflict(STALE if row.number else NOT_YET)
        await record(by=by, verb="show_to_public", noun="registration", subject=id, person=row.member,
                     after={"name": showing.name, "body": showing.body})  # fmt: skip
        return Done(id, showing.version + 1)


async def post_of(*, registration: UUID, by: Viewer) -> PostRow:
    """What the card of a registration says of the post, as far as the viewer sees the registration."""
    async with reading(by):
        rows = await RegistrationPost.select().where(RegistrationPost.registration == registration)
        return convert(rows[0], PostRow) if rows else PostRow()


async def certificate_of(*, registration: UUID, by: Viewer) -> CertificateRow | None:
    """The certificate's code, None before registration."""
    async with reading(by):
        rows = await RegistrationCertificate.select().where(RegistrationCertificate.registration == registration)
        return convert(rows[0], CertificateRow) if rows else None


async def terms_of(*, registration: UUID, by: Viewer) -> list[TermRow]:
    """Every term, the first one first."""
    async with reading(by):
        mine = RegistrationTerm.registration == registration
        rows = await RegistrationTerm.select().where(mine).order_by(RegistrationTerm.during)
    periods = [(Period.of(row["during"]), row["entered_on"]) for row in rows]
    return [TermRow(held.start, held.last, entered) for held, entered in periods if held.last is not None]


async def verified(*, code: str, source: str) -> Verified:
    """What a certificate is worth today, for anybody who has its code. Raises `NotFound`, `TooMany`."""
    public = Viewer.public()
    await count_try("certificate", source, most=TRIES, wait=WAIT, by=public)
    async with reading(public) as work:
        row = await work.connection.fetchrow("select * from certificate_behind($1)", code_typed(code))
    if row is None:
        raise NotFound(UNKNOWN)
    held = Period.of(row["during"])
    assert held.last is not None, "a registration has an end"
    standing = standing_of(row["state"], held.start, held.last, today_jst(current_clock().now()))
    return Verified(
        standing=standing, words=STANDINGS[standing], number=row["number"], first_day=held.start, last_day=held.last,
        name=row["shown_name"], body=row["shown_body"],
    )  # fmt: skip


async def _kept(id: UUID, by: Viewer) -> RegistrationRow:
    row = await registration(id=id, by=by)
    if refusal := may_keep_card(by, row):
        raise NotAllowed(refusal)
    return row
