"""History, correction requests, several pools by the person's own code."""

from datetime import timedelta

import pytest

from auth.inbox.queries import latest_notices
from foundation.database.clock import Clock, clock_set_to, current_clock
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from foundation.text.ids import uuid7
from registry.members import operations
from registry.members.corrections import ask_correction, decide_correction
from registry.members.histories import corrections, history
from registry.members.joining import join_by_code, make_code, withdraw_code
from registry.members.queries import as_registered, kept, profile
from registry.members.record_schemas import CodeTyped, CorrectionDecision, NewCorrection
from registry.members.schemas import MemberEdit, OwnContacts
from tests.registry.people import designer, signed_in
from tests.world import EHIME, HIROSHIMA, World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

RENAMED = NewCorrection(field="name", text_now="灰谷 凪", text_wanted="灰谷 渚", reason="住民票の字")


async def test_each_change_stands_with_before_after_and_by_whom(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    await operations.edit_own_contacts(contacts=OwnContacts(name="灰谷 渚", version=1), by=nagi)
    shape, version = await as_registered(id=member, by=world.hiroshima, purpose="x")
    edit = MemberEdit.model_validate(shape.model_dump() | {"roles": ["engineer"], "version": version})
    await operations.edit_member(id=member, edit=edit, by=world.hiroshima)
    roles, name, registered = await history(member=member, by=nagi)
    assert (roles.body, roles.fields) == ("広島県", {"roles": ("サービスデザイナー", "エンジニア")})
    assert (name.body, name.fields) == ("本人", {"name": ("灰谷 凪", "灰谷 渚")})
    assert registered.fields["skills"] == ("—", "窓口・申請の設計 3")
    for outsider in (world.sera, world.ehime):
        with pytest.raises(NotFound):
            await history(member=member, by=outsider)


async def test_a_pool_asks_the_person_who_decides(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    id = (await ask_correction(member=member, new=RENAMED, by=world.hiroshima)).id
    yes = CorrectionDecision(accepted=True, version=1)
    with pytest.raises(NotAllowed, match="頼まれた側"):
        await decide_correction(member=member, id=id, decision=yes, by=world.hiroshima)
    await decide_correction(member=member, id=id, decision=yes, by=nagi)
    assert (await profile(id=member, by=nagi, purpose="x")).name == "灰谷 渚"
    with pytest.raises(Conflict, match="もう答え"):
        await decide_correction(member=member, id=id, decision=yes, by=nagi)


async def test_a_person_asks_the_pool_and_reads_why_not(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    new = NewCorrection(field="skills", text_wanted="クラウドは深さ3です")
    id = (await ask_correction(member=member, new=new, by=nagi)).id
    with pytest.raises(RuleBroken, match="理由"):
        await decide_correction(
            member=member, id=id, decision=CorrectionDecision(accepted=False, version=1), by=world.hiroshima
        )
    no = CorrectionDecision(accepted=False, answer="証拠を付けてください", version=1)
    await decide_correction(member=member, id=id, decision=no, by=world.hiroshima)
    (row,) = await corrections(member=member, by=nagi)
    assert (row.state, row.answer) == ("refused", "証拠を付けてください")


async def test_another_prefecture_takes_in_by_the_persons_code_alone(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    code = (await make_code(by=nagi)).code
    for by, wrong in ((world.ehime, "ABCD-EFGH-JKLM"), (world.sera, code)):
        with pytest.raises((RuleBroken, NotAllowed)):
            await join_by_code(typed=CodeTyped(code=wrong), by=by)
    await join_by_code(typed=CodeTyped(code=code), by=world.ehime)
    assert set((await kept(id=member, by=world.ehime)).kept_by) == {HIROSHIMA, EHIME}
    seen = await profile(id=member, by=world.ehime, purpose="x")
    assert seen.name == "灰谷 凪" and seen.note == ""
    assert any("人材の内容" in notice.subject for notice in await latest_notices(by=world.hiroshima))
    with pytest.raises(RuleBroken):
        await join_by_code(typed=CodeTyped(code=code), by=world.ehime)


async def test_a_code_lapses_and_can_be_taken_back(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    old, other = await make_code(by=nagi), await make_code(by=nagi)
    await withdraw_code(id=other.id, by=nagi)
    later = current_clock().now() + timedelta(days=15)
    with clock_set_to(Clock(now=lambda: later, new_id=uuid7)):
        for code in (old.code, other.code):
            with pytest.raises(RuleBroken, match="期限切れ"):
                await join_by_code(typed=CodeTyped(code=code), by=world.ehime)
