"""Check digits of 団体コード (local government codes) and 法人番号 (corporate numbers)."""

_CODE_WEIGHTS = (6, 5, 4, 3, 2)


def code_check_digit(first_five: str) -> str:
    """Sixth digit of a 団体コード.

    Source: MIC, 全国地方公共団体コード仕様 (JIS X 0401 and 0402 plus a check digit, modulus 11).
    """
    total = sum(weight * int(digit) for weight, digit in zip(_CODE_WEIGHTS, first_five, strict=True))
    return str((11 - total % 11) % 10)


def is_code6(text: str) -> bool:
    """Whether `text` is six half-width digits whose last is the right check digit."""
    return _is_digits(text, 6) and code_check_digit(text[:5]) == text[5]


def corporate_check_digit(last_twelve: str) -> str:
    """First digit of a 法人番号. Source: 法人番号の指定等に関する省令 (2014), article 2."""
    total = sum(int(digit) * (1 + n % 2) for n, digit in enumerate(reversed(last_twelve)))
    return str(9 - total % 9)


def is_corporate_number(text: str) -> bool:
    """Whether `text` is thirteen half-width digits whose first is the right check digit."""
    return _is_digits(text, 13) and corporate_check_digit(text[1:]) == text[0]


def corporate_number_of_body(code6: str) -> str:
    """法人番号 of a local government: check digit, `000020`, 団体コード (National Tax Agency's numbering)."""
    last_twelve = "000020" + code6
    return corporate_check_digit(last_twelve) + last_twelve


def _is_digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()


def prefecture_code(digits: str) -> str:
    """The six digits of a prefecture's 団体コード from its first two."""
    return f"{digits}000{code_check_digit(f'{digits}000')}"
