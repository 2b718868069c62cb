"""From a question to the people it finds, in one statement with their number, facets and gains.

Part of `queries`. Words look into names only for the pool that keeps them; a card is found by what it shows.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID

import msgspec
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.faceted import Arguments, Facet, Faceted, Found, counting, found_in
from foundation.database.paging import Page
from foundation.database.scope import Condition, sql_of
from foundation.database.unit_of_work import current_work
from foundation.text.ids import body_id
from foundation.text.search import containing, search_key
from registry.capacity.queries import LEFT_ON
from registry.members.card_rows import CardRow
from registry.members.question import PeopleOrder, PeopleQuestion
from registry.members.rules import CERTIFICATES
from registry.members.schemas import PersonFound
from registry.municipalities.reference import prefecture_names
from registry.municipalities.regions import prefectures_in
from registry.skills.queries import skills_called, skills_standing_for
from registry.skills.rules import ROLES

ROW: Final = """
select shown.id, shown.state, shown.prefecture, shown.experience_band, shown.on_site, shown.remote, shown.forms,
    shown.certificates, shown.changed_at, shown.roles, shown.place,
    (select coalesce(json_agg(json_build_object('skill', s.skill, 'level', s.level,
                'verified', s.verified_by is not null) order by s.level desc nulls last, s.id), '[]')
        from card_skill s where s.member = shown.id) as skills
from shown
"""
SEEN: Final = """
select member.id, member.state, member.prefecture, member.experience_band, member.on_site, member.remote, member.forms,
    member.certificates, member.changed_at, member.roles, member.skills
from member where {}
"""
KEPT: Final = "select k.member from pool_membership k where k.pool = {pool} and k.during @> (select app_today())"
WHOLE_POOL: Final = "(select member, kana_key from member_identity offset 0)"
"""Read as a whole and hashed: by index it would be asked ten thousand times."""

NAMED: Final = """
(select i.member from member_identity i where i.search_key {like} or i.kana_key {like} offset 0)
"""
"""Read as a whole as well; asked beside the pool, not within it, so that both are hashed and neither is looped over."""

CALLED: Final = """
select i.member from member_identity i where i.search_key like $1 or i.kana_key like $1 order by i.member limit $2
"""
HOLDING: Final = "select s.member{columns} from card_skill s where s.skill = any ({skills}) group by s.member"


Standing = Mapping[UUID, set[UUID]]


class PersonRow(CardRow, frozen=True):
    """A card's row with when it last moved."""

    changed_at: datetime


class PeopleFound(Struct, frozen=True):
    """A page of found people. `facets`: filter -> choice -> how many; `gains`: filter -> how many without it."""

    rows: list[PersonFound]
    page: Page
    facets: dict[str, dict[str, int]]
    gains: dict[str, int]


async def people_found(
    question: PeopleQuestion, scope: Condition, *, by: Viewer, named: bool, counted: bool, limit: int, offset: int
) -> tuple[list[PersonRow], Found]:
    """The people of `scope` that the question finds. `named`: the viewer keeps the pool and reads its names.

    `counted`: with the counts beside every filter; without it, beside the roles alone.
    """
    where, values = sql_of(scope)
    standing = await skills_standing_for(_skills_of([question]))
    asking = await _Asking.of(question, Arguments(values), standing, by=by, named=named)
    statement = asking.faceted(SEEN.format(where), counted=counted).statement(limit=limit, offset=offset)
    record = await current_work().connection.fetchrow(statement, *asking.put.values)
    found = found_in(record)
    return msgspec.json.decode(found.rows, type=list[PersonRow]), found


async def people_called(words: str, *, limit: int) -> list[UUID]:
    """People whose name or kana holds the words, as far as row security shows them; whose name may be shown is asked
    of `member_names`."""
    rows = await current_work().connection.fetch(CALLED, containing(search_key(words)), limit)
    return [row["member"] for row in rows]


async def people_counted(
    questions: Sequence[PeopleQuestion], scope: Condition, *, by: Viewer, named: bool
) -> list[int]:
    """How many people of `scope` each question finds, in one statement."""
    where, values = sql_of(scope)
    put = Arguments(values)
    standing = await skills_standing_for(_skills_of(questions))
    asked = [await _Asking.of(question, put, standing, by=by, named=named) for question in questions]
    joins = " ".join(join for asking in asked for join in asking.joins)
    statement = counting(SEEN.format(where), joins, [asking.tests.values() for asking in asked])
    return list(await current_work().connection.fetchrow(statement, *put.values))


def _skills_of(questions: Iterable[PeopleQuestion]) -> set[UUID]:
    return {UUID(choice.partition(":")[0]) for question in questions for choice in question.skill}


