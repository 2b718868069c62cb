"""What an XLSX file is checked for before openpyxl sees it: zip bombs, hostile XML, too many cells."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from lzma import LZMAError
from struct import error as StructError
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from foundation.text.table_shape import MEBIBYTE, Limits, TableUnreadable

DAMAGED: Final = (BadZipFile, zlib.error, LZMAError, StructError, EOFError, RuntimeError, OSError, ValueError)
"""What the standard library raises on an archive whose bytes were changed."""
_MAX_PARTS = 2_000
# Honest sheets shrink 10 to 50 times, bombs about 1,000 times. Small parts shrink freely.
_MAX_RATIO = 200
_RATIO_FREE = MEBIBYTE
_SHEETS = "xl/worksheets/"
_CHUNK = 256 * 1024
_OVERLAP = 64
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)[\s/>]")

_BOMB = "展開すると大きすぎるため、開きませんでした。必要なシートだけを新しいファイルに保存し直してください。"
_BROKEN = "Excelファイルが壊れているか、保護されています。Excelで開いて保存し直してください。"
_HOSTILE = "Excelファイルに許されていない記述があるため、開きませんでした。Excelで開いて保存し直してください。"


def check_archive(content: bytes, limits: Limits) -> None:
    """Raises TableUnreadable. Nothing is unpacked before the directory's own sizes were found bearable.

    zipfile never yields more of a part than the directory declares, so a directory that lies gains nothing.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_directory(parts, limits)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_part(archive, part, limits)
    except TableUnreadable:
        raise
    except DAMAGED as error:
        raise TableUnreadable(_BROKEN) from error


def is_sheet(path: str) -> bool:
    """Whether a part lies where sheets are expected; only there are cells counted, so only those are read."""
    return path.startswith(_SHEETS) and path.endswith(".xml")


def _check_directory(parts: list[ZipInfo], limits: Limits) -> None:
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > limits.unpacked:
        raise TableUnreadable(_BOMB)
    for part in parts:
        inflated = part.file_size > max(part.compress_size, 1) * _MAX_RATIO
        held_in_memory = not is_sheet(part.filename)
        if (part.file_size > _RATIO_FREE and inflated) or (held_in_memory and part.file_size > limits.strings):
            raise TableUnreadable(_BOMB)


def _check_part(archive: ZipFile, part: ZipInfo, limits: Limits) -> None:
    tally = _Tally()
    for piece, new_from in _pieces(archive, part):
        # NUL betrays UTF-16, in which the other patterns would not be seen.
        if b"\0" in piece or b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
            raise TableUnreadable(_HOSTILE)
        if is_sheet(part.filename):
            tally.add(piece, new_from)
            limits.check_shape(rows=tally.rows, columns=tally.widest, cells=tally.cells)


class _Tally:
    """Rows and cells of a sheet as written, and the most cells of one row, which openpyxl holds whole."""

    def __init__(self) -> None:
        self.rows = self.cells = self.widest = self._in_row = 0

    def add(self, piece: bytes, end: int) -> None:
        """Count what starts before `end`; what starts after it is in the next piece again."""
        for found in _ROW_OR_CELL.finditer(piece):
            if found.start() >= end:
                return
            if found[1] == b"row":
                self.rows, self._in_row = self.rows + 1, 0
            else:
                self.cells, self._in_row = self.cells + 1, self._in_row + 1
                self.widest = max(self.widest, self._in_row)


def _pieces(archive: ZipFile, part: ZipInfo) -> Iterator[tuple[bytes, int]]:
    """Pieces that overlap by 64 bytes, each with the place where its overlap with the next begins."""
    kept = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            piece = kept + chunk
            new_from = max(len(piece) - _OVERLAP, 0)
            yield piece, new_from
            kept = piece[new_from:]
    yield kept, len(kept)
