"""Applying, and what an applicant does with the number: look, withdraw, answer an offer.

Nobody knows an outsider, so the system works for the posting body here, and the journal says so.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from auth.inbox.operations import tell_body, tell_member
from auth.journal.operations import record
from auth.organisations.queries import system_for
from auth.permissions import Right
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotFound, RuleBroken
from foundation.files.sniffing import MediaType
from foundation.files.store import store_file
from registry.postings.forgetting import end_round
from registry.postings.keeping import move
from registry.postings.letters import write_letter
from registry.postings.limits import TRAP, count_try
from registry.postings.queries import application_row, applications, posting_page
from registry.postings.rows import PostingPage, Received
from registry.postings.rules import (
    ACCEPTING,
    APPLICATION,
    FEW,
    MANY,
    OVER,
    POOL_CONSENT_NOW,
    forget_on,
    number_from,
    number_hash,
    receipt,
)
from registry.postings.schemas import NewApplication, NumberGiven, OfferAnswer
from registry.postings.tables import Application, ApplicationPerson

FILES: Final = frozenset({MediaType.PDF, MediaType.XLSX, MediaType.PNG, MediaType.JPEG})
CLOSED: Final = "応募の受付は終わりました。書いた内容は送られていません。ほかの募集は一覧から見られます。"
OWN_NUMBER: Final = "（応募した人だけにお送りしました）"
UNKNOWN: Final = "この確認番号の応募は見つかりません。受付のメールにある番号を確かめて、もう一度入力してください。"

ONE_BY_ONE: Final = """
select 1 from posting where id = (select posting from application where id = $1) for no key update
"""
"""Of two who accept at once the second sees the first: the places are counted one after the other."""
NOTHING: Final[Mapping[Any, Any]] = {}

Attached = tuple[str, bytes]
"""A file's name and bytes."""


async def apply(
    *, posting: UUID, new: NewApplication, files: Sequence[Attached] = (), source: str, by: Viewer
) -> Received:
    """Take an application in until the end of the last day. `by` is a member, a company, or nobody we know.

    Raises `RuleBroken` after the deadline or for a file we do not take, `TooMany`, `Conflict` where it is in already.
    """
    if new.homepage:
        raise RuleBroken(TRAP)
    await count_try("application", str(posting), new.email, most=FEW)
    await count_try("application", str(posting), source, most=FEW)
    await count_try("application", str(posting), most=MANY)
    called = await posting_page(id=posting, by=by)
    number, keeper = number_from(secrets.token_bytes(10)), await system_for(called.owner)
    async with unit_of_work(keeper) as work:
        if called.state not in ACCEPTING or called.apply_until < work.today:
            raise RuleBroken(CLOSED)
        await Application.insert(
            Application(
                id=new.application, posting=posting, owner=called.owner, member=by.member, round=called.round,
                company=by.organisation if by.kind == "company" else None, number_hash=number_hash(number),
                applied_at=work.now,
            )
        )  # fmt: skip
        _check_skills(called, new)
        kept = [await store_file(name=name, content=content, by=keeper, allowed=FILES) for name, content in files]
        await _keep_person(called, new, kept, work)
        await _tell_received(called, new, number, by=keeper)
        await record(by=keeper, verb="apply", noun="application", subject=new.application, person=by.member)
    return Received(new.application, number)


async def found_by(*, number: str, source: str) -> tuple[UUID, Viewer]:
    """The application with this number, and the system for the body that has it. Raises `NotFound`, `TooMany`."""
    await count_try("number", source, most=FEW)
    public = Viewer.public()
    async with unit_of_work(public) as work:
        row = await work.connection.fetchrow("select id, owner from application_at($1)", number_hash(number))
    if row is None:
        raise NotFound(UNKNOWN)
    return row["id"], await system_for(row["owner"])


async def withdraw_application(*, given: NumberGiven, source: str, by: Viewer) -> Done:
    """The applicant takes it back. `by` is whoever holds the number; the system acts for the posting body."""
    id, keeper = await found_by(number=given.number, source=source)
    async with unit_of_work(keeper):
        done = await _move(id, "withdraw", keeper)
        await record(by=keeper, verb="withdraw_application", noun="application", subject=id, person=by.member)
        return done


