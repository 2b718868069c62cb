"""A person and a need that match, to change one fact at a time, and random worlds around them."""

from datetime import date
from uuid import UUID

from hypothesis import strategies as st

from matching.allocation.weights import published_weights
from matching.fit.facts import NeedFacts, PersonFacts, Place, Role
from matching.fit.travel import TravelTable

WEIGHTS = published_weights(on=date(2026, 11, 20))
JANUARY, FEBRUARY, MARCH = (2027, 1), (2027, 2), (2027, 3)
FORMS_SKILL, SECURITY, CLOUD = UUID(int=101), UUID(int=102), UUID(int=103)
TOWN, OTHER_TOWN = UUID(int=201), UUID(int=202)
HOME = Place(code="990001", latitude=34.5, longitude=133.0)
NEAR = Place(code="990002", latitude=34.7, longitude=133.15)
FAR = Place(code="990003", latitude=35.6, longitude=134.9)
ISLAND = Place(code="990004", latitude=34.45, longitude=132.95)
PLACES = (HOME, NEAR, FAR, ISLAND, None)
TRAVEL = TravelTable({("990004", "990001"): 95, ("990002", "990004"): 140})

PERSON = PersonFacts(
    id=UUID(int=1),
    roles=frozenset({Role.SERVICE_DESIGNER, Role.PROJECT_MANAGER}),
    skills={FORMS_SKILL: 3, SECURITY: 2},
    capacity={JANUARY: 40, FEBRUARY: 40, MARCH: 40},
    max_municipalities=3,
    travel_limit_minutes=90,
    on_site=True,
    remote=True,
    forms=frozenset({"special_part_time"}),
    asked_rate=40_000,
    region_ranks={"north": 1, "coast": 2},
    refused_municipalities=frozenset(),
    conflicts=frozenset(),
    legal_lock=False,
    training_passed=True,
    base=HOME,
)
NEED = NeedFacts(
    id=UUID(int=2),
    municipality=TOWN,
    role=Role.SERVICE_DESIGNER,
    required_skills={FORMS_SKILL: 2},
    desired_skills={SECURITY: 2, CLOUD: 2},
    half_days=4,
    on_site_days=1,
    months=(JANUARY, FEBRUARY, MARCH),
    forms=frozenset({"special_part_time", "contract"}),
    rate_ceiling=50_000,
    region="coast",
    refused_persons=frozenset(),
    protected=True,
    priority=3,
    office=NEAR,
)

_months = st.sampled_from((JANUARY, FEBRUARY, MARCH, (2027, 4)))
_skills = st.dictionaries(st.sampled_from((FORMS_SKILL, SECURITY, CLOUD)), st.integers(1, 4), max_size=3)
_towns = st.frozensets(st.sampled_from((TOWN, OTHER_TOWN)), max_size=1)
_forms = st.frozensets(st.sampled_from(("special_part_time", "contract", "fellow")), max_size=2)
_regions = st.sampled_from(("north", "coast", "islands"))
_rates = st.none() | st.integers(0, 80_000)

people = st.builds(
    PersonFacts,
    id=st.builds(UUID, int=st.integers(1, 6)),
    roles=st.frozensets(st.sampled_from(Role)),
    skills=_skills,
    capacity=st.dictionaries(_months, st.sampled_from((0, 19, 20, 22, 24, 40, 100))),
    max_municipalities=st.integers(1, 4),
    travel_limit_minutes=st.none() | st.integers(0, 300),
    on_site=st.booleans(),
    remote=st.booleans(),
    forms=_forms,
    asked_rate=_rates,
    region_ranks=st.dictionaries(_regions, st.integers(1, 7)),
    refused_municipalities=_towns,
    conflicts=_towns,
    legal_lock=st.booleans(),
    training_passed=st.booleans(),
    base=st.sampled_from(PLACES),
)
needs = st.builds(
    NeedFacts,
    id=st.builds(UUID, int=st.integers(11, 16)),
    municipality=st.sampled_from((TOWN, OTHER_TOWN)),
    role=st.sampled_from(Role),
    required_skills=_skills,
    desired_skills=_skills,
    half_days=st.integers(1, 8),
    on_site_days=st.integers(0, 4),
    months=st.lists(_months, min_size=1, unique=True).map(lambda months: tuple(sorted(months))),
    forms=_forms,
    rate_ceiling=_rates,
    region=_regions,
    refused_persons=st.frozensets(st.builds(UUID, int=st.integers(1, 6)), max_size=2),
    protected=st.booleans(),
    priority=st.integers(0, 5),
    office=st.sampled_from(PLACES),
)
