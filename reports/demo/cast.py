"""Whom the demo offers at sign-in, and the viewers who act in it."""

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from auth.accounts.operations import NewAccount, open_account
from auth.organisations.operations import register_body
from auth.permissions.rules import Role
from auth.signin.queries import viewer_acting
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.text.ids import body_id
from registry.frameworks.operations import found_framework
from registry.frameworks.rules import Model
from registry.frameworks.schemas import NewFramework
from registry.municipalities.loading import MINISTRY
from registry.municipalities.operations import record_facts
from registry.municipalities.queries import Town, towns_of
from reports.demo.facts import INVENTED, invented_facts
from reports.demo.timeline import Timeline

HIROSHIMA: Final = "340006"
EHIME: Final = "380008"
KUMAMOTO: Final = "430005"
NAGANO: Final = "200000"
"""Whose pool a union keeps; it is built apart from the others (`unions`)."""
POOLS: Final = (HIROSHIMA, EHIME, KUMAMOTO)
MODEL_OF: Final = {HIROSHIMA: Model.HIROSHIMA, EHIME: Model.EHIME, KUMAMOTO: Model.KUMAMOTO}
TOWNS: Final = {
    "344621": ("demo-02", "情野（世羅町）", "総務課"),
    "345458": ("demo-03", "高原（神石高原町）", "総務課"),
    "343684": ("demo-04", "太田川（安芸太田町）", "企画課"),
    "342050": ("demo-05", "坂上（尾道市）", "情報システム課"),
    "383864": ("demo-06", "久万野（久万高原町）", "総務課"),
    "384844": ("demo-07", "松緑（松野町）", "ふるさと創生課"),
}
"""The six towns that can be entered: 団体コード -> login, name, division. Logins are in the order of the story."""
HALLS: Final = {
    HIROSHIMA: ("demo-01", "田所（広島県）", "デジタル推進課", True),
    EHIME: ("demo-08", "三好野（愛媛県）", "デジタル戦略課", True),
    KUMAMOTO: ("cast-430005", "阿蘇野（熊本県）", "デジタル戦略課", False),
}
OTHERS: Final = {
    "company": NewAccount("demo-12", "青凪（企業）", "派遣窓口", demo=True),
    "school": NewAccount("demo-13", "学野（研修機関）", "研修課", demo=True),
    "ministry": NewAccount("demo-14", "霞（総務省）", "登録係", demo=True),
}
DEMO_MEMBERS: Final = {"𠮷永 灯里": "demo-09", "綾小路 まどか": "demo-10", "栁井 小春": "demo-11"}
"""Who of the pools can be entered."""
NEWCOMER: Final = "demo-18"
"""Who can be entered as well: hired, and short of the course that is asked before posting. Chance says who it is."""
KEPT_FREE: Final = frozenset({"綾小路 まどか"})
"""Nobody has asked them yet: a visitor finds somebody with all their days."""
COMPANY: Final = ("株式会社あおなぎデジタル（架空）", "アオナギデジタル")
SCHOOL: Final = ("瀬戸内自治体研修機構（架空）", "セトウチジチタイケンシュウキコウ")


@dataclass(frozen=True, slots=True)
class Person:
    """A member of a pool as the demo goes on to use them. Half-days a month."""

    id: UUID
    pool: str
    name: str
    roles: tuple[str, ...]
    half_days: int
    max_municipalities: int


