"""What a kept password costs whoever tries to guess it."""

from argon2 import Type, extract_parameters

from auth.accounts.passwords import HASHER, NOBODY  # as they are before tests make theirs quick


def test_a_password_costs_as_much_as_owasp_asks_and_nobodys_the_same() -> None:
    assert (HASHER.type, HASHER.memory_cost >= 19_456, HASHER.time_cost >= 2) == (Type.ID, True, True)
    nobody = extract_parameters(NOBODY)
    assert (nobody.memory_cost, nobody.time_cost) == (HASHER.memory_cost, HASHER.time_cost)