async def answer_offer(*, given: OfferAnswer, source: str, by: Viewer) -> Done:
    """The applicant accepts or declines; with the last place taken the posting is filled, without any it goes on."""
    id, keeper = await found_by(number=given.number, source=source)
    async with unit_of_work(keeper) as work:
        await work.connection.execute(ONE_BY_ONE, id)
        done = await _move(id, "accept" if given.accept else "decline", keeper, _agreed(given, work.today))
        posting = await posting_page(id=(await application_row(id=id, by=keeper)).posting, by=keeper)
        rows = [row for row in await applications(by=keeper, posting=posting.id) if row.round == posting.round]
        accepted = sum(row.state == "accepted" for row in rows)
        if accepted >= posting.places:
            await move(posting.id, "fill", seen=posting.version, by=keeper)
            await end_round(posting=posting.id, by=keeper)
        elif not any(row.state == "offered" for row in rows):
            await move(posting.id, "resume", seen=posting.version, by=keeper)
        told = "承諾しました" if given.accept else "辞退しました"
        await tell_body(
            organisation=posting.owner, right=Right.RECRUIT, key=f"offer-answer-{id}", by=keeper,
            subject=f"採用の申し出に答えがありました：{posting.title}", body=f"応募した人が{told}。",
            link=f"/applications/{id}",
        )  # fmt: skip
        await record(by=keeper, verb="answer_offer", noun="application", subject=id, person=by.member)
        return done


def _check_skills(called: PostingPage, new: NewApplication) -> None:
    named = {str(line.skill) for line in called.content.skills}
    if any(choice.partition(":")[0] not in named for choice in new.held):
        raise RuleBroken("できることは、この募集に書いてあるものから選んでください。", field="held")


def _agreed(given: OfferAnswer, today: date) -> dict[Any, Any]:
    """What the applicant agreed to with the offer, and when."""
    found: dict[Any, Any] = {}
    if given.accept and given.joins:
        found |= {Application.pool_consent: POOL_CONSENT_NOW, Application.pool_consented_on: today}
    if given.accept and given.pledges:
        found |= {Application.pledged_on: today}
    return found


async def _move(id: UUID, verb: str, keeper: Viewer, agreed: Mapping[Any, Any] = NOTHING) -> Done:
    async with unit_of_work(keeper) as work:
        application = await application_row(id=id, by=keeper)
        target = APPLICATION.target(verb, application.state, by=keeper)
        changes: dict[Any, Any] = {Application.state: target, Application.version: application.version + 1}
        if target in OVER:
            changes |= {Application.decided_at: work.now, Application.forget_on: forget_on(work.today)}
        changes |= agreed
        same = (Application.id == id) & (Application.version == application.version)
        if not await Application.update(changes).where(same).returning(Application.id):
            raise Conflict("応募の状態が、たった今変わりました。画面を開き直して確かめてください。")
        return Done(id, application.version + 1)


async def _keep_person(called: PostingPage, new: NewApplication, files: list[UUID], work: Work) -> None:
    await ApplicationPerson.insert(
        ApplicationPerson(
            application=new.application, posting=called.id, owner=called.owner, name=new.name, kana=new.kana,
            email=new.email, phone=new.phone, story=new.story, files=files, held=new.held, consent=new.consent,
            consented_at=work.now,
        )
    )  # fmt: skip


async def _tell_received(called: PostingPage, new: NewApplication, number: str, *, by: Viewer) -> None:
    told = {"title": called.title, "body": called.owner_name, "name": new.name}
    subject, body = receipt(**told, number=number)
    _, kept = receipt(**told, number=OWN_NUMBER)
    await write_letter(application=new.application, email=new.email, subject=subject, body=body, kept=kept, by=by)
    await tell_body(
        organisation=called.owner, right=Right.RECRUIT, key=f"application-{new.application}", by=by,
        subject=f"応募が届きました：{called.title}", body="締切のあと、選考を始めてください。",
        link=f"/postings/{called.id}/manage",
    )  # fmt: skip
    member = (await application_row(id=new.application, by=by)).member
    if member is not None:
        await tell_member(member=member, key=f"applied-{new.application}", by=by, subject=subject,
                          body="選考の進み具合は、募集の一覧に出ます。", link="/postings")  # fmt: skip
