"""Whom passkeys are for, by the installation's address."""

import pytest

from auth.passkeys.rules import Party, party_at


@pytest.mark.parametrize(
    ("address", "party"),
    [
        ("https://dxpool.example.lg.jp", Party("dxpool.example.lg.jp", "https://dxpool.example.lg.jp")),
        ("https://dxpool.example.lg.jp:8443/", Party("dxpool.example.lg.jp", "https://dxpool.example.lg.jp:8443")),
        ("http://127.0.0.1:8000", Party("localhost", "http://localhost:8000")),
        ("http://[::1]:8000", Party("localhost", "http://localhost:8000")),
        ("http://localhost", Party("localhost", "http://localhost")),
        ("http://dxpool.example.lg.jp", None),
        ("https://192.0.2.7", None),
        ("https://[2001:db8::7]", None),
        ("", None),
    ],
)
def test_passkeys_belong_to_a_name_behind_https_or_to_this_machine(address: str, party: Party | None) -> None:
    assert party_at(address) == party
