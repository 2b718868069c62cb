"""Every setting stands in docs/settings.md; every dependency says why it is there."""

import re

from settings import Settings
from tests.house.repository import ROOT

SETTINGS = ROOT / "docs" / "settings.md"
GROUPS = re.compile(r"^(?:dependencies|dev|reference|bench) = \[\n(.*?)^\]", re.MULTILINE | re.DOTALL)


def variable(name: str) -> str:
    """The environment variable of a setting."""
    alias = Settings.model_fields[name].validation_alias
    return alias if isinstance(alias, str) else f"DXPOOL_{name.upper()}"


def test_every_setting_is_documented() -> None:
    documented = SETTINGS.read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert field.description, f"settings.{name} needs a description"
        row = next((line for line in documented.splitlines() if line.startswith(f"| `{variable(name)}` |")), None)
        assert row is not None, f"docs/settings.md lacks `{variable(name)}`"
        assert field.description in row, f"docs/settings.md tells something else of `{variable(name)}`"


def test_every_documented_setting_exists() -> None:
    documented = re.findall(r"^\| `([A-Z_]+)` \|", SETTINGS.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(documented) == {variable(name) for name in Settings.model_fields}


def test_every_dependency_has_its_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines = [line.strip() for group in GROUPS.findall(project) for line in group.splitlines() if line.strip()]
    assert len(lines) > 30
    without = [line for line in lines if not re.search(r'",\s+# \S+', line)]
    assert not without, f"say in a comment why each is there: {without}"
