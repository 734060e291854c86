"""Recognise IP addresses outside the public internet, and literal addresses in any spelling.

The ranges come from IANA's special-purpose registries:
https://www.iana.org/assignments/iana-ipv4-special-registry, .../iana-ipv6-special-registry
"""

from __future__ import annotations

import socket
import unicodedata
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import unquote

Address = IPv4Address | IPv6Address

_SPECIAL_IPV4 = {
    IPv4Network("0.0.0.0/8"): "unspecified",
    IPv4Network("10.0.0.0/8"): "private",
    IPv4Network("100.64.0.0/10"): "shared by carriers (CGNAT)",
    IPv4Network("127.0.0.0/8"): "loopback",
    IPv4Network(
        "168.63.129.16/32"
    ): "a service of Azure's hosts",  # not reserved, but private like link-local addresses
    IPv4Network("169.254.0.0/16"): "link-local",
    IPv4Network("172.16.0.0/12"): "private",
    IPv4Network("192.0.0.0/24"): "reserved",
    IPv4Network("192.0.2.0/24"): "for documentation",
    IPv4Network("192.31.196.0/24"): "reserved",
    IPv4Network("192.52.193.0/24"): "reserved",
    IPv4Network("192.88.99.0/24"): "a 6to4 relay",
    IPv4Network("192.168.0.0/16"): "private",
    IPv4Network("192.175.48.0/24"): "reserved",
    IPv4Network("198.18.0.0/15"): "for benchmarks",
    IPv4Network("198.51.100.0/24"): "for documentation",
    IPv4Network("203.0.113.0/24"): "for documentation",
    IPv4Network("224.0.0.0/4"): "multicast",
    IPv4Network("240.0.0.0/4"): "reserved",
}
# Global unicast is 2000::/3 (RFC 4291). Everything else is refused; the first match below names its kind.
_GLOBAL_IPV6 = IPv6Network("2000::/3")
_SPECIAL_IPV6 = {
    IPv6Network("::/128"): "unspecified",
    IPv6Network("::1/128"): "loopback",
    IPv6Network("::ffff:0:0/96"): "IPv4 mapped into IPv6",
    IPv6Network("64:ff9b::/96"): "NAT64",
    IPv6Network("64:ff9b:1::/48"): "NAT64",
    IPv6Network("fc00::/7"): "private",
    IPv6Network("fe80::/10"): "link-local",
    IPv6Network("ff00::/8"): "multicast",
    IPv6Network("2001::/32"): "Teredo",
    IPv6Network("2001::/23"): "reserved",
    IPv6Network("2001:db8::/32"): "for documentation",
    IPv6Network("2002::/16"): "6to4",
    IPv6Network("3fff::/20"): "for documentation",
}
_DOTS = str.maketrans("\u3002\uff0e\uff61", "...")  # characters that IDNA reads as dots


def special_range(address: Address) -> str | None:
    """Return the kind of a special address, such as "loopback"; None for an address on the public internet."""
    if isinstance(address, IPv4Address):
        return next((kind for network, kind in _SPECIAL_IPV4.items() if address in network), None)
    named = next((kind for network, kind in _SPECIAL_IPV6.items() if address in network), None)
    return named or (None if address in _GLOBAL_IPV6 else "reserved")


def literal_address(host: str) -> Address | None:
    """Return the IP address that a host is, in any form that resolvers accept; None for a name.

    The forms are decimal, octal, hexadecimal and short ones, IPv6 with a zone, percent escapes, full-width digits and
    trailing dots.
    """
    text = unicodedata.normalize("NFKC", unquote(host).translate(_DOTS)).strip("[]").rstrip(".").partition("%")[0]
    try:
        return IPv6Address(text) if ":" in text else IPv4Address(socket.inet_aton(text))
    except (OSError, ValueError):
        return None


def parsed_address(text: str) -> Address:
    """Parse an address in the form of a resolver; the zone of an IPv6 address is removed.

    Raises:
        ValueError: The text is not an address.
    """
    return ip_address(text.partition("%")[0])
