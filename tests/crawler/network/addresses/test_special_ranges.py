from ipaddress import ip_address

import pytest

from crawler.network.addresses.special_ranges import literal_address, special_range


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "168.63.129.16", "169.254.169.254",
        "172.31.0.1",
        "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
        "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::ffff:8.8.8.8", "::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1",
        "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1", "fd12::1", "fe80::1", "fec0::1", "ff02::1",
    ],
)  # fmt: skip
def test_an_address_outside_the_public_internet_is_special(address: str) -> None:
    assert special_range(ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "168.63.129.15", "93.184.216.34", "172.32.0.1", "2606:4700::1", "2a00:1450:4001::1"]
)
def test_a_public_address_is_not_special(address: str) -> None:
    assert special_range(ip_address(address)) is None


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001",
        "127.0.0.1.", "127.0.0.1..", "%31%32%37.0.0.1", "１２７.0.0.1", "①②⑦.0.0.1", "127。0。0。1", "127．0．0．1",
    ],
)  # fmt: skip
def test_every_spelling_of_an_ipv4_address_is_read(host: str) -> None:
    assert str(literal_address(host)) == "127.0.0.1"


@pytest.mark.parametrize("host", ["::1", "[::1]", "::1%eth0", "0:0:0:0:0:0:0:1"])
def test_every_spelling_of_an_ipv6_address_is_read(host: str) -> None:
    assert str(literal_address(host)) == "::1"


@pytest.mark.parametrize("host", ["example.org", "localhost", "", "1.2.3.4.5", "a.1", "\x00", "12x"])
def test_a_name_is_not_an_address(host: str) -> None:
    assert literal_address(host) is None
