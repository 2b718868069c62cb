"""Tables in files, in and out: the front of this folder's CSV and XLSX rooms."""

from foundation.text.csv_reading import read_csv
from foundation.text.table_shape import Limits, Table, TableUnreadable
from foundation.text.table_writing import Cell, write_csv, write_xlsx
from foundation.text.xlsx_reading import read_xlsx

__all__ = ["Cell", "Limits", "Table", "TableUnreadable", "read_table", "write_csv", "write_xlsx"]

_USUAL = Limits()
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"


def read_table(content: bytes, filename: str, *, limits: Limits = _USUAL) -> Table:
    """The table in a CSV or XLSX file, told apart by content; `filename` is only named in messages.

    Raises TableUnreadable with a sentence for the user.
    """
    try:
        return _read(content, limits)
    except TableUnreadable as error:
        raise TableUnreadable(f"「{filename}」を取り込めませんでした。{error}") from error


def _read(content: bytes, limits: Limits) -> Table:
    if len(content) > limits.size:
        raise TableUnreadable(f"ファイルが大きすぎます（{limits.size // 1024**2}MBまで）。分けて取り込んでください。")
    if content.startswith(_OLE):
        raise TableUnreadable(
            "古い形式（.xls）か、パスワード付きのファイルです。パスワードなしの「.xlsx」で保存し直してください。"
        )
    return read_xlsx(content, limits) if content.startswith(_ZIP) else read_csv(content, limits)
