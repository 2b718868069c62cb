"""Keeping bytes and opening them again: for the owner and the readers, here as under row security.

The policy of the noun that attached the file comes before it.
"""

import hashlib
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from foundation.database.context import Context
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import NotFound, RuleBroken
from foundation.files.sniffing import MediaType, media_type_of

LARGEST: Final = 10 * 1024 * 1024
"""Bytes in one file (`decisions.md` 7)."""

LONGEST_NAME: Final = 120

WORDS: Final = {
    MediaType.PDF: "PDF", MediaType.XLSX: "Excel（.xlsx）", MediaType.TEXT: "CSV", MediaType.PNG: "PNG画像",
    MediaType.JPEG: "JPEG画像",
}  # fmt: skip

INSERT = """
insert into file (id, name, media_type, sha256, bytes, owner, readers, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
"""
OPEN = """
select id, name, media_type, sha256, bytes from file
where id = $1 and (owner = any ($2::uuid[]) or readers && $2::uuid[])
"""

REMOVE = "delete from file where id = any ($1::uuid[]) and owner = any ($2::uuid[])"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A kept file, whole."""

    id: UUID
    name: str
    media_type: MediaType
    content: bytes


async def store_file(
    *,
    name: str,
    content: bytes,
    by: Context,
    readers: Iterable[UUID] = (),
    allowed: Collection[MediaType] = frozenset(MediaType),
) -> UUID:
    """Keep bytes for the viewer's body (or the member itself); `readers` are bodies and members who may open them too.

    Raises `RuleBroken` where they are too large, empty, or of a kind that is not `allowed`.
    """
    kind = check_content(name=name, content=content, allowed=allowed)
    owner = by.organisation or by.member
    assert owner is not None, "a file belongs to a body or to a member"
    async with unit_of_work(by) as work:
        id = work.new_id()
        await work.connection.execute(
            INSERT, id, clean_name(name), kind, hashlib.sha256(content).digest(), content, owner,
            sorted(set(readers)), work.now,
        )  # fmt: skip
        return id


async def open_file(*, id: UUID, by: Context) -> StoredFile:
    """A file the viewer may read. Raises `NotFound`; bytes that are not those that were kept are never handed out."""
    async with reading(by) as work:
        row = await work.connection.fetchrow(OPEN, id, [one for one in (by.organisation, by.member) if one])
    if row is None:
        raise NotFound
    assert hashlib.sha256(row["bytes"]).digest() == row["sha256"], f"file {id} was altered"
    return StoredFile(row["id"], row["name"], MediaType(row["media_type"]), row["bytes"])


async def remove_files(*, ids: Collection[UUID], by: Context) -> None:
    """Files of the viewer's own body, or the member's own, go; nobody may point to them any more."""
    async with unit_of_work(by) as work:
        owners = [one for one in (by.organisation, by.member) if one]
        await work.connection.execute(REMOVE, list(ids), owners)


def check_content(*, name: str, content: bytes, allowed: Collection[MediaType]) -> MediaType:
    """What the bytes are. Raises `RuleBroken` with what was found and what to send instead."""
    shown = clean_name(name)
    if not content:
        raise RuleBroken(f"「{shown}」は空のファイルです。何も取り込んでいません。ファイルを選び直してください。")
    if len(content) > LARGEST:
        raise RuleBroken(
            f"「{shown}」は大きすぎます（{LARGEST // 1024**2}MBまで）。何も取り込んでいません。分けて送ってください。"
        )
    kind = media_type_of(content)
    if kind is None or kind not in allowed:
        kinds = "、".join(words for value, words in WORDS.items() if value in allowed)
        raise RuleBroken(
            f"「{shown}」は受け付けられない種類のファイルです。何も取り込んでいません。受け付けるのは{kinds}です。"
        )
    return kind


def clean_name(name: str) -> str:
    """The last part of the name as sent, without what a file system or a header would trip over."""
    last = name.replace("\\", "/").rpartition("/")[2]
    visible = "".join(char for char in last if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    return visible.strip(" .")[:LONGEST_NAME] or "名称なし"
