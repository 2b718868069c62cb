"""A roster is looked at first, taken in once, and never loses a row without saying which."""

import os
from pathlib import Path
from uuid import UUID

import pytest

from foundation.errors import NotAllowed, NotFound, RuleBroken
from foundation.text.tabular import read_table, write_csv, write_xlsx
from registry.capacity.queries import offers_of
from registry.imports.operations import call_off, request_application, upload_file
from registry.imports.queries import preview, rejects, template, uploads
from registry.imports.rules import Kind
from registry.imports.tasks import apply_import
from registry.imports.telling import told_import
from registry.members.matching import matching_facts
from registry.members.operations import edit_member
from registry.members.queries import as_registered, pool_list
from registry.members.schemas import MemberEdit, SkillHeld
from tests.browser import Visit
from tests.registry.imports.working import counts, imported, sent, taken_in
from tests.registry.people import skill_called
from tests.world import World

pytestmark = pytest.mark.database

HEADER = [
    "管理番号",
    "氏名",
    "ふりがな",
    "役割",
    "スキル",
    "任用の形",
    "月の日数",
    "いつから",
    "いつまで",
    "メール",
    "備考",
]
NAGI = ["P-1", "灰谷　凪", "はいたに　なぎ", "サービスデザイナー", "窓口・申請の設計：３、クラウド", "業務委託",
        "４．５", "2027/4/1", "2028年3月31日", "nagi@example.jp", "午後がよい\n金曜は不可"]  # fmt: skip
SAKU = ["P-2", "𠮷田 朔", "よしだ さく", "エンジニア", "クラウド:2", "", "", "", "", "", ""]
REAL = Path(os.environ.get("DXPOOL_REAL_DATA", Path(__file__).parents[4] / "shared" / "data")) / "advisors_2025.csv"


async def uploaded(*rows: list[str], world: World, header: list[str] = HEADER) -> UUID:
    return await sent(*rows, header=header, by=world.hiroshima, filename="名簿.csv")


async def kept(filename: str, content: bytes, world: World) -> UUID:
    return (await upload_file(kind=Kind.MEMBERS, filename=filename, content=content, by=world.hiroshima)).id


async def applied(*rows: list[str], world: World, header: list[str] = HEADER) -> tuple[int, int, int, int]:
    return counts(await imported(*rows, header=header, by=world.hiroshima))


async def test_the_same_file_twice_changes_nothing(world: World) -> None:
    assert await applied(NAGI, SAKU, world=world) == (2, 0, 0, 0)
    before = await pool_list(by=world.hiroshima)
    assert await applied(NAGI, SAKU, world=world) == (0, 0, 2, 0)
    assert await pool_list(by=world.hiroshima) == before
    row = next(row for row in before[0] if row.name == "灰谷　凪")
    assert [(skill.name, skill.level) for skill in row.card.skills] == [("窓口・申請の設計", 3), ("クラウド", None)]
    (offer,) = await offers_of(member=row.card.id, by=world.hiroshima)
    assert (offer.half_days, str(offer.first_day), str(offer.last_day)) == (9, "2027-04-01", "2028-03-31")


async def test_applying_one_upload_again_has_one_effect(world: World) -> None:
    roster = await uploaded(NAGI, world=world)
    await taken_in(roster, by=world.hiroshima)
    await taken_in(roster, by=world.hiroshima)
    assert (await pool_list(by=world.hiroshima))[1].total == 1


async def test_a_changed_row_changes_its_person_and_keeps_what_it_does_not_say(world: World) -> None:
    await applied(NAGI, world=world)
    header, changed = ["管理番号", "氏名", "電話"], ["P-1", "灰谷 凪", "000-1111-2222"]
    assert await applied(changed, world=world, header=header) == (0, 1, 0, 0)
    (row,) = (await pool_list(by=world.hiroshima))[0]
    person, _ = await as_registered(id=row.card.id, by=world.hiroshima, purpose="確かめ")
    assert (person.name, person.phone, person.email) == ("灰谷 凪", "000-1111-2222", "nagi@example.jp")
    assert (person.roles, len(person.skills)) == (["service_designer"], 2)


async def test_preview_names_every_error_by_row_and_column_and_keeps_the_rest(world: World) -> None:
    wrong = ["P-3", "", "", "魔法使い", "窓口・申請の設計:9", "", "たくさん", "", "", "x", ""]
    half = ["P-4", "架空 花", "", "", "", "", "2", "", "", "", ""]
    twice = ["P-1", "同じ 番号", "", "", "", "", "", "", "", "", ""]
    roster = await uploaded(NAGI, wrong, half, twice, world=world)
    found = await preview(id=roster, by=world.hiroshima)
    assert [(row.row_number, row.what, row.note) for row in found.rows] == [(2, "new", "")]
    wrong_cells = {(error.row_number, error.column) for error in found.errors}
    assert wrong_cells == {(3, "氏名"), (3, "役割"), (3, "スキル"), (3, "月の日数"), (3, "メール"),
                           (4, "いつから"), (4, "いつまで"), (5, "管理番号")}  # fmt: skip
    assert "「魔法使い」" in next(error.sentence for error in found.errors if error.column == "役割")
    back = read_table(await rejects(id=roster, by=world.hiroshima), "戻り.csv")
    assert back.header == (*HEADER, "直すところ") and [row[0] for row in back.rows] == ["P-3", "P-4", "P-1"]
    assert "役割：" in back.rows[0][-1]
    assert (await taken_in(roster, by=world.hiroshima)).left_out == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
async def test_encodings_of_public_offices(world: World, encoding: str) -> None:
    rows = [HEADER, [*SAKU[:1], "吉田 朔", *SAKU[2:]]]
    content = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode(encoding)
    found = await preview(id=await kept("名簿.csv", content, world), by=world.hiroshima)
    assert [person.name for person in found.rows] == ["吉田 朔"]


async def test_excel_is_read_alike(world: World) -> None:
    content = write_xlsx(HEADER, [NAGI, SAKU], sheet="名簿")
    found = await preview(id=await kept("名簿.xlsx", content, world), by=world.hiroshima)
    assert [person.name for person in found.rows] == ["灰谷　凪", "𠮷田 朔"] and found.errors == []


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
async def test_the_template_is_read_back(world: World, ending: str) -> None:
    id = await kept(f"様式.{ending}", template(Kind.MEMBERS, ending), world)
    found = await preview(id=id, by=world.hiroshima)
    assert (found.rows, found.errors) == ([], [])


async def test_a_file_that_is_no_roster_is_refused_and_nothing_kept(world: World) -> None:
    for content in (b"", b"\x00\x01", "名前,住所\n架空,町\n".encode()):
        with pytest.raises(RuleBroken):
            await kept("何か.csv", content, world)
    assert await uploads(by=world.hiroshima) == []


async def test_a_roster_is_its_own_pools(world: World) -> None:
    roster = await uploaded(NAGI, world=world)
    with pytest.raises(NotFound):
        await preview(id=roster, by=world.ehime)
    with pytest.raises(NotFound):
        await request_application(id=roster, by=world.ehime)
    with pytest.raises(NotAllowed):
        await upload_file(kind=Kind.MEMBERS, filename="x.csv", content=b"x", by=world.sera)
    for verb in (request_application, call_off):
        with pytest.raises(NotAllowed):
            await verb(id=roster, by=world.hiroshima_reader)


ADVISORS = ["ID", "ふりがな", "氏名", "所属・役職", "主な対応分野"]


async def test_advisers_come_in_incomplete_with_tags_and_keep_what_was_completed(world: World) -> None:
    row = ["7", "かくう いちろう", "架空　一郎", "架空大学　教授\n（一社）架空の会", "観光,防災"]
    assert await applied(row, world=world, header=ADVISORS) == (1, 0, 0, 0)
    (person,) = (await pool_list(by=world.hiroshima))[0]
    assert (person.state, [(s.name, s.level) for s in person.card.skills]) == (
        "incomplete", [("観光", None), ("防災", None)],
    )  # fmt: skip
    assert await matching_facts(by=world.hiroshima) == []
    skill = await skill_called("クラウド", by=world.hiroshima)
    before, version = await as_registered(id=person.card.id, by=world.hiroshima, purpose="補う")
    whole = before.model_dump() | {"roles": ["engineer"], "version": version}
    whole["skills"] = [*before.skills, SkillHeld(skill=skill, level=3, verified=True)]
    await edit_member(id=person.card.id, edit=MemberEdit.model_validate(whole), by=world.hiroshima)
    assert await applied([*row[:4], "観光,教育"], world=world, header=ADVISORS) == (0, 1, 0, 0)
    (again,) = (await pool_list(by=world.hiroshima))[0]
    assert again.state == "active" and again.card.roles == ["engineer"]
    assert {(s.name, s.level, s.verified) for s in again.card.skills} == {
        ("クラウド", 3, True), ("観光", None, False), ("防災", None, False), ("教育", None, False),
    }  # fmt: skip


