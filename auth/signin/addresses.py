"""From which address a request comes, whatever it says of itself: the connection's, or what a trusted proxy saw."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network


def networks(text: str) -> tuple[Network, ...]:
    """The networks of a setting, separated by commas. Raises ValueError for what is none."""
    return tuple(ip_network(one.strip(), strict=False) for one in text.split(",") if one.strip())


def address_of(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """The nearest address that is no proxy of ours.

    `forwarded` is X-Forwarded-For; each proxy adds at the right whom it saw, so it is read from the right, and only as
    far as the trusted proxies go: what a stranger wrote to the left of that counts for nothing.
    """
    nearest = peer
    for told in reversed([one.strip() for one in forwarded.split(",")]):
        if not _is_one_of(nearest, trusted) or not _is_address(told):
            return nearest
        nearest = told
    return nearest


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_one_of(address: str, trusted: Sequence[Network]) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in trusted)
