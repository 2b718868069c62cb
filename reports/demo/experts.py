"""Experts that towns share: what each answers, what one of them answered, and what nobody answers for."""

from collections.abc import Sequence
from typing import Final

from matching.assignments.talking import about_assignment
from matching.experts.operations import ask_expert, keep_expert
from matching.experts.schemas import ExpertThemes, NewExpertQuestion
from matching.experts.talking import about_question
from registry.coordination.operations import say
from registry.coordination.schemas import NewMessage
from reports.demo.assignments import running
from reports.demo.cast import EHIME, HIROSHIMA, Cast, Person
from reports.demo.timeline import Timeline

ANSWERS_FOR: Final = (("security", "planning"), ("procurement", "cost"), ("data_use", "counter", "system_renewal"))
"""Themes of a pool's experts, one after the other."""
ANSWER: Final = "架空の規程の例をお送りします。第3条の「許可」を、課長の承認に読み替えると使えます。"
FIRST_DAY: Final = "来週の訪問は、役場の裏口からお入りください。正面は工事中です。"
COMING: Final = "承知しました。10時に伺います。"
ASKED: Final = NewExpertQuestion(
    theme="security", title="端末の持ち出しの決まり", body="規程の例があれば見せてください。"
)
UNANSWERED: Final = NewExpertQuestion(
    theme="hands", title="育休の代わりの職員", body="情報担当が半年休みます。代わりをどう探せばよいですか。"
)


async def share_experts(at_work: Sequence[Person], cast: Cast, timeline: Timeline) -> None:
    """Ehime's experts and Hiroshima's, what a town of each asked, and what is said about an assignment."""
    people = {person.id: person for person in at_work}
    for pool in (EHIME, HIROSHIMA):
        rows = await running(pool, cast)
        timeline.days_ago(9)
        members = list(dict.fromkeys(row.member for row in rows))
        for member, themes in zip(members, ANSWERS_FOR, strict=False):
            await keep_expert(kept=ExpertThemes(member=member, themes=list(themes)), by=cast.bodies[pool])
        town, expert = await cast.town_of(rows[0].municipality), await cast.member(people[rows[0].member])
        timeline.days_ago(5)
        id = (await ask_expert(question=ASKED, by=town)).id
        await ask_expert(question=UNANSWERED, by=town)
        arrival = await about_assignment(assignment=rows[0].id, by=town)
        await say(about=arrival, message=NewMessage(body=FIRST_DAY), by=town)
        timeline.days_ago(3)
        await say(about=arrival, message=NewMessage(body=COMING), by=expert)
        about = await about_question(question=id, by=town)
        answering = await cast.member(people[about.members[0]]) if about.members else cast.bodies[pool]
        await say(about=about, message=NewMessage(body=ANSWER), by=answering)
