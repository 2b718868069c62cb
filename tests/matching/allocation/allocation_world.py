"""広島県の要望と人材: three small towns and a city wait for a service designer; two could come, two could not."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.engine import ENGINE
from foundation.database.unit_of_work import unit_of_work
from foundation.text.dates import add_months, first_of_month, today_jst
from registry.capacity.schemas import DaysOffered
from registry.members.operations import offer_member_days, register_member
from registry.members.schemas import NewMember
from registry.municipalities.loading import MINISTRY
from registry.needs import operations as needs
from registry.needs.requirement_schemas import Requirement
from registry.needs.schemas import HearingRecord, NeedIntake, TriageChoice
from registry.skills.queries import skills_of_scheme
from tests.world import JINSEKI, ONOMICHI, SERA, World

FACT = """
insert into municipality_fact (id, municipality, indicator, as_of, number, source, entered_at)
values ($1, $2, $3, '2026-04-01', $4, '試験用の架空の値', $5)
"""

UNCOUNTED = re.compile(
    r"^\s*(begin|commit|select set_config|select pg_advisory_unlock_all)|web_session|typeinfo_tree|'jit'", re.I
)


@dataclass(frozen=True, slots=True)
class Bench:
    """Needs by town, people by what they are here, the skill that is asked."""

    sera: UUID
    jinseki: UUID
    akiota: UUID
    onomichi: UUID
    best: UUID
    second: UUID
    producer: UUID
    far: UUID
    skill: UUID


def months() -> tuple[date, date]:
    """First day of next month, last day of the month after the next two: three whole months to come."""
    first = add_months(first_of_month(today_jst(current_clock().now())), 1)
    return first, date.fromordinal(add_months(first, 3).toordinal() - 1)


async def build_bench(world: World) -> Bench:
    """Through the operations a town and a prefecture use."""
    skill = await skill_of_scheme(world.hiroshima)
    await _facts(small=(SERA, JINSEKI), city=ONOMICHI)
    return Bench(
        sera=await matchable(world, world.sera, "窓口の書類を減らす", skill),
        jinseki=await matchable(world, world.jinseki, "申請手続のオンライン化", skill),
        akiota=await matchable(world, world.akiota, "決まりの見直し", skill),
        onomichi=await matchable(world, world.onomichi, "データ活用の進め方", skill),
        best=await person(world.hiroshima, "試野 一", skill, level=4, base=SERA),
        second=await person(world.hiroshima, "試野 二", skill, level=2, base=ONOMICHI),
        producer=await person(world.hiroshima, "試野 三", skill, level=4, base=SERA, roles=["producer"]),
        far=await person(world.hiroshima, "試野 四", skill, level=3, base=SERA, travel_limit_minutes=0),
        skill=skill,
    )


async def matchable(
    world: World, town: Viewer, title: str, skill: UUID, *, half_days: int = 4, pool: Viewer | None = None,
    form: str = "special_part_time",
) -> UUID:  # fmt: skip
    """A need of `town`, heard, triaged and with a complete requirement: `half_days` a month, one visit."""
    by = pool or world.hiroshima
    intake = NeedIntake(draft=uuid4(), title=title, story="架空の相談です。", themes=["counter"])
    need = (await needs.submit_need(intake=intake, by=town)).id
    first, last = months()
    hearing = HearingRecord.model_validate({"heard_on": "2026-11-01", "means": "online", "findings": "架空の記録。"})
    await needs.record_hearing(id=need, hearing=hearing, by=by)
    await needs.triage_need(id=need, choice=TriageChoice.model_validate({"triage": "hands_on"}), by=by)
    wanted = Requirement.model_validate(
        {"role": "service_designer", "half_days": half_days, "on_site_half_days": 2, "first_day": first,
         "last_day": last, "form": form, "skills": [{"skill": skill, "level": 2, "must": True}]}
    )  # fmt: skip
    await needs.set_requirement(id=need, requirement=wanted, by=by)
    return need


async def person(
    pool: Viewer, name: str, skill: UUID, *, level: int, base: UUID, roles: Sequence[str] = ("service_designer",),
    half_days: int = 20, travel_limit_minutes: int | None = None, forms: Sequence[str] = ("special_part_time",),
) -> UUID:  # fmt: skip
    """Somebody in the pool who offers `half_days` a month for a year."""
    new = NewMember.model_validate(
        {"name": name, "kana": "しの", "roles": list(roles), "skills": [{"skill": skill, "level": level}],
         "base": base, "on_site": True, "remote": True, "forms": list(forms),
         "travel_limit_minutes": travel_limit_minutes}
    )  # fmt: skip
    member = (await register_member(new=new, by=pool)).id
    first = first_of_month(today_jst(current_clock().now()))
    offered = DaysOffered(half_days=half_days, first_day=first, last_day=add_months(first, 12))
    await offer_member_days(id=member, offered=offered, by=pool)
    return member


async def skill_of_scheme(by: Viewer) -> UUID:
    """A skill of our own vocabulary."""
    async with unit_of_work(by):
        return (await skills_of_scheme())[0].id


async def _facts(*, small: Sequence[UUID], city: UUID) -> None:
    async with unit_of_work(Viewer.system(MINISTRY)) as work:
        for town, staff, population in [*((town, 1, 9_000) for town in small), (city, 12, 130_000)]:
            await work.connection.execute(FACT, work.new_id(), town, "dx_staff", staff, work.now)
            await work.connection.execute(FACT, work.new_id(), town, "population", population, work.now)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that count against the budget: without BEGIN, COMMIT, the context,
    the session look-up and what the driver says to the server about types and connections."""
    heard: list[str] = []
    ENGINE.statement_listeners.append(heard.append)
    try:
        yield heard
    finally:
        ENGINE.statement_listeners.remove(heard.append)
        heard[:] = [statement for statement in heard if not UNCOUNTED.search(statement)]
