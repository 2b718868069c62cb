import pytest

from foundation.text.codes import corporate_number_of_body, is_code6, is_corporate_number


@pytest.mark.parametrize("code", ["011002", "131016", "342025", "473821", "010006"])
def test_real_codes_pass(code: str) -> None:
    assert is_code6(code)


@pytest.mark.parametrize("code", ["011003", "101002", "11002", "0110020", "０１１００２", "01100x", "", "01100²"])
def test_wrong_digits_lengths_and_widths_fail(code: str) -> None:
    assert not is_code6(code)


@pytest.mark.parametrize(("code", "number"), [("011002", "9000020011002"), ("010006", "7000020010006")])
def test_corporate_number_of_a_local_government(code: str, number: str) -> None:
    """札幌市 and 北海道, as the National Tax Agency publishes them."""
    assert corporate_number_of_body(code) == number
    assert is_corporate_number(number)


def test_a_changed_corporate_number_fails() -> None:
    assert not is_corporate_number("8000020011002")
    assert not is_corporate_number("900002001100")
