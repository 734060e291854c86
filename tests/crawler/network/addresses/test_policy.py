import pytest

from crawler.network.addresses.policy import AddressPolicy, AddressRefused

WEB = (80, 443)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://127.0.0.1/", "loopback"),
        ("https://user:secret@0x7f.1/", "loopback"),
        ("http://[::ffff:127.0.0.1]/", "mapped"),
        ("http://[fe80::1%25eth0]/", "link-local"),
        ("http://169.254.169.254/latest/meta-data/", "link-local"),
        ("http://example.org:22/", "port 22"),
        ("ftp://example.org/", "http and https"),
        ("file:///etc/passwd", "http and https"),
        ("http://example.org:99999/", "not a valid address"),
    ],
)
def test_a_refusal_gives_its_reason(url: str, why: str) -> None:
    with pytest.raises(AddressRefused, match=why) as refusal:
        AddressPolicy([], WEB).check(url)
    assert "secret" not in str(refusal.value)


def test_a_refusal_names_the_setting_that_allows_the_address() -> None:
    with pytest.raises(AddressRefused, match=r"-s ALLOWED_ADDRESSES=127\.0\.0\.1:8000"):
        AddressPolicy([], WEB).check("http://127.0.0.1:8000/rss")


@pytest.mark.parametrize("entry", ["127.0.0.1:8000", "0x7f.1:8000", " 127.0.0.1:8000 "])
def test_an_allowed_address_is_fetched_only_on_its_port(entry: str) -> None:
    policy = AddressPolicy([entry], WEB)
    policy.check("http://127.0.0.1:8000/")
    assert policy.admits("localhost", 8000, "127.0.0.1")
    assert not policy.admits("localhost", 8001, "127.0.0.1")
    with pytest.raises(AddressRefused):
        policy.check("http://127.0.0.1:8001/")


def test_an_allowed_name_may_have_any_address() -> None:
    assert AddressPolicy(["paper.internal:80"], WEB).admits("Paper.internal.", 80, "10.0.0.7")


@pytest.mark.parametrize("entry", ["127.0.0.1", "http://127.0.0.1:80", "a:b", ":80", "host:80/path"])
def test_an_entry_that_is_not_host_and_port_is_an_error(entry: str) -> None:
    with pytest.raises(ValueError, match="ALLOWED_ADDRESSES"):
        AddressPolicy([entry], WEB)


def test_the_addresses_of_a_name_are_checked_at_every_lookup() -> None:
    policy = AddressPolicy([], WEB)
    policy.check("http://rebind.example/")
    assert policy.admits("rebind.example", 80, "93.184.216.34")
    assert not policy.admits("rebind.example", 80, "127.0.0.1")
    with pytest.raises(AddressRefused, match="loopback"):
        policy.check_resolved("rebind.example", 80)


def test_the_proxy_may_have_any_address_but_cannot_be_fetched_as_a_page() -> None:
    policy = AddressPolicy([], WEB)
    policy.trust_proxy("http://localhost:80")
    assert policy.admits("localhost", 80, "127.0.0.1")
    assert policy.admits("localhost", 0, "127.0.0.1")
    with pytest.raises(AddressRefused, match="proxy"):
        policy.check("http://localhost/")


@pytest.mark.parametrize("entry", ["[::1]:8000", "[0:0:0:0:0:0:0:1]:8000"])
def test_an_allowed_ipv6_address_is_recognised_in_every_spelling(entry: str) -> None:
    policy = AddressPolicy([entry], WEB)
    policy.check("http://[::0001]:8000/")
    assert policy.admits("localhost", 8000, "::1")
    assert not policy.admits("localhost", 8000, "127.0.0.1")
