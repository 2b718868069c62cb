"""Providers written in a configuration file (TOML): the page's fields, checked as the page checks them.

A secret never stands in the file itself: `secret_file` names a file beside it, `secret_env` a variable.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from pydantic import ValidationError

from auth.providers.presets import PRESETS
from auth.providers.schemas import NewProvider
from foundation.text.ids import body_id

OURS: Final = frozenset({"body", "secret_file", "secret_env"})
FIELDS: Final = frozenset(NewProvider.model_fields) - {"secret", "version"}
WORDS: Final = {"missing": "書いてください。", "enum": "決まった値から選んでください。"}
OTHERWISE: Final = "値が正しくありません。"


@dataclass(frozen=True, slots=True)
class Entry:
    """One `[[provider]]` of the file: whose it is, and what the page would have sent."""

    body: UUID
    new: NewProvider


class FileWrong(Exception):
    """What has to be put right in the file, one line each. Nothing of it was applied."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))


def entries_of(file: Path) -> list[Entry]:
    """Every provider of the file. Raises `FileWrong` with all that is wrong in it."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileWrong([f"{file.name} を TOML として読めません：{error}"]) from error
    written = content.get("provider")
    if not isinstance(written, list) or set(content) != {"provider"}:
        raise FileWrong([f"{file.name} には [[provider]] だけを、1つ以上書いてください。"])
    wrong = [f"{number}番目の {line}" for number, one in enumerate(written, 1) for line in _wrong(one, file.parent)]
    if wrong:
        raise FileWrong(wrong)
    return [Entry(_body(str(one["body"])), _provider(one, file.parent)) for one in written]


def _wrong(written: Mapping[str, Any], folder: Path) -> Iterator[str]:
    for name in sorted(set(written) - OURS - FIELDS):
        yield f"{name}：知らない項目です。鍵は secret_file か secret_env で示してください。"
    try:
        _body(str(written["body"]))
    except (KeyError, ValueError):
        yield "body：団体コード（6桁）か団体の番号を書いてください。"
    try:
        _provider(written, folder)
    except ValidationError as error:
        for item in error.errors():
            sentence = str(item["msg"]) if "." not in item["type"] and item["type"] not in WORDS else ""
            yield f"{item['loc'][0] if item['loc'] else 'provider'}：{WORDS.get(item['type']) or _ours(sentence)}"
    except (OSError, KeyError) as error:
        yield f"鍵を読めません：{error}"


def _ours(sentence: str) -> str:
    """Our own sentences are Japanese; the library's are not for those who write the file."""
    return sentence if sentence and not sentence.isascii() else OTHERWISE


def _body(code: str) -> UUID:
    return body_id(code) if len(code) == 6 and code.isascii() and code.isdigit() else UUID(code)


def _provider(written: Mapping[str, Any], folder: Path) -> NewProvider:
    known = PRESETS.get(str(written.get("preset", "other")), PRESETS["other"])
    usual = {
        "name": known.words, "token_auth": known.token_auth, "algorithms": list(known.algorithms),
        "scopes": " ".join(known.scopes), "claims_from": known.claims_from, "groups_claim": known.groups_claim,
    }  # fmt: skip
    told = {name: value for name, value in written.items() if name in FIELDS}
    return NewProvider.model_validate({**usual, **told, "secret": _secret(written, folder)})


def _secret(written: Mapping[str, Any], folder: Path) -> str:
    if "secret_file" in written:
        return (folder / str(written["secret_file"])).read_text(encoding="utf-8").strip()
    return os.environ[str(written["secret_env"])] if "secret_env" in written else ""
