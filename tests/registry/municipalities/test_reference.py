import csv
from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

from foundation.text.tabular import read_table
from registry.municipalities.reference import Kind, Municipality, check_reference, municipalities, prefectures

OVERRIDES = files("registry.municipalities") / "reference" / "coordinate_overrides.csv"


def overrides() -> dict[str, dict[str, str]]:
    return {row["code6"]: row for row in csv.DictReader(OVERRIDES.read_text("utf-8").splitlines())}


def test_the_list_is_complete_and_every_check_digit_is_right() -> None:
    assert check_reference().complete


def test_kinds_add_up_to_japan() -> None:
    assert Counter(place.kind for place in municipalities()) == {
        Kind.DESIGNATED_CITY: 20,
        Kind.CITY: 772,
        Kind.TOWN: 743,
        Kind.VILLAGE: 183,
        Kind.SPECIAL_WARD: 23,
    }


def test_every_municipality_lies_in_a_listed_prefecture_and_in_code_order() -> None:
    codes = [place.code6 for place in municipalities()]
    assert codes == sorted(codes)
    assert {place.prefecture_code for place in municipalities()} == {place.code for place in prefectures()}
    assert all(place.code6.startswith(place.prefecture_code) for place in municipalities())


def test_the_northern_villages_are_out() -> None:
    assert not {"016951", "016969", "016977", "016985", "016993", "017001"} & {p.code6 for p in municipalities()}


def test_corrected_kana_is_used() -> None:
    kana = {place.code6: place.kana for place in municipalities()}
    assert (kana["112062"], kana["143839"]) == ("ギョウダシ", "マナヅルマチ")


def test_every_override_names_its_town_and_gives_a_reason() -> None:
    names = {place.code6: place.name for place in municipalities()}
    for code, row in overrides().items():
        assert row["name"] == names[code]
        assert len(row["reason"]) > 10
        assert (row["decision"] == "corrected") == bool(row["lat"] and row["lng"])


def test_only_corrected_overrides_change_a_coordinate() -> None:
    corrected = {code for code, row in overrides().items() if row["decision"] == "corrected"}
    assert corrected == {p.code6 for p in municipalities() if p.coordinate_source == "override"}


def test_names_and_kana_agree_with_the_public_list(real_file: Callable[[str], bytes]) -> None:
    table = read_table(real_file("municipalities.csv"), "municipalities.csv")
    code, name, kana, kind = table.positions("code6", "name", "kana", "type")
    listed = [(row[code], row[name], row[kana], row[kind]) for row in table.rows]
    assert [(p.code6, p.name, p.kana, p.kind.value) for p in municipalities()] == listed


def test_coordinates_lie_within_3_km_or_are_listed(real_file: Callable[[str], bytes]) -> None:
    table = read_table(real_file("municipalities.csv"), "municipalities.csv")
    code, lat, lng = table.positions("code6", "lat", "lng")
    offices = {row[code]: (float(row[lat]), float(row[lng])) for row in table.rows}
    far = {place.code6 for place in municipalities() if kilometres(place, offices[place.code6]) > 3}
    untouched = [p for p in municipalities() if p.coordinate_source != "override" and p.code6 not in far]
    assert far <= {code for code, row in overrides().items() if row["decision"] == "kept"}
    assert len(untouched) >= 1_690


def kilometres(place: Municipality, office: tuple[float, float]) -> float:
    (lat, lng), (to_lat, to_lng) = map(radians, (place.latitude, place.longitude)), map(radians, office)
    half = sin((to_lat - lat) / 2) ** 2 + cos(lat) * cos(to_lat) * sin((to_lng - lng) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))
