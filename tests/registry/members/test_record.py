"""Experience, certifications, skills with proof, terms: what the person and their pools keep beyond the card."""

from datetime import date

import pytest

from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.members import careers, stating
from registry.members.matching import matching_facts
from registry.members.queries import card, kept, profile
from registry.members.record_schemas import (
    CertificationEdit,
    ExperienceEdit,
    NewCertification,
    NewExperience,
    SkillStated,
    TermsEdit,
)
from registry.members.rules import Certificate
from tests.registry.people import designer, signed_in, skill_called
from tests.world import HIROSHIMA, SERA, World

pytestmark = pytest.mark.database

COUNTER = NewExperience(
    title="書かない窓口の設計", municipality=SERA, first_day=date(2023, 4, 1), did="住民課と6か月。"
)


async def test_an_experience_proves_skills_and_is_municipal_where_it_names_a_town(world: World) -> None:
    member = await designer(by=world.hiroshima)
    skill = await skill_called("窓口・申請の設計", by=world.hiroshima)
    new = COUNTER.model_copy(update={"skills": [skill]})
    await careers.add_experience(member=member, new=new, by=world.hiroshima)
    (row,) = (await kept(id=member, by=world.hiroshima)).experiences
    assert (row.title, row.municipal, row.skills, row.last_day) == ("書かない窓口の設計", True, [skill], None)
    for outsider in (world.sera, world.ehime):
        with pytest.raises((NotFound, NotAllowed)):
            await careers.add_experience(member=member, new=new, by=outsider)


async def test_a_row_changed_meanwhile_is_a_conflict(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    id = (await careers.add_experience(member=member, new=COUNTER, by=nagi)).id
    edit = ExperienceEdit(**COUNTER.model_dump() | {"title": "窓口の設計", "version": 1})
    await careers.edit_experience(member=member, id=id, edit=edit, by=world.hiroshima)
    with pytest.raises(Conflict, match="先に変えました"):
        await careers.edit_experience(member=member, id=id, edit=edit, by=nagi)
    await careers.remove_experience(member=member, id=id, by=nagi)
    assert (await kept(id=member, by=nagi)).experiences == []


async def test_a_card_shows_a_certificate_while_it_is_in_force(world: World) -> None:
    member = await designer(by=world.hiroshima)
    given = {"code": Certificate.IT_COORDINATOR, "issued_on": date(2020, 4, 1)}
    await careers.add_certification(member=member, new=NewCertification(**given), by=world.hiroshima)
    assert (await card(id=member, by=world.sera)).certificates == ["it_coordinator"]
    (row,) = (await kept(id=member, by=world.hiroshima)).certifications
    lapsed = CertificationEdit(**given, valid_to=date(2024, 3, 31), version=1)
    await careers.edit_certification(member=member, id=row.id, edit=lapsed, by=world.hiroshima)
    assert (await card(id=member, by=world.sera)).certificates == []


async def test_what_a_proof_says_stays_with_the_pool_and_the_person(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    skill = await skill_called("クラウド", by=world.hiroshima)
    stated = SkillStated(skill=skill, level=2, seen=True, evidence="移行の報告書を見た。", version=1)
    await stating.state_skill(member=member, stated=stated, by=world.hiroshima)
    for by in (world.hiroshima, nagi):
        (proof,) = (await kept(id=member, by=by)).proofs
        assert proof.evidence == "移行の報告書を見た。"
    assert [held.verified for held in (await card(id=member, by=world.sera)).skills] == [True, True]
    with pytest.raises(RuleBroken, match="訂正の依頼"):
        await stating.state_skill(member=member, stated=stated.model_copy(update={"level": 4, "version": 2}), by=nagi)


async def test_a_lapsed_skill_leaves_the_card_and_counts_on_its_days_only(world: World) -> None:
    member = await designer(by=world.hiroshima)
    skill = await skill_called("クラウド", by=world.hiroshima)
    stated = SkillStated(skill=skill, level=2, valid_to=date(2024, 3, 31), version=1)
    await stating.state_skill(member=member, stated=stated, by=world.hiroshima)
    assert skill not in [held.skill for held in (await card(id=member, by=world.sera)).skills]
    (facts,) = await matching_facts(by=world.hiroshima)
    assert skill in facts.skills_on(date(2024, 3, 31)) and skill not in facts.skills_on(date(2024, 4, 1))


async def test_terms_are_replaced_whole_and_never_unseen(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    terms = TermsEdit(day_rate_yen=40_000, regions=[HIROSHIMA], conditions="火曜は避けたい", version=1)
    await stating.edit_terms(member=member, edit=terms, by=nagi)
    with pytest.raises(Conflict):
        await stating.edit_terms(member=member, edit=terms, by=world.hiroshima)
    own = await kept(id=member, by=world.hiroshima)
    assert (own.terms.day_rate_yen, own.terms.regions, own.terms.conditions) == (40_000, [HIROSHIMA], "火曜は避けたい")


async def test_a_pool_reads_its_own_note_and_so_does_the_person(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    assert (await profile(id=member, by=nagi, purpose="x")).note == "窓口の経験が長い。"
    assert (await kept(id=member, by=world.hiroshima)).notes == {HIROSHIMA: "窓口の経験が長い。"}
