"""CSV bytes into a Table: UTF-8 with or without BOM, else Windows' Shift_JIS (cp932)."""

import codecs
import csv
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper

from foundation.text.table_shape import Limits, Table, TableUnreadable, table_of

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHUNK = 64 * 1024


def read_csv(content: bytes, limits: Limits) -> Table:
    """Quoted newlines are kept. Raises TableUnreadable; a table too large is refused before it is built."""
    if b"\0" in content or content.startswith(_UTF16_MARKS):
        raise TableUnreadable("CSVとして読めない文字があります。UTF-8またはシフトJISのCSVで保存し直してください。")
    encoding = _encoding(content)
    _measure(content, encoding, limits)
    return table_of(list(_records(content, encoding)), encoding=encoding, sheet=None)


def _encoding(content: bytes) -> str:
    marked = content.startswith(codecs.BOM_UTF8)
    for encoding in ("utf-8-sig",) if marked else ("utf-8", "cp932"):
        if _decodes(content, encoding):
            return encoding
    raise TableUnreadable("文字コードを判別できません。UTF-8またはシフトJISのCSVで保存し直してください。")


def _decodes(content: bytes, encoding: str) -> bool:
    """Decoded piece by piece, so that a large file is never held as text at once."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for at in range(0, len(content), _CHUNK):
            decoder.decode(content[at : at + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _records(content: bytes, encoding: str) -> Iterator[list[str]]:
    lines = TextIOWrapper(BytesIO(content), encoding=encoding, newline="")
    reader = csv.reader(lines, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise TableUnreadable(
            f'CSVの{reader.line_num}行目付近で引用符（"）の組が合わないか、長すぎるセルがあります。直してから取り込んでください。'
        ) from error


def _measure(content: bytes, encoding: str, limits: Limits) -> None:
    cells = 0
    for rows, record in enumerate(_records(content, encoding), start=1):
        cells += len(record)
        limits.check_shape(rows=rows, columns=len(record), cells=cells)
