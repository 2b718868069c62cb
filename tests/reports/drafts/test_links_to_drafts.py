"""Pages of `matching` lead to the right form for each paper, and a paper leads back to what it is about."""

from uuid import UUID

import pytest

from matching.appointments.papers import DRAWN, drawn_by
from reports.drafts.rules import DRAWABLE
from reports.papers.rules import PLACES, TITLES, Kind, place_of
from tests.world import World

ADDRESSES = {"assignment": "/assignments", "appointment": "/appointments", "agreement": "/agreements",
             "proposal": "/proposals", "member": "/members"}  # fmt: skip


def test_every_drawable_paper_about_a_thing_is_offered_there_by_its_name() -> None:
    offered = {(kind, thing, name) for thing, papers in DRAWN.items() for kind, name, _ in papers}
    drawable = {(kind, row.about, TITLES[kind]) for kind, row in DRAWABLE.items() if row.about in DRAWN}
    assert offered == drawable


def test_a_paper_leads_back_to_what_it_is_about() -> None:
    for kind, row in DRAWABLE.items():
        assert PLACES[kind][1] == ADDRESSES[row.about]
    assert place_of(Kind.ORDER, UUID(int=1)) is None
    assert place_of(Kind.JIREI, UUID(int=1)) == ("任用", f"/appointments/{UUID(int=1)}")


@pytest.mark.database
async def test_a_town_is_offered_what_it_issues_and_a_reader_nothing(world: World) -> None:
    pool, town = world.hiroshima.organisation, world.sera.organisation
    assert pool is not None
    own = [kind for kind, _ in drawn_by(world.sera, "assignment", pool=pool, other=town)]
    assert own == ["dispatch_request", "use_report"]
    assert len(drawn_by(world.hiroshima, "assignment", pool=pool, other=town)) == len(DRAWN["assignment"])
    assert drawn_by(world.jinseki, "assignment", pool=pool, other=town) == []
    assert drawn_by(world.hiroshima_reader, "assignment", pool=pool, other=town) == []