@dataclass(slots=True)
class Cast:
    """Viewers by 団体コード and by member, and the three bodies without a code."""

    ministry: Viewer
    company: Viewer
    school: Viewer
    bodies: dict[str, Viewer] = field(default_factory=dict)
    towns: dict[str, list[Town]] = field(default_factory=dict)
    members: dict[UUID, Viewer] = field(default_factory=dict)
    barred: set[tuple[UUID, UUID]] = field(default_factory=set)
    """Member and town that a declared conflict keeps apart."""
    newcomer: Person | None = None
    """Hired, and short of a course; known once people and needs have found each other."""

    def hall_of(self, town: Town) -> Viewer:
        """The prefecture a town belongs to."""
        return self.bodies[next(code for code in POOLS if body_id(code) == town.prefecture)]

    async def town(self, code: str) -> Viewer:
        """Somebody who works for a town; an account is opened where there is none yet."""
        if code not in self.bodies:
            who = NewAccount(login=f"cast-{code}", display_name="町の担当 仮名", division="総務課")
            self.bodies[code] = await person_at(body_id(code), "municipality", who)
        return self.bodies[code]

    async def town_of(self, municipality: UUID) -> Viewer:
        """Somebody who works for the town of this id."""
        code = next(town.code for towns in self.towns.values() for town in towns if town.id == municipality)
        return await self.town(code)

    async def member(self, person: Person) -> Viewer:
        """A member themselves; an account is opened where there is none yet."""
        if person.id not in self.members:
            demo = NEWCOMER if person is self.newcomer else DEMO_MEMBERS.get(person.name)
            who = NewAccount(demo or f"cast-{person.id}", person.name, "人材", member=person.id, demo=bool(demo))
            keeper = self.bodies[person.pool]
            assert keeper.organisation is not None, "whoever keeps a pool acts for a body"
            done = await open_account(who, role=None, by=Viewer.system(keeper.organisation, kind=keeper.kind))
            self.members[person.id] = await viewer_of(done.id)
        return self.members[person.id]


async def gather_cast(timeline: Timeline) -> Cast:
    """Frameworks of three prefectures with all their towns, and everybody who can be entered."""
    timeline.days_ago(590)
    public = Viewer.public()
    towns = {code: await towns_of(prefecture=body_id(code), by=public) for code in POOLS}
    for code in POOLS:
        await _join_all(code, towns[code])
    timeline.days_ago(580)
    halls = {
        code: await person_at(body_id(code), "prefecture", NewAccount(login, name, division, demo=demo))
        for code, (login, name, division, demo) in HALLS.items()
    }
    company = (await register_body(kind="company", name=COMPANY[0], kana=COMPANY[1], by=halls[HIROSHIMA])).id
    school = (await register_body(kind="school", name=SCHOOL[0], kana=SCHOOL[1], by=halls[HIROSHIMA])).id
    cast = Cast(
        company=await person_at(company, "company", OTHERS["company"]),
        school=await person_at(school, "school", OTHERS["school"]),
        ministry=await person_at(MINISTRY, "ministry", OTHERS["ministry"]),
        towns=towns,
    )
    cast.bodies.update(halls)
    for code, (login, name, division) in TOWNS.items():
        who = NewAccount(login, name, division, demo=True)
        cast.bodies[code] = await person_at(body_id(code), "municipality", who)
    return cast


async def person_at(body: UUID, kind: str, who: NewAccount) -> Viewer:
    """Open an account that manages a body; returns the viewer it is when it signs in."""
    account = (await open_account(who, role=Role.MANAGER, by=Viewer.system(body, kind=kind))).id
    return await viewer_of(account)


async def viewer_of(account: UUID) -> Viewer:
    """The viewer an account is when it signs in."""
    async with unit_of_work(Viewer.public()) as work:
        viewer = await viewer_acting(work, account, None)
    assert viewer is not None, "every account of the cast holds a role or is a member's"
    return viewer


async def _join_all(pool: str, towns: list[Town]) -> None:
    by = Viewer.system(body_id(pool))
    async with unit_of_work(by) as work:
        new = NewFramework(
            prefecture=body_id(pool), model=MODEL_OF[pool], name="市町と進める推進体制（架空）", started_on=work.today,
            participants=[town.id for town in towns], source=INVENTED,
        )  # fmt: skip
        await found_framework(new=new, by=by)
        await record_facts(facts=invented_facts(towns), as_of=work.today, source=INVENTED, verb="demo_facts", by=by)
