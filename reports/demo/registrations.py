"""The demo's accelerators: forty registered, twelve on the way."""

from datetime import timedelta
from typing import Final

from registry.accelerators import operations as accelerators
from registry.accelerators.schemas import Recommendation, Term
from reports.demo.cast import Cast, Person
from reports.demo.timeline import Timeline

REGISTERED: Final = 40
ON_THE_WAY: Final = 12


async def register_accelerators(people: list[Person], cast: Cast, timeline: Timeline) -> int:
    """Recommend, check and register; the last few wait for the ministry. Returns how many are registered."""
    for position, person in enumerate(people[: REGISTERED + ON_THE_WAY]):
        timeline.days_ago(260 - position * 5)
        recommendation = Recommendation(member=person.id, pledge=True, name_consent=True)
        id = (await accelerators.recommend(recommendation=recommendation, by=cast.bodies[person.pool])).id
        if position >= REGISTERED:
            continue
        await accelerators.check(id=id, by=cast.ministry)
        first = timeline.today
        term = Term(first_day=first, last_day=first + timedelta(days=730))
        await accelerators.register(id=id, term=term, by=cast.ministry)
        if position % 4:
            await accelerators.begin_name_use(id=id, by=cast.ministry)
    return min(REGISTERED, len(people))