class _Asking:
    """A question on its way to SQL. `standing`: a skill asked for -> every skill whose evidence counts as it."""

    def __init__(
        self, question: PeopleQuestion, put: Arguments, standing: Standing, *, by: Viewer, named: bool
    ) -> None:
        self.question, self.put, self.standing, self.by, self.named = question, put, standing, by, named
        self.tests: dict[str, str] = {}
        self.joins: list[str] = []

    @classmethod
    async def of(
        cls, question: PeopleQuestion, put: Arguments, standing: Standing, *, by: Viewer, named: bool
    ) -> "_Asking":
        asking = cls(question, put, standing, by=by, named=named)
        await asking._words()
        asking._skills()
        asking._plain()
        asking._days()
        return asking

    def faceted(self, scope: str, *, counted: bool) -> Faceted:
        """The list."""
        by_kana = self.named and self.question.order is PeopleOrder.KANA
        moved = "found.changed_at desc, found.id desc" if self.question.order is PeopleOrder.MOVED else "found.id"
        names = "member_identity" if self.tests else WHOLE_POOL
        return Faceted(
            scope=scope, tests=self.tests, facets=FACETS if counted else FACETS[:1], row=ROW,
            joins=" ".join(self.joins),
            order='names.kana_key collate "C" nulls last, found.id' if by_kana else moved,
            ordering=f"left join {names} names on names.member = found.id" if by_kana else "",
        )  # fmt: skip

    async def _words(self) -> None:
        for number, word in enumerate(self.question.words.split()):
            key = search_key(word)
            skills = await skills_called(key)
            roles = [code for code, name in ROLES.items() if key in search_key(name)]
            held = [code for code, name in CERTIFICATES.items() if key in search_key(name)]
            halls = [hall for hall, name in _halls().items() if key in name]
            ways = [
                f"seen.id in (select s.member from card_skill s where s.skill = any ({self.put.put(skills)}))"
                if skills
                else "",
                f"seen.roles && {self.put.put(roles)}::text[]" if roles else "",
                f"seen.certificates && {self.put.put(held)}::text[]" if held else "",
                f"coalesce(seen.prefecture = any ({self.put.put(halls)}), false)" if halls else "",
                self._name(key) if self.named else "",
            ]
            self.tests[f"words:{number}"] = " or ".join(way for way in ways if way) or "false"

    def _name(self, key: str) -> str:
        """Only of people whom the viewer's own pool keeps; row security asks for the open name once more."""
        like = f"like {self.put.put(containing(key))}"
        kept = KEPT.format(pool=self.put.put(self.by.organisation))
        return f"(seen.id in {NAMED.format(like=like)} and seen.id in ({kept}))"

    def _skills(self) -> None:
        wanted = [(choice, *choice.partition(":")[::2]) for choice in self.question.skill]
        if not wanted:
            return
        alias, columns = f"skilled_{len(self.put.values)}", ""
        for number, (choice, skill, level) in enumerate(wanted):
            enough = f" and s.level >= {int(level)}" if level else ""
            columns += f", bool_or(s.skill = any ({self.put.put(self._held_for(skill))}){enough}) as s{number}"
            self.tests[f"skill:{choice}"] = f"coalesce({alias}.s{number}, false)"
        skills = self.put.put(sorted({held for _, skill, _ in wanted for held in self._held_for(skill)}))
        holding = HOLDING.format(columns=columns, skills=skills)
        self.joins.append(f"left join ({holding}) {alias} on {alias}.member = seen.id")

    def _held_for(self, skill: str) -> list[UUID]:
        return sorted(self.standing[UUID(skill)])

    def _plain(self) -> None:
        asked, put = self.question, self.put.put
        if asked.role:
            self.tests["role"] = f"seen.roles && {put(asked.role)}::text[]"
        if asked.region or asked.prefecture:
            halls = put(prefectures_in(asked.region, asked.prefecture))
            self.tests["prefecture"] = f"coalesce(seen.prefecture = any ({halls}), false)"
        if asked.town and self.named:
            base = put(body_id(asked.town))
            kept = KEPT.format(pool=put(self.by.organisation))
            held = f"select t.member from member_terms t where t.base = {base} and t.member in ({kept})"
            self.tests["town"] = f"seen.id in ({held})"
        if asked.form:
            self.tests["form"] = f"seen.forms && {put(asked.form)}::text[]"
        if asked.certificate:
            self.tests["certificate"] = f"seen.certificates && {put(asked.certificate)}::text[]"
        if asked.since:
            self.tests["since"] = f"seen.changed_at > {put(asked.since)}"
        if asked.state:
            self.tests["state"] = f"seen.state = any ({put(asked.state)}::text[])"
        for place in asked.place:
            self.tests[f"place:{place}"] = f"seen.{place}"

    def _days(self) -> None:
        if self.question.days is not None:
            day = self.put.put(self.question.on or current_work().today)
            left = self.put.put(self.question.days)
            self.tests["days"] = (
                f"seen.id in (select c.member from {LEFT_ON.format(day=day)} c where c.remaining >= {left})"
            )


@cache
def _halls() -> dict[UUID, str]:
    """Each prefecture's body with its name as words are compared with it."""
    return {hall: search_key(name) for hall, name in prefecture_names().items()}


FACETS: Final[Sequence[Facet]] = (  # the first stands above every list
    Facet("role", "asked.roles", own=frozenset({"role"}), listed=True),
    Facet("prefecture", "asked.prefecture", own=frozenset({"prefecture"}), where="asked.prefecture is not null"),
    Facet("form", "asked.forms", own=frozenset({"form"}), listed=True),
    Facet("certificate", "asked.certificates", own=frozenset({"certificate"}), listed=True),
    Facet("state", "asked.state", own=frozenset({"state"})),
    Facet("place", "'on_site'", where="asked.on_site"),
    Facet("place", "'remote'", where="asked.remote"),
    Facet("skill", "asked.skills", listed=True),
    Facet("skill", "s.skill", "join card_skill_dated s on s.member = asked.id"),
)
