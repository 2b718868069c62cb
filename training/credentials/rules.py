"""Kinds of badges and what checking one can find: pure."""

from datetime import date
from enum import StrEnum
from typing import Final

STATUS_PLACES: Final = 131_072
"""Places of the status list: the least that keeps a person hidden in the crowd (W3C Bitstring Status List 1.0, 6.1)."""

KINDS: Final = {"registration": "自治体DXアクセラレータの登録", "training": "修了した研修"}


class Finding(StrEnum):
    """What checking a badge found."""

    VALID = "valid"
    CHANGED = "changed"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    NOT_OURS = "not_ours"
    UNREADABLE = "unreadable"


FINDINGS: Final = {
    Finding.VALID: ("有効です", "署名は正しく、内容は変えられていません。取り消されてもいません。"),
    Finding.CHANGED: ("変えられています", "署名と内容が合いません。発行したときのものではありません。"),
    Finding.REVOKED: ("取り消されています", "署名は正しいものの、発行した団体が取り消しました。"),
    Finding.SUSPENDED: ("停止中です", "署名は正しいものの、登録がいま停止されています。"),
    Finding.EXPIRED: ("期限が過ぎています", "署名は正しいものの、有効な期間が終わりました。"),
    Finding.NOT_OURS: (
        "ここで発行したものではありません", "ここで公開している鍵では確かめられません。発行元で確かめてください。",
    ),
    Finding.UNREADABLE: ("読み取れません", "バッジの文字かファイル（.jwt か .json）を、そのまま入れてください。"),
}  # fmt: skip


def finding_of(*, revoked: bool, suspended: bool, valid_until: date | None, today: date) -> Finding:
    """What is found of a badge whose signature is right; revocation weighs most."""
    if revoked:
        return Finding.REVOKED
    if suspended:
        return Finding.SUSPENDED
    if valid_until is not None and valid_until < today:
        return Finding.EXPIRED
    return Finding.VALID
