"""Providers from a configuration file: the same fields, the same checks, and the same however often it is applied."""

from pathlib import Path

import pytest
from click import Context
from pydantic import SecretStr

from auth.providers.commands import apply_entries
from auth.providers.files import FileWrong, entries_of
from auth.providers.queries import own_providers
from cli import main
from foundation.errors import RuleBroken
from foundation.vault.box import VAULT
from settings import Settings
from tests.world import World

RIGHT = """
[[provider]]
body = "344621"
preset = "keycloak"
name = "架空町職員ID"
issuer = "https://id.example.jp/realms/kakuu"
client_id = "dxpool"
secret_file = "secret.txt"
scopes = "openid offline_access"
group_roles = "dx-tantou=clerk"
is_open = true
"""
WRONG = """
[[provider]]
body = "34462"
issuer = "https://id.example.jp"
client_id = "dxpool"
scopes = "profile"
token_auth = "none"
secret = "in clear"

[[provider]]
body = "344621"
client_id = "dxpool"
secret_file = "absent.txt"
"""


def written(folder: Path, text: str) -> Path:
    (folder / "secret.txt").write_text("a fictional secret\n")
    (folder / "providers.toml").write_text(text)
    return folder / "providers.toml"


def test_all_that_is_wrong_is_said_at_once_and_by_number(tmp_path: Path) -> None:
    with pytest.raises(FileWrong) as refused:
        entries_of(written(tmp_path, WRONG))
    lines = str(refused.value).splitlines()
    assert [line.split("：")[0] for line in lines] == [
        "1番目の secret", "1番目の body", "1番目の token_auth", "1番目の scopes", "2番目の 鍵を読めません",
    ]  # fmt: skip
    assert "スコープには openid を含めてください。" in lines[3]


def test_the_command_line_knows_the_word() -> None:
    assert main.get_command(Context(main), "providers") is not None


@pytest.mark.parametrize("text", ["provider = 1", "", "[[provider]\n", "[[other]]\nname = 'x'"])
def test_what_is_no_such_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(FileWrong):
        entries_of(written(tmp_path, text))


@pytest.mark.database
async def test_applied_twice_is_applied_once(world: World, tmp_path: Path) -> None:
    VAULT.open_with(Settings(secret=SecretStr("only for tests")).vault_keys())
    file = written(tmp_path, RIGHT)
    assert [one["outcome"] for one in await apply_entries(entries_of(file))] == ["registered"]
    assert [one["outcome"] for one in await apply_entries(entries_of(file))] == ["same"]
    file.write_text(RIGHT.replace("dx-tantou=clerk", "dx-tantou=hr"))
    assert [one["outcome"] for one in await apply_entries(entries_of(file))] == ["changed"]
    (tmp_path / "secret.txt").write_text("another fictional secret")
    assert [one["outcome"] for one in await apply_entries(entries_of(file))] == ["changed"]
    (known,) = await own_providers(by=world.sera)
    assert (known.group_roles, known.scopes, known.is_open) == (["dx-tantou=hr"], ["openid", "offline_access"], True)
    for spoiled in (RIGHT.replace("344621", "999999"), RIGHT.replace("https://id", "http://id")):
        file.write_text(spoiled)
        with pytest.raises(RuleBroken, match="1番目"):
            await apply_entries(entries_of(file))
