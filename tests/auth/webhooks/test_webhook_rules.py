"""Where a webhook may lead, and how it is signed."""

import pytest

from auth.webhooks.rules import KINDS, is_target, safe_address, signature
from auth.webhooks.sending import Road, send
from tests.house.repository import modules

PRIVATE = ["10.0.0.1", "172.16.0.1", "192.168.1.1", "127.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1",
           "fe80::1", "fc00::1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "2002:a00:1::", "224.0.0.1", "ff02::1",
           "255.255.255.255", "64:ff9b::a00:1", "64:ff9b:1::1", "::a00:1", "::ffff:0:a00:1", "fec0::1", "192.0.0.192",
           "192.88.99.1"]  # fmt: skip
NO_TARGETS = ["http://hook.example.jp/", "ftp://hook.example.jp/", "https://", "https://user:secret@hook.example.jp/",
              "//hook.example.jp/", "file:///etc/passwd", "https://hook.example.jp/#x", "https://hook.example.jp:0/",
              "https://hook.example.jp:99999/", "https://ｈｏｏｋ.example.jp/", "https://[",
              "https://a℀.com", "javascript:alert(1)", ""]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_inside_is_never_asked(address: str) -> None:
    assert safe_address([address], to_this_machine=False) is None
    assert safe_address(["93.184.216.34", address], to_this_machine=False) is None, "one bad among good ones"


def test_an_address_outside_is_asked_and_this_machine_under_the_setting_of_tests_alone() -> None:
    assert safe_address(["93.184.216.34"], to_this_machine=False) == "93.184.216.34"
    assert safe_address(["2606:4700:4700::1111"], to_this_machine=False) == "2606:4700:4700::1111"
    assert safe_address([], to_this_machine=False) is None
    assert safe_address(["127.0.0.1"], to_this_machine=True) == "127.0.0.1"
    assert safe_address(["10.0.0.1"], to_this_machine=True) is None


@pytest.mark.parametrize("url", NO_TARGETS)
def test_what_is_no_target(url: str) -> None:
    assert not is_target(url, to_this_machine=False)


def test_what_is_a_target() -> None:
    assert is_target("https://hook.example.jp:8443/pool?x=1", to_this_machine=False)
    assert is_target("http://127.0.0.1:9/", to_this_machine=True)
    assert not is_target("http://hook.example.jp/", to_this_machine=True)


async def test_a_name_that_leads_inside_is_refused_when_it_is_sent() -> None:
    outcome = await send("https://localhost/", body=b"{}", headers={}, road=Road())
    assert (outcome.status, outcome.failure, outcome.delivered) == (None, "private_address", False)


def test_the_signature_is_that_of_the_standard() -> None:
    """The example that the libraries of Standard Webhooks are tested with."""
    secret, id, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}'
    expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert signature(secret, id=id, timestamp=1614265330, body=body) == expected
    assert signature(secret, id=id, timestamp=1614265331, body=body) != expected


def test_a_secret_given_out_earlier_names_the_same_bytes() -> None:
    standard, earlier = "whsec_" + "+/" * 21 + "8=", "whsec_" + "-_" * 21 + "8"
    assert signature(standard, id="x", timestamp=1, body=b"") == signature(earlier, id="x", timestamp=1, body=b"")


def test_every_kind_is_a_noun_that_the_journal_knows() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in modules() if path.name != "rules.py")
    assert not [kind for kind in KINDS if f'noun="{kind}"' not in code]
