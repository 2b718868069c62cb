"""Building the demo world from an empty database with its reference data."""

from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from auth.accounts.operations import NewAccount, open_account
from auth.accounts.queries import demo_accounts
from auth.inbox.operations import mark_read
from auth.inbox.queries import latest_notices
from auth.permissions.rules import Role
from auth.viewer import Viewer
from foundation.database.clock import clock_set_to
from foundation.database.unit_of_work import unit_of_work
from foundation.text.dates import today_jst
from foundation.text.ids import body_id
from reports.demo.agreements import carry_agreements, word_agreements
from reports.demo.assignments import live_on
from reports.demo.cast import HIROSHIMA, KEPT_FREE, POOLS, TOWNS, Cast, gather_cast
from reports.demo.consents import ask_names
from reports.demo.courses import train
from reports.demo.employment import declare_conflicts, employ, negotiate
from reports.demo.experts import share_experts
from reports.demo.funding import count_costs
from reports.demo.joint_needs import join_neighbours
from reports.demo.network import meet
from reports.demo.next_year import plan_next_year
from reports.demo.papers import draw_up_papers
from reports.demo.people import fill_pools
from reports.demo.plans import plan_ahead
from reports.demo.privacy import ask_about_own_data
from reports.demo.programme import count_the_day, run_programme
from reports.demo.records import tell_records
from reports.demo.recruiting import call_for, recruit
from reports.demo.registers import fill_registers
from reports.demo.registrations import register_accelerators
from reports.demo.requests import SHARE, tell_needs
from reports.demo.searches import keep_searches
from reports.demo.support import log_support
from reports.demo.talk import talk
from reports.demo.timeline import Timeline
from reports.demo.trust import let_others_in
from reports.demo.unions import employ_by_union
from reports.demo.uploads import send_a_roster

LAST_ACCOUNT: Final = NewAccount("demo-15", "人見（広島県・読むだけ）", "監査担当", demo=True)
"""Opened at the very end: where it is missing, the building was interrupted."""

NEW_FOR: Final = 5
"""Notices of so many days are left unread."""


class DemoBuilt(Struct, frozen=True):
    """What was built."""

    as_of: date
    members: int
    needs: int
    people_at_work: int
    proposals_on_their_way: int
    sessions: int
    accelerators: int


class HalfBuilt(Exception):
    """An earlier building was interrupted; the message says what to do."""


async def demo_is_there() -> bool:
    """Whether this database has its demo world already; it is never built twice. Raises `HalfBuilt`."""
    logins = {account.login for account in await demo_accounts()}
    if logins and LAST_ACCOUNT.login not in logins:
        raise HalfBuilt(
            "デモの世界を作る途中で止まっています。データの置き場所（DXPOOL_HOME、なければ .dxpool）を消してから、"
            "もう一度動かしてください。デモのほかに記録がなければ、失うものはありません。"
        )
    return bool(logins)


async def build_demo(as_of: date) -> DemoBuilt:
    """Build the world as it stands on a day. The same day gives the same world, ids included."""
    timeline = Timeline(as_of)
    with clock_set_to(timeline.clock()):
        cast = await gather_cast(timeline)
        people = await fill_pools(cast, timeline)
        await count_the_day(timeline, 80)
        needs = await tell_needs(cast, timeline)
        await declare_conflicts(people, cast, timeline)
        asked = [person for person in people if person.name not in KEPT_FREE]
        await word_agreements(cast, timeline)
        at_work = await employ(needs, asked, cast, timeline)
        await count_the_day(timeline, 50)
        free = [person for person in asked if person not in at_work]
        proposals = await negotiate(needs, free, cast, timeline)
        await join_neighbours(cast, timeline)
        await call_for(await recruit(needs, cast, timeline), cast, timeline)
        sessions = await train(at_work, cast, timeline)
        registered = await register_accelerators(people, cast, timeline)
        await count_the_day(timeline, 20)
        await count_costs(cast, timeline)
        await ask_names(people, cast, timeline)
        await talk(cast, timeline)
        await fill_registers(cast, timeline)
        await keep_searches(cast, timeline)
        await log_support(at_work, cast, timeline)
        await live_on(at_work, cast, timeline)
        await plan_next_year(at_work, cast, timeline)
        await carry_agreements(cast, timeline)
        await share_experts(at_work, cast, timeline)
        await draw_up_papers(cast, timeline)
        await tell_records(people, cast, timeline)
        await meet(at_work, cast, timeline)
        await run_programme(cast, timeline)
        await ask_about_own_data(people, cast, timeline)
        await plan_ahead(cast, timeline)
        await let_others_in(cast, timeline)
        await employ_by_union(cast, timeline)
        await send_a_roster(cast, timeline)
        timeline.days_ago(0)
        await _read_old_notices(cast, timeline)
        await open_account(LAST_ACCOUNT, role=Role.READER, by=Viewer.system(body_id(HIROSHIMA), kind="prefecture"))
    return DemoBuilt(as_of, len(people), sum(SHARE.values()), len(at_work), proposals, sessions, registered)


async def _read_old_notices(cast: Cast, timeline: Timeline) -> None:
    """Whoever can be entered has opened what came long ago: the first look shows what is new."""
    bodies = [cast.ministry, cast.company, cast.school, *(cast.bodies[code] for code in (*POOLS, *TOWNS))]
    recent = timeline.as_of - timedelta(days=NEW_FOR)
    for by in [*bodies, *cast.members.values()]:
        async with unit_of_work(by):
            for notice in await latest_notices(by=by, limit=1000):
                if today_jst(notice.created_at) < recent:
                    await mark_read(id=notice.id, by=by)
