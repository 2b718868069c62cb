"""What a file is, told by its bytes."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from foundation.errors import RuleBroken
from foundation.files.sniffing import MediaType, media_type_of
from foundation.files.store import LARGEST, check_content, clean_name


def workbook() -> bytes:
    """An honest workbook."""
    place = BytesIO()
    Workbook().save(place)
    return place.getvalue()


def archive() -> bytes:
    """A zip that is no workbook."""
    place = BytesIO()
    with ZipFile(place, "w") as written:
        written.writestr("word/document.xml", "<x/>")
    return place.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n...", MediaType.PDF),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 8, MediaType.PNG),
        (b"\xff\xd8\xff\xe0" + b"\0" * 8, MediaType.JPEG),
        ("氏名,役割\r\n架空 一郎,PM\r\n".encode(), MediaType.TEXT),
        ("氏名,役割\r\n架空 一郎,PM\r\n".encode("cp932"), MediaType.TEXT),
        (b"MZ\x90\0", None),
        (b"a,b\0c", None),
        (b"<!DOCTYPE html><script>alert(1)</script>", None),
        ("\ufeff <svg onload=x>".encode(), None),
        (b"\x80\x81\xff", None),
        (b"PK\x03\x04broken", None),
    ],
)
def test_bytes_say_what_they_are(content: bytes, kind: MediaType | None) -> None:
    assert media_type_of(content) == kind


def test_a_workbook_is_told_from_another_archive() -> None:
    assert media_type_of(workbook()) == MediaType.XLSX
    assert media_type_of(archive()) is None


def test_a_kind_that_is_not_expected_is_refused_whatever_its_name() -> None:
    with pytest.raises(RuleBroken, match="CSV"):
        check_content(name="名簿.csv", content=b"%PDF-1.7", allowed={MediaType.TEXT})


@pytest.mark.parametrize("content", [b"", b"a" * (LARGEST + 1)])
def test_empty_and_too_large_are_refused(content: bytes) -> None:
    with pytest.raises(RuleBroken, match="何も取り込んでいません"):
        check_content(name="名簿.csv", content=content, allowed=set(MediaType))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\x\\名簿.csv", "名簿.csv"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: x.csv", "aSet-Cookie: x.csv"),
        ("exe\u202etxt.csv", "exetxt.csv"),
        ("..", "名称なし"),
        ("𠮷" * 200, "𠮷" * 120),
    ],
)
def test_a_name_is_kept_without_what_trips(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept
