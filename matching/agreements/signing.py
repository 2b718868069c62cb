"""Signatures on the agreed paper: one body after the other; with the last one the agreement is in force."""

from collections.abc import Mapping
from uuid import UUID

from auth.journal.operations import record
from auth.permissions import Right
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, reading, unit_of_work
from foundation.errors import NotAllowed, NotFound, RuleBroken
from foundation.files.store import StoredFile, open_file, store_file
from matching.agreements.access import may_keep, may_sign_for
from matching.agreements.moving import move, tell_others
from matching.agreements.queries import agreement_page
from matching.agreements.rules import LIFE
from matching.agreements.schemas import AgreementPage
from matching.agreements.tables import Agreement, AgreementSignature
from matching.agreements.text_schemas import Signing, SigningOrder

NO_PARTY = "この団体は、この協定に加わっていません。何も記録していません。"
BEGUN = "もう署名した団体があるため、署名の順は変えられません。何も変えていません。"
EVERYBODY = "すべての団体を、一度ずつ並べてください。何も変えていません。"


async def order_signing(*, id: UUID, order: SigningOrder, by: Viewer) -> Done:
    """Decide in which order the bodies sign; the keeper's to decide, until the first signature."""
    async with unit_of_work(by):
        page = await agreement_page(id=id, by=by)
        if refusal := may_keep(by, page.agreement):
            raise NotAllowed(refusal)
        LIFE.target("order", page.agreement.state, by=by)
        if page.signatures:
            raise RuleBroken(BEGUN)
        if sorted(order.bodies) != sorted(page.agreement.bodies):
            raise RuleBroken(EVERYBODY, field="bodies")
        version = await move(page.agreement, seen=order.version, changes={Agreement.bodies: order.bodies})
        await record(by=by, verb="order", noun="agreement", subject=id, before={"bodies": page.agreement.bodies},
                     after={"bodies": order.bodies})  # fmt: skip
        return Done(id, version)


async def sign(*, id: UUID, signing: Signing, by: Viewer, scan: Mapping[str, bytes] | None = None) -> Done:
    """Record a body's signature. `scan`: the signed paper, file name -> bytes.

    Raises `RuleBroken` where another body signs first, or on a day that cannot be.
    """
    async with unit_of_work(by) as work:
        page = await agreement_page(id=id, by=by)
        LIFE.target("sign", page.agreement.state, by=by)
        _check_turn(page, signing, by)
        _check_day(page, signing, work)
        version = await move(page.agreement, seen=signing.version)
        file = None
        for name, content in (scan or {}).items():
            file = await store_file(name=name, content=content, readers=page.agreement.bodies, by=by)
        await AgreementSignature.insert(
            AgreementSignature(id=work.new_id(), agreement=id, owner=page.agreement.owner, file=file,
                               noted_by=by.organisation, created_at=work.now,
                               **signing.model_dump(exclude={"version"}))
        )  # fmt: skip
        await record(by=by, verb="sign", noun="agreement", subject=id,
                     after=signing.model_dump(mode="json", exclude={"version", "signer"}))  # fmt: skip
        signed = await agreement_page(id=id, by=by)
        if signed.next_to_sign is None:
            return Done(id, await _enter_into_force(signed, by=by))
        await tell_others(signed, f"agreement-{id}-signed-{len(signed.signatures)}", "協定書の署名が進みました",
                          f"「{page.agreement.title}」。次に署名するのは{signed.next_to_sign.organisation_name}です。",
                          right=Right.APPROVE, by=by)  # fmt: skip
        return Done(id, version)


async def open_scan(*, id: UUID, signature: UUID, by: Viewer) -> StoredFile:
    """The scanned paper of a signature. Raises `NotFound`."""
    async with reading(by):
        page = await agreement_page(id=id, by=by)
        if not any(row.id == signature and row.scanned for row in page.signatures):
            raise NotFound
        kept = await AgreementSignature.select(AgreementSignature.file).where(AgreementSignature.id == signature)
        return await open_file(id=kept[0]["file"], by=by)


def _check_turn(page: AgreementPage, signing: Signing, by: Viewer) -> None:
    if signing.organisation not in page.agreement.bodies:
        raise RuleBroken(NO_PARTY, field="organisation")
    if refusal := may_sign_for(by, page.agreement, signing.organisation):
        raise NotAllowed(refusal)
    turn = page.next_to_sign
    if turn is not None and turn.organisation != signing.organisation:
        raise RuleBroken(f"署名は順番に行います。次は{turn.organisation_name}です。何も記録していません。",
                         field="organisation")  # fmt: skip


def _check_day(page: AgreementPage, signing: Signing, work: Work) -> None:
    earliest = max((row.signed_on for row in page.signatures), default=page.agreement.concluded_on)
    if signing.signed_on > work.today:
        raise RuleBroken("署名した日は、きょうまでの日にしてください。", field="signed_on")
    if earliest is not None and signing.signed_on < earliest:
        raise RuleBroken("署名した日は、合意した日や前の団体の署名より後にしてください。", field="signed_on")


async def _enter_into_force(page: AgreementPage, *, by: Viewer) -> int:
    agreement = page.agreement
    target = LIFE.target("enter_into_force", agreement.state, by=by)
    since = max(row.signed_on for row in page.signatures)
    version = await move(agreement, changes={Agreement.state: target, Agreement.in_force_on: since})
    await record(by=by, verb="enter_into_force", noun="agreement", subject=agreement.id,
                 before={"state": agreement.state}, after={"state": target, "in_force_on": since})  # fmt: skip
    if agreement.amends is not None:
        await _replace(agreement.amends, by=by)
    await tell_others(page, f"agreement-{agreement.id}-in-force", "協定が発効しました",
                      f"「{agreement.title}」。すべての団体の署名がそろいました。",
                      right=Right.READ_EMPLOYMENT, by=by)  # fmt: skip
    return version


async def _replace(id: UUID, *, by: Viewer) -> None:
    """What this one amends is over; it stays to be read."""
    earlier = (await agreement_page(id=id, by=by)).agreement
    target = LIFE.target("replace", earlier.state, by=by)
    await move(earlier, changes={Agreement.state: target})
    await record(by=by, verb="replace", noun="agreement", subject=id, before={"state": earlier.state},
                 after={"state": target})  # fmt: skip
