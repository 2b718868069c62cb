"""What bytes are, told by the bytes: a name or a browser's word for it is never believed."""

import codecs
from enum import StrEnum
from io import BytesIO
from zipfile import BadZipFile, ZipFile


class MediaType(StrEnum):
    """What may be kept; anything else is refused."""

    PDF = "application/pdf"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    TEXT = "text/plain"
    PNG = "image/png"
    JPEG = "image/jpeg"


_MARKS = (
    (b"%PDF-", MediaType.PDF),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"\xff\xd8\xff", MediaType.JPEG),
)
_ZIP = b"PK\x03\x04"
_WORKBOOK = "xl/workbook.xml"
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml")
"""Text that a browser might run, should a header ever fail to stop it."""
_TEXT_CONTROLS = frozenset(b"\t\n\r\x0c")


def media_type_of(content: bytes) -> MediaType | None:
    """The kind of these bytes, None where it is none of ours. A CSV is `TEXT`, in UTF-8 or Shift_JIS (cp932)."""
    for mark, kind in _MARKS:
        if content.startswith(mark):
            return kind
    if content.startswith(_ZIP):
        return MediaType.XLSX if _is_workbook(content) else None
    return MediaType.TEXT if _is_text(content) else None


def _is_workbook(content: bytes) -> bool:
    """Only the archive's directory is read; nothing is unpacked."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _WORKBOOK in archive.namelist()
    except (BadZipFile, OSError, NotImplementedError, ValueError):
        return False


def _is_text(content: bytes) -> bool:
    if not content or any(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in set(content)):
        return False
    if content.removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(_MARKUP):
        return False
    return any(_decodes(content, encoding) for encoding in ("utf-8", "cp932"))


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
