"""What can be done with a registration."""

from typing import Any, Final
from uuid import UUID

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import NotAllowed, RuleBroken
from registry.accelerators.moving import decided, find, move, tell_pool
from registry.accelerators.queries import PURPOSE, candidate_of, findings_of
from registry.accelerators.reference import POOL, checks_of, rule_set_on
from registry.accelerators.rules import code_of, number_of, usual_last_day
from registry.accelerators.schemas import Nomination, Recommendation, RegistrationRow, Term
from registry.accelerators.tables import Registration, RegistrationCertificate, RegistrationTerm
from registry.disclosures.operations import grant
from registry.disclosures.queries import disclosed
from registry.disclosures.rules import Basis
from registry.municipalities.loading import MINISTRY

NUMBERS: Final = 500
"""Advisory lock under which numbers are given, so that two registrations at once get two."""

NEXT_PLACE: Final = (
    "select coalesce(max(right(number, 4)::integer), 0) + 1 from registration where number like $1 || '%'"
)


async def nominate(*, nomination: Nomination, by: Viewer) -> Done:
    """Keep a member of one's own pool in mind as a candidate; the ministry does not see it."""
    require(by, Right.RECOMMEND)
    async with unit_of_work(by) as work:
        await _own_member(nomination.member, by)
        id = await _begin(nomination.member, "candidate", "", work=work, by=by)
        await record(by=by, verb="nominate", noun="registration", subject=id, person=nomination.member)
        return Done(id)


async def recommend(*, recommendation: Recommendation, by: Viewer) -> Done:
    """Recommend a member of one's own pool to the ministry, which from then on sees the name, for registering only."""
    require(by, Right.RECOMMEND)
    async with unit_of_work(by) as work:
        member = recommendation.member
        await _own_member(member, by)
        candidate = await candidate_of(member=member, by=by)
        if candidate is None:
            id = await _begin(member, "recommended", recommendation.grounds, work=work, by=by)
            await record(by=by, verb="recommend", noun="registration", subject=id, person=member, purpose=PURPOSE)
        else:
            id = candidate.id
            await move(candidate, "recommend", work=work, by=by, more={
                Registration.grounds: recommendation.grounds, Registration.rule_set: rule_set_on(work.today),
            })  # fmt: skip
        rules = checks_of(rule_set_on(work.today))
        await find(id, [check.rule for check in rules if check.found_by == POOL], work=work, by=by)
        period = Period(work.today, usual_last_day(work.today))
        await grant(member=member, receiver=MINISTRY, basis=Basis.RECOMMENDATION, purpose=PURPOSE, period=period,
                    subject=id, by=by)  # fmt: skip
        await tell_body(
            organisation=MINISTRY, right=Right.REGISTER, key=f"recommended-{id}", by=by,
            subject=f"{by.organisation_name}から推薦が届きました",
            body="条件を確かめ、登録してください。", link=f"/accelerators/{id}",
        )  # fmt: skip
        return Done(id)


async def check(*, id: UUID, by: Viewer) -> Done:
    """Confirm that every rule of its set is kept. What the pool answers for is on file; the rest is found here."""
    async with unit_of_work(by) as work:
        row = await decided(id, by)
        done = await move(row, "check", work=work, by=by)
        rules = {check.rule: check for check in checks_of(row.rule_set)}
        await find(id, [rule for rule, check in rules.items() if check.found_by != POOL], work=work, by=by)
        missing = set(rules) - set(await findings_of(registration=id, by=by))
        if missing:
            words = "、".join(rules[rule].words for rule in sorted(missing))
            raise RuleBroken(f"まだ確かめていない条件があります：{words}")
        return done


async def register(*, id: UUID, term: Term, by: Viewer) -> Done:
    """Register, with the next number of the fiscal year and a code by which anybody can check the certificate."""
    _must_last(term)
    async with unit_of_work(by) as work:
        row = await decided(id, by)
        await work.connection.execute("select pg_advisory_xact_lock($1)", NUMBERS)
        year = number_of(work.today, 0).partition("-")[0]
        number = number_of(work.today, await work.connection.fetchval(NEXT_PLACE, f"{year}-"))
        done = await move(row, "register", work=work, by=by, more={Registration.number: number} | _during(term))
        await _enter_term(id, term, work)
        await RegistrationCertificate.insert(
            RegistrationCertificate(registration=id, code=code_of(work.new_id()), changed_at=work.now)
        )
        await tell_pool(row, f"登録しました（{number}）", "登録証と名刺の準備に進めます。", by=by)
        return done


async def begin_name_use(*, id: UUID, by: Viewer) -> Done:
    """The member uses the name from now on."""
    async with unit_of_work(by) as work:
        return await move(await decided(id, by), "use_name", work=work, by=by)


async def suspend(*, id: UUID, reason: str, by: Viewer) -> Done:
    """Suspend, with the reason that the pool and the member read."""
    return await _with_reason(id, "suspend", reason, "登録を停止しました", by=by)


async def resume(*, id: UUID, by: Viewer) -> Done:
    """End a suspension."""
    async with unit_of_work(by) as work:
        row = await decided(id, by)
        done = await move(row, "resume", work=work, by=by)
        await tell_pool(row, "停止を解きました", "登録はもとのまま有効です。", by=by)
        return done


async def renew(*, id: UUID, term: Term, by: Viewer) -> Done:
    """Register for another term that begins where the last one ends, or later; the number stays."""
    _must_last(term)
    async with unit_of_work(by) as work:
        row = await decided(id, by)
        if row.last_day is not None and term.first_day <= row.last_day:
            raise RuleBroken("新しい期間は、いまの期間が終わった次の日から始めてください。", field="first_day")
        held = Period(row.first_day or term.first_day, Period.inclusive(term.first_day, term.last_day).end)
        follows = row.last_day is not None and Period.inclusive(row.last_day, row.last_day).end == term.first_day
        during = {Registration.during: held.as_range()} if follows else _during(term)
        done = await move(row, "renew", work=work, by=by, more=during)
        await _enter_term(id, term, work)
        await tell_pool(
            row, "登録を更新しました", f"{term.last_day.isoformat()}まで有効です。番号は変わりません。", by=by
        )
        return done


async def strike_off(*, id: UUID, reason: str, by: Viewer) -> Done:
    """Strike off for good, with the reason that the pool and the member read."""
    return await _with_reason(id, "strike_off", reason, "登録を抹消しました", by=by)


async def _with_reason(id: UUID, verb: str, reason: str, what: str, *, by: Viewer) -> Done:
    async with unit_of_work(by) as work:
        row: RegistrationRow = await decided(id, by)
        done = await move(row, verb, work=work, by=by, reason=reason)
        await tell_pool(row, what, reason, by=by)
        return done


async def _own_member(member: UUID, by: Viewer) -> None:
    held = (await disclosed(ids=[member], by=by)).get(member, [])
    if by.organisation is None or Basis.POOL_OWNER not in [row.basis for row in held]:
        raise NotAllowed("推薦できるのは、自分の団体の人材プールに入っている人だけです。")


async def _begin(member: UUID, state: str, grounds: str, *, work: Work, by: Viewer) -> UUID:
    id = work.new_id()
    await Registration.insert(
        Registration(id=id, member=member, recommended_by=by.organisation, ministry=MINISTRY, number=None,
                     state=state, during=None, rule_set=rule_set_on(work.today), grounds=grounds,
                     created_at=work.now, changed_at=work.now)
    )  # fmt: skip
    return id


def _must_last(term: Term) -> None:
    if term.last_day < term.first_day:
        raise RuleBroken("終わりの日が、始まりの日より前です。", field="last_day")


def _during(term: Term) -> dict[Any, Any]:
    return {Registration.during: Period.inclusive(term.first_day, term.last_day).as_range()}


async def _enter_term(id: UUID, term: Term, work: Work) -> None:
    during = Period.inclusive(term.first_day, term.last_day).as_range()
    await RegistrationTerm.insert(
        RegistrationTerm(id=work.new_id(), registration=id, during=during, entered_on=work.today)
    )
