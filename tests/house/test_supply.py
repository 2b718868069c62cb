"""What the repository hands on: no secret in it, a bill of materials with every dependency, an honest ASVS table."""

import json
import re
import shutil
import subprocess
import tomllib

import pytest

from tests.house.repository import ROOT

ASVS = ROOT / "docs" / "security" / "asvs.md"
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (met|part|no|n/a) \| (.+) \| (.+) \|$", re.MULTILINE)
REQUIREMENTS = 246
SECRETS = {
    "a private key": re.compile(r"-----BEGIN (?:RSA |EC |OPENSSH |PGP )?PRIVATE KEY"),
    "a cloud's key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a token of a forge": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[A-Za-z0-9_-]{20})\b"),
    "a signed token": re.compile(r"\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}"),
    "a password in an address": re.compile(
        r"postgresql://\w+:(?!\$|<|PASSWORD\b)[^\s@/{]{6,}@(?!localhost|127|\[|\.\.\.)"
    ),
}
BINARY = {".png", ".woff2", ".ico", ".xlsx"}


def kept() -> list[str]:
    """Every file under version control; none where there is no git."""
    try:
        told = subprocess.run(["git", "-C", ROOT, "ls-files"], capture_output=True, text=True)
    except OSError:
        return []
    return [
        name for name in told.stdout.splitlines() if not name.endswith(tuple(BINARY)) and "static/vendor" not in name
    ]


def test_no_secret_is_kept() -> None:
    names = kept()
    found = []
    for name in names:
        text = (ROOT / name).read_text(encoding="utf-8", errors="replace") if (ROOT / name).is_file() else ""
        found += [f"{name}: {what}" for what, pattern in SECRETS.items() if pattern.search(text)]
    print(f"secrets: {len(names)} files, {len(found)} found")
    assert not found, found


@pytest.mark.parametrize(
    "text",
    ["-----BEGIN PRIVATE" + " KEY-----", "AKIA" + "A" * 16, "ghp_" + "a" * 36, "postgresql://app:" + "hunter22@db/x",
     "eyJ" + "a" * 30 + ".eyJ" + "b" * 30 + "." + "c" * 30],
)  # fmt: skip
def test_the_scan_has_teeth(text: str) -> None:
    assert any(pattern.search(text) for pattern in SECRETS.values())


def test_the_bill_of_materials_names_every_dependency() -> None:
    uv = shutil.which("uv")
    if uv is None:
        pytest.skip("bill of materials: uv is not on the path")
    command = [uv, "export", "--frozen", "--quiet", "--no-dev", "--format", "cyclonedx1.5"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    names = {component["name"].lower() for component in json.loads(told.stdout)["components"]}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[\[<>=!~ ]", line)[0].lower() for line in project["dependencies"]}
    assert not wanted - names


def test_the_asvs_table_is_whole_and_names_tests_that_exist() -> None:
    rows = ROW.findall(ASVS.read_text(encoding="utf-8"))
    numbers = [number for number, *_ in rows]
    assert len(numbers) == len(set(numbers)) == REQUIREMENTS
    named = {path for *_, shown in rows for path in re.findall(r"`([^`]+)`", shown)}
    assert not {path for path in named if not (ROOT / path).exists()}
