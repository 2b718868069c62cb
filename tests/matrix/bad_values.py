"""What people, programs and attackers send by mistake or on purpose, in place of a value that fits."""

import base64
import io
import random
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

TEXTS: Final = (
    "", " ", "\u3000", "\x00", "架空\x00の人", "\ud800", "a\udfff", "\u202eabc", "\u2067架空\u2069", "\u2028", "\r\n",
    "\x1b[31m", "\ufeff", "\uffff", "𠮷野家", "葛\U000e0100城", "é" * 300, "👩‍👩‍👧‍👦" * 50, "あ" * 100_000, "x" * 4001,
    "=1+1", "＝cmd|' /C calc'!A0", "@SUM(A1)", "'; drop table need; --", "%' or '1'='1", "\\", "%", "_", "{{7*7}}",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "../../etc/passwd", "${jndi:ldap://x}", "null",
    "undefined", "on", "true", "[]", "{}", "1e999", "NaN", "-0", "１２", "十二", "0x10", "1_000", "1,000", "٣", "²",
)  # fmt: skip
NUMBERS: Final = (
    0, -1, 1, 2, 0.5, -0.0, 1e-320, 1e308, 99, 101, 32_768, 2**31 - 1, 2**31, 2**32, 2**53 + 1, 2**63 - 1, 2**63,
    -(2**63) - 1, 2**64, 10**30, 10**400, float("nan"), float("inf"), float("-inf"),
)  # fmt: skip
DATES: Final = (
    "0000-01-01", "0001-01-01", "1868-01-01", "1900-02-29", "2026-02-30", "2026-13-01", "2026-00-00", "9999-12-31",
    "9999-12-30", "10000-01-01", "-0001-01-01", "2026-4-1", "2026/04/01", "令和8年4月1日", "R99",
    "2026-04-01T23:59:60Z", "2026-04-01T00:00:00+99:00", "1775000000", "9999-12-31T23:59:59Z", "4712-01-01",
)  # fmt: skip
IDS: Final = (
    "x", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "0" * 32,
    "{00000000-0000-4000-8000-000000000000}", "urn:uuid:00000000-0000-4000-8000-000000000000",
    "00000000-0000-4000-8000-00000000000", "00000000-0000-4000-8000-00000000000g", "344621", "000000", "１２３４５６",
)  # fmt: skip
PATHS: Final = (
    "%00", "%0a", "%ED%A0%80", "%FF", "%2e%2e%2f", "%2F", "..", ".", "%E2%80%AEabc", "%F0%A0%AE%B7", "%", "%zz", "%25",
    "x" * 5000, "9" * 5000, "-1", "0", "1e5", "null", "%3Cscript%3E", "'", "%22", ";", "%20", "1;2", *IDS[:8],
)  # fmt: skip
NESTED_DEEP: Final = 300
BOMB_BYTES: Final = 64 * 1024 * 1024
MIXED: Final[tuple[Any, ...]] = (
    None, True, False, [], {}, [None], [[]], [{}], {"": ""}, {"a": {"b": []}}, ["x"] * 2000, [[["x"]]], {"x" * 500: 1},
    *TEXTS, *NUMBERS, *DATES, *IDS,
)  # fmt: skip


def deep(levels: int = NESTED_DEEP) -> Any:
    """Lists and objects in each other."""
    value: Any = "x"
    for level in range(levels):
        value = [value] if level % 2 else {"x": value}
    return value


def instead_of(value: Any, chance: random.Random) -> Any:
    """A worse value: sometimes of the same kind, sometimes of any."""
    if isinstance(value, dict) and value and chance.random() < 0.7:
        return spoilt(value, chance)
    if isinstance(value, list) and value and chance.random() < 0.6:
        return [*value, instead_of(value[0], chance)] if chance.random() < 0.7 else value * chance.choice((2, 500))
    kind = chance.random()
    if kind < 0.45:
        return chance.choice(_alike(value))
    if kind < 0.5:
        return deep()
    if kind < 0.55:
        return base64.b64encode(chance.choice(list(hostile_files().values()))).decode()
    return chance.choice(MIXED)


def _alike(value: Any) -> Sequence[Any]:
    if isinstance(value, str) and len(value) == 36 and value.count("-") == 4:
        return IDS
    if isinstance(value, str) and len(value) == 10 and value.count("-") == 2:
        return DATES
    if isinstance(value, int | float) and not isinstance(value, bool):
        return NUMBERS
    return TEXTS


def spoilt(body: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    """The body with one to three of its fields replaced, left out, or joined by what nobody asked for."""
    changed = dict(body)
    for name in chance.sample(sorted(changed), k=min(len(changed), chance.choice((1, 1, 1, 2, 3)))):
        if chance.random() < 0.15:
            del changed[name]
        else:
            changed[name] = instead_of(changed[name], chance)
    if chance.random() < 0.1:
        changed[chance.choice(("id", "state", "owner", "role", "__class__", "constructor", "\x00", "é"))] = "x"
    return changed


@cache
def hostile_files() -> dict[str, bytes]:
    """Files that are empty, broken, not what they say, or far larger than they look; by a name they may carry."""
    return {
        "empty.csv": b"",
        "nul.csv": b"\x00" * 4096,
        "half.csv": '団体コード,"氏名\n344621'.encode(),
        "wrong.csv": b"\x81\xff\xfe\xa0,\x80\n" * 50,
        "utf16.csv": "団体コード,氏名\n344621,架空".encode("utf-16"),
        "wide.csv": b",".join([b"x"] * 20_000) + b"\n",
        "long.csv": b"x" * 200_000,
        "formula.csv": "名前,備考\n=1+1,@SUM(A1)\n".encode("cp932"),
        "broken.xlsx": b"PK\x03\x04" + b"\x00" * 200,
        "empty.xlsx": _archive({}),
        "bomb.xlsx": _archive({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * BOMB_BYTES}),
        "entities.xlsx": _archive({"[Content_Types].xml": _LAUGHS, "xl/workbook.xml": _LAUGHS}),
        "aliases.yml": b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b, *b]\n",
        "tags.yml": b"!!python/object/apply:os.system ['true']\n",
        "deep.yml": b"[" * 2000,
        "endless.yml": b"skills:\n" + b"- {id: x, name: " + b"y" * 100_000 + b"}\n",
        "claims.pdf": b"%PDF-1.7\n" + b"\x00" * 100,
        "page.pdf": b"<html><script>alert(1)</script></html>",
        "../../x\x00.png": b"\x89PNG\r\n\x1a\n",
        "svg.png": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    }


_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><workbook>&c;</workbook>'
)


def _archive(members: Mapping[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return kept.getvalue()