async def test_upload_preview_and_apply_in_the_browser(world: World, visit: Visit) -> None:
    hiroshima, sera = await visit("hiroshima"), await visit("sera")
    assert "列の名前と書き方" in (await hiroshima.get("/imports")).text
    for kind in ("csv", "xlsx"):
        assert (await hiroshima.get(f"/imports/templates/members/{kind}")).status_code == 200
    assert (await hiroshima.get("/imports/templates/members/exe")).status_code == 404
    hidden = {"_csrf_token": await hiroshima.token(), "_key": "k"}
    empty = await hiroshima.client.post("/imports", data=hidden | {"kind": "members"}, files={"table": ("", b"")})
    assert empty.status_code == 422 and "ファイルを選んでください" in empty.text
    content = write_csv(HEADER, [NAGI, ["P-9", "", *[""] * 9]])
    named = {"table": ("名簿\u202e.csv", content)}
    answer = await hiroshima.client.post("/imports", data=hidden | {"kind": "members"}, files=named)
    path = answer.headers["location"]
    shown = (await hiroshima.get(path)).text
    assert "灰谷　凪" in shown and "新しく登録" in shown and "空です。入力してください。" in shown
    assert "名簿.csv" in shown and "\u202e" not in shown
    assert "P-9" in (await hiroshima.get(f"{path}/rejects")).text
    assert (await sera.get(path)).status_code == 404
    assert (await hiroshima.post(f"{path}/application")).status_code == 303
    assert "順番を待っています" in (await hiroshima.get(path)).text
    await apply_import(path.rpartition("/")[2], str(world.hiroshima.account), str(world.hiroshima.organisation))
    assert "新しく1人" in (await hiroshima.get(path)).text
    assert "灰谷　凪" in (await hiroshima.get("/members")).text


async def test_an_adviser_with_an_unsafe_name_is_named_and_left_out(world: World) -> None:
    good, bad = ["1", "あ", "架空　一郎", "甲", ""], ["2", "い", "架空\u202e二郎", "乙", ""]
    assert await applied(good, bad, world=world, header=ADVISORS) == (1, 0, 0, 1)


@pytest.mark.skipif(not REAL.is_file(), reason="real data not at hand: advisors_2025.csv (set DXPOOL_REAL_DATA)")
async def test_the_published_roster_through_the_mapping(world: World) -> None:
    id = await kept(REAL.name, REAL.read_bytes(), world)
    found = await preview(id=id, by=world.hiroshima)
    assert (found.count("new"), len(found.errors), found.left_out) == (242, 0, 0)
    await taken_in(id, by=world.hiroshima)
    rows, pool = await pool_list(by=world.hiroshima)
    assert pool.total == 242 and {row.state for row in rows} == {"incomplete"}
    again = await kept(REAL.name, REAL.read_bytes(), world)
    found = await preview(id=again, by=world.hiroshima)
    assert (found.count("same"), found.count("new"), found.count("changed")) == (242, 0, 0)
    assert await matching_facts(by=world.hiroshima) == []


async def test_a_sentence_never_repeats_who_somebody_is(world: World) -> None:
    wrong = ["P-9", "架空" * 300, "かくう", "魔法使い", "", "", "", "", "", "秘密のメール", ""]
    before = await preview(id=await uploaded(wrong, world=world), by=world.hiroshima)
    told = list(told_import((before, before.upload)))
    assert any("「魔法使い」を読み取れません" in line for line in told)
    assert any("「メール」" in line for line in told)
    assert not [line for line in told if "秘密" in line or "架空" * 2 in line]
