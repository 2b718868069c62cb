"""What can be done with a registration."""

from typing import Any, Final
from uuid import UUID

from auth.inbox.operations import tell_body, tell_member
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from registry.accelerators.access import may_decide
from registry.accelerators.queries import PURPOSE, findings_of, registration
from registry.accelerators.rules import FOUND_BY_POOL, LIFE, RULES, number_of, usual_last_day
from registry.accelerators.schemas import Recommendation, RegistrationRow, Term
from registry.accelerators.tables import Registration, RegistrationCheck
from registry.disclosures.operations import grant
from registry.disclosures.queries import disclosed
from registry.disclosures.rules import Basis
from registry.municipalities.loading import MINISTRY

STALE: Final = "この登録は、ほかの人が先に変えました。何も変えていません。最新の内容を確かめてください。"
NUMBERS: Final = 500
"""Advisory lock under which numbers are given, so that two registrations at once get two."""

NEXT_PLACE: Final = (
    "select coalesce(max(right(number, 4)::integer), 0) + 1 from registration where number like $1 || '%'"
)


async def recommend(*, recommendation: Recommendation, by: Viewer) -> Done:
    """Recommend a member of one's own pool to the ministry, which from then on sees the name, for registering only."""
    require(by, Right.RECOMMEND)
    async with unit_of_work(by) as work:
        member = recommendation.member
        held = (await disclosed(ids=[member], by=by)).get(member, [])
        if by.organisation is None or Basis.POOL_OWNER not in [row.basis for row in held]:
            raise NotAllowed("推薦できるのは、自分の団体の人材プールに入っている人だけです。")
        id = work.new_id()
        await Registration.insert(
            Registration(id=id, member=member, recommended_by=by.organisation, ministry=MINISTRY, number=None,
                         state="recommended", during=None, created_at=work.now, changed_at=work.now)
        )  # fmt: skip
        await _find(id, FOUND_BY_POOL, work=work, by=by)
        period = Period(work.today, usual_last_day(work.today))
        await grant(member=member, receiver=MINISTRY, basis=Basis.RECOMMENDATION, purpose=PURPOSE, period=period,
                    subject=id, by=by)  # fmt: skip
        await record(by=by, verb="recommend", noun="registration", subject=id, person=member, purpose=PURPOSE)
        await tell_body(
            organisation=MINISTRY, right=Right.REGISTER, key=f"recommended-{id}", by=by,
            subject=f"{by.organisation_name}から推薦が届きました",
            body="条件を確かめ、登録してください。", link=f"/accelerators/{id}",
        )  # fmt: skip
        return Done(id)


async def check(*, id: UUID, by: Viewer) -> Done:
    """Confirm that every rule is kept. What the pool answers for is on file; the rest is found here."""
    async with unit_of_work(by) as work:
        row = await _decided(id, by)
        done = await _move(row, "check", work=work, by=by)
        await _find(id, ["no_suspension"], work=work, by=by)
        missing = set(RULES) - set(await findings_of(registration=id, by=by))
        if missing:
            raise RuleBroken("まだ確かめていない条件があります：" + "、".join(RULES[rule] for rule in sorted(missing)))
        return done


async def register(*, id: UUID, term: Term, by: Viewer) -> Done:
    """Register, with the next number of the fiscal year."""
    if term.last_day < term.first_day:
        raise RuleBroken("終わりの日が、始まりの日より前です。", field="last_day")
    async with unit_of_work(by) as work:
        row = await _decided(id, by)
        await work.connection.execute("select pg_advisory_xact_lock($1)", NUMBERS)
        year = number_of(work.today, 0).partition("-")[0]
        place = await work.connection.fetchval(NEXT_PLACE, f"{year}-")
        during = Period.inclusive(term.first_day, term.last_day).as_range()
        number = number_of(work.today, place)
        done = await _move(row, "register", work=work, by=by, more={
            Registration.number: number, Registration.during: during,
        })  # fmt: skip
        await _tell_pool(row, f"登録しました（{number}）", "登録証と名刺の準備に進めます。", by=by)
        return done


async def begin_name_use(*, id: UUID, by: Viewer) -> Done:
    """The member uses the name from now on."""
    async with unit_of_work(by) as work:
        return await _move(await _decided(id, by), "use_name", work=work, by=by)


async def suspend(*, id: UUID, reason: str, by: Viewer) -> Done:
    """Suspend, with the reason that the pool and the member read."""
    return await _with_reason(id, "suspend", reason, "登録を停止しました", by=by)


async def resume(*, id: UUID, by: Viewer) -> Done:
    """End a suspension."""
    async with unit_of_work(by) as work:
        row = await _decided(id, by)
        done = await _move(row, "resume", work=work, by=by)
        await _tell_pool(row, "停止を解きました", "登録はもとのまま有効です。", by=by)
        return done


async def strike_off(*, id: UUID, reason: str, by: Viewer) -> Done:
    """Strike off for good, with the reason that the pool and the member read."""
    return await _with_reason(id, "strike_off", reason, "登録を抹消しました", by=by)


async def _with_reason(id: UUID, verb: str, reason: str, what: str, *, by: Viewer) -> Done:
    async with unit_of_work(by) as work:
        row = await _decided(id, by)
        done = await _move(row, verb, work=work, by=by, reason=reason)
        await _tell_pool(row, what, reason, by=by)
        return done


async def _decided(id: UUID, by: Viewer) -> RegistrationRow:
    row = await registration(id=id, by=by)
    if refusal := may_decide(by, row):
        raise NotAllowed(refusal)
    return row


async def _find(id: UUID, rules: Any, *, work: Work, by: Viewer) -> None:
    for rule in rules:
        await RegistrationCheck.insert(
            RegistrationCheck(id=work.new_id(), registration=id, rule=rule, found_by=by.organisation,
                              found_on=work.today)
        )  # fmt: skip


async def _move(
    row: RegistrationRow, verb: str, *, work: Work, by: Viewer, reason: str = "", more: dict[Any, Any] | None = None
) -> Done:
    target = LIFE.target(verb, row.state, by=by, reason=reason)
    changes = {
        Registration.state: target, Registration.reason: reason, Registration.changed_at: work.now,
        Registration.version: row.version + 1,
    } | (more or {})  # fmt: skip
    same = (Registration.id == row.id) & (Registration.version == row.version)
    if not await Registration.update(changes).where(same).returning(Registration.id):
        raise Conflict(STALE)
    await record(by=by, verb=verb, noun="registration", subject=row.id, person=row.member,
                 before={"state": row.state}, after={"state": target})  # fmt: skip
    return Done(row.id, row.version + 1)


async def _tell_pool(row: RegistrationRow, what: str, text: str, *, by: Viewer) -> None:
    subject, link = f"自治体DXアクセラレータ：{what}", f"/accelerators/{row.id}"
    key = f"registration-{row.id}-{row.version}"
    await tell_body(organisation=row.recommended_by, right=Right.RECOMMEND, key=key, by=by, subject=subject, body=text,
                    link=link)  # fmt: skip
    await tell_member(member=row.member, key=f"{key}-member", subject=subject, body=text, link=link, by=by)
