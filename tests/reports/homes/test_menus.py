"""The menu is kept drawn: under who may go where, and under the place that is shown."""

from dataclasses import replace
from uuid import UUID

import pytest

from auth.permissions.rules import Role
from auth.viewer import Viewer
from reports.homes.navigation import navigation

CLERK = replace(
    Viewer.system(UUID(int=1), kind="prefecture"), account=UUID(int=2), role=Role.CLERK, account_name="田所"
)
IN_TOWN = replace(CLERK, kind="municipality")
READER = replace(CLERK, role=Role.READER)
MEMBER = replace(Viewer.system_for_person(UUID(int=5)), account=UUID(int=6), role="member")
SYSTEM_OF_OTHERS = replace(CLERK, role="client", scopes=frozenset())


def places(viewer: Viewer, path: str = "/") -> list[tuple[str, str]]:
    menu = navigation(viewer, path)
    return [] if menu is None else [(link.label, link.href) for group in menu.groups for link in group.links]


def test_colleagues_share_a_menu_and_nobody_else() -> None:
    colleague = replace(CLERK, account=UUID(int=3), account_name="三枝")
    assert navigation(CLERK, "/needs") is navigation(colleague, "/needs")
    menus = [navigation(viewer, "/needs") for viewer in (CLERK, IN_TOWN, READER, SYSTEM_OF_OTHERS)]
    assert len({id(menu) for menu in menus}) == 4
    assert "田所" not in str(menus)


def test_each_kind_has_its_own_words_and_places() -> None:
    assert ("要望", "/needs") in places(CLERK) and ("相談", "/needs") in places(IN_TOWN)
    assert "/allocation" not in dict.fromkeys(href for _, href in places(IN_TOWN))
    assert places(SYSTEM_OF_OTHERS) == []
    assert navigation(Viewer.public(), "/") is None


def test_a_member_is_led_to_their_own_entry_not_to_a_list_of_one() -> None:
    assert ("自分の登録", "/me") in places(MEMBER) and "/members" not in [href for _, href in places(MEMBER)]
    menu = navigation(MEMBER, "/mentors")
    assert menu is not None
    assert [link.href for group in menu.groups for link in group.links if link.current] == ["/events"]


def test_a_party_finds_the_settlement_and_a_pool_the_rotation() -> None:
    assert {("年度の精算", "/settlements"), ("ローテーション", "/rotations")} <= set(places(CLERK))
    assert ("年度の精算", "/settlements") in places(IN_TOWN) and "/rotations" not in str(places(IN_TOWN))


@pytest.mark.parametrize(
    ("path", "place"),
    [("/members/new", "/members"), ("/merges", "/members"), ("/joint-needs/new", "/needs"),
     ("/imports", "/municipalities"), ("/job-descriptions", "/postings/manage"), ("/settlements", "/settlements")],
)  # fmt: skip
def test_the_menu_says_where_one_is(path: str, place: str) -> None:
    menu = navigation(CLERK, path)
    assert menu is not None
    assert [link.href for group in menu.groups for link in group.links if link.current] == [place]
