import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.text.half_days import DaysUnreadable, half_days, parse_half_days


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (1, "0.5"), (2, "1"), (3, "1.5"), (41, "20.5"), (-3, "-1.5")])
def test_half_days_are_shown_as_days(count: int, shown: str) -> None:
    assert half_days(count) == shown


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("１．５", 3),
        (" 1.5日 ", 3),
        ("1日半", 3),
        ("半日", 1),
        ("０．５", 1),
        ("2.0", 4),
        ("１０日", 20),
        ("0", 0),
    ],
)
def test_days_are_read_as_people_type_them(typed: str, count: int) -> None:
    assert parse_half_days(typed) == count


@pytest.mark.parametrize("typed", ["1.2", "", "-1", "二日", "1.5.5", "1e3", "99999", "NaN", "半"])
def test_other_texts_are_refused_with_an_example(typed: str) -> None:
    with pytest.raises(DaysUnreadable, match=r"例：1\.5"):
        parse_half_days(typed)


@given(st.integers(min_value=0, max_value=19_999))
def test_what_is_shown_can_be_typed(count: int) -> None:
    assert parse_half_days(half_days(count)) == count
