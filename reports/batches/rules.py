"""Many papers at once: how many, as what, and under which names."""

import re
import unicodedata
from typing import Final

KEPT_DAYS: Final = 7
LARGEST: Final = 60 * 1024 * 1024
"""Bytes of a zip; what goes beyond is named as left out."""
MEDIA: Final = {"pdf": "application/pdf", "zip": "application/zip"}

_UNSAFE: Final = re.compile(r"[^\w・ー（）()\-]+")
LONGEST: Final = 80


def entry_name(place: int, title: str, mark: str) -> str:
    """`003_配属通知_世羅町・窓口_2026-12.pdf`: a name that no file system and no unpacker trips over.

    Only letters and digits of any script and a few signs stay; the place among the entries (from 1) keeps names apart.
    """
    kept = "".join(char for char in unicodedata.normalize("NFC", title) if unicodedata.category(char) != "Cf")
    plain = _UNSAFE.sub("_", kept).strip("_.")[:LONGEST]
    return f"{place:03}_{plain or '書類'}_{_UNSAFE.sub('_', mark)}.pdf"


def file_name(papers: int, ending: str) -> str:
    """`書類60件.pdf`: it names no person."""
    return f"書類{papers}件.{ending}"


def left_out_words(count: int, whole: int) -> str:
    """`60件のうち59件をまとめました。1件は、つくれませんでした。`"""
    rest = f"{count}件は、まとめられませんでした。" if count else ""
    return f"{whole}件のうち{whole - count}件をまとめました。{rest}"
