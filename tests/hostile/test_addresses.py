"""No page can make the crawler connect to an address outside the public internet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.network.addresses.resolver import GuardedResolver
from tests.hostile.site import Site, head, serving
from tests.hostile.test_answers import reasons
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import SERVED


class LocalNames(GuardedResolver):
    """Resolves names to loopback and private addresses, as an attacker's name server would."""

    inner = {  # noqa: RUF012
        "loopback.test": ["127.0.0.1"],
        "loopback6.test": ["::1"],
        "both.test": ["::1", "127.0.0.1"],
        "private.test": ["10.0.0.1", "fd00::1"],
        "mapped.test": ["::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::1"],
        "linked.test": ["fe80::1%lo", "ff02::1", "2001:db8::1"],
    }

    def look_up(self, receiver: Any, host: str, port: int, *how: Any) -> Any:
        if host not in self.inner:
            return super().look_up(receiver, host, port, *how)
        receiver.resolutionBegan(None)
        for address in self.inner[host]:
            receiver.addressResolved((IPv6Address if ":" in address else IPv4Address)("TCP", address, port))
        receiver.resolutionComplete()
        return None


# P: the port of a local service that no page may reach.
PLACES = (
    "http://127.0.0.1:P/", "http://127.1:P/", "http://2130706433:P/", "http://0x7f000001:P/", "http://0177.0.0.1:P/",
    "http://127.0.0.1.:P/", "http://0:P/", "http://0.0.0.0:P/", "http://[::1]:P/", "http://[::ffff:127.0.0.1]:P/",
    "http://[::ffff:7f00:1]:P/", "http://[64:ff9b::7f00:1]:P/", "http://[2002:7f00:1::]:P/", "http://[::1%25lo]:P/",
    "http://localhost:P/", "http://LOCALHOST.:P/", "http://user:secret@127.0.0.1:P/", "http://loopback.test:P/",
    "http://loopback.test.:P/", "http://loopback6.test:P/", "http://both.test:P/", "http://mapped.test:P/",
    "http://linked.test:P/", "http://[0:0:0:0:0:0:0:1]:P/", "http://[0000::0001]:P/", "http://[::127.0.0.1]:P/",
    "http://[fd00::1]:P/", "http://[ff02::1]:P/", "http://[::ffff:0:127.0.0.1]:P/", "http://[::]:P/",
    "http://%31%32%37.0.0.1:P/", "http://①②⑦.0.0.1:P/", "http://127。0。0。1:P/",
    "http://example.org@127.0.0.1:P/", "http://127.0.0.1:P\\@example.org/", "//127.0.0.1:P/", "https://127.0.0.1:P/",
    "http://private.test/", "http://169.254.169.254/latest/meta-data/", "http://[fe80::1]/", "http://100.64.0.1/",
    "http://example.org:22/", "http://example.org:6379/",
    "file:///etc/passwd", "ftp://127.0.0.1:P/", "data:text/html,<h1>x</h1>", "gopher://127.0.0.1:P/_x", "s3://bucket/key",
)  # fmt: skip


@pytest.fixture
def inner() -> Iterator[Site]:
    """Serve a local site that is not in ALLOWED_ADDRESSES."""
    with serving(Site()) as served:
        SERVED.discard(served.base.removeprefix("http://"))
        served.article("/", "What was none of your business")
        yield served


def test_no_redirect_leads_to_the_local_machine(site: Site, inner: Site, scrapy: Scrapy) -> None:
    port = inner.base.rpartition(":")[2]
    pages = {}
    for number, place in enumerate(PLACES):
        location = place.replace("P/", f"{port}/").replace("P\\", f"{port}\\")
        answer = head(status="302 Found", length=0).replace(b"\r\n", f"\r\nLocation: {location}\r\n".encode(), 1)
        pages[site.add(f"/redirect-{number}", lambda answer=answer: iter([answer]))] = place

    ended = scrapy(
        "crawl", "article", "-a", f"urls={','.join(pages)}", CONCURRENT_REQUESTS_PER_DOMAIN=8,
        TWISTED_DNS_RESOLVER=f"{__name__}.LocalNames", ALLOWED_PORTS=f"80,443,{port}",
    )  # fmt: skip

    assert inner.asked == []
    assert scrapy.records() == []
    why = {pages[url]: reason for url, reason in reasons(scrapy).items()}
    fetchable = {place: reason for place, reason in why.items() if place.startswith(("http", "//"))}
    assert set(fetchable.values()) <= {"address_refused", "bad_address", "host_unknown"}, why
    assert {reason for place, reason in why.items() if place not in fetchable} == {"http_302"}
    assert ended.summary()["pages_failed"]["address_refused"] >= len(fetchable) - 4
    assert "secret" not in ended.log
    assert ended.log.count(f"127.0.0.1:{port} is refused") == 1


def test_listings_cannot_lead_to_the_local_machine(site: Site, inner: Site, scrapy: Scrapy) -> None:
    story = site.article("/2026/03/harbour-wall-is-open", "Harbour wall")
    site.page("/robots.txt", f"Sitemap: {inner.base}/sitemap.xml", "text/plain")
    front = (
        f'<link rel="alternate" type="application/rss+xml" href="{inner.base}/rss">'
        f'<h2><a href="{story}">The harbour wall is open again</a></h2>'
        f'<h2><a href="{inner.base}/2026/03/inner-story">What is told on the inner side</a></h2>'
    )
    site.page("/", front)

    ended = scrapy("crawl", "news", "-a", f"site={site.base}")

    assert inner.asked == []
    assert scrapy.titles() == ["Harbour wall"], ended.log
    assert ended.summary()["listings_failed"] == {"address_refused": 2}


@pytest.fixture
def over_ipv6() -> Iterator[Site]:
    """Serve a site on the loopback address of IPv6."""
    try:
        with serving(Site(), "::1") as served:
            yield served
    except OSError:
        pytest.skip("this machine has no IPv6, which the test needs to check that IPv6 addresses are refused")


def test_an_ipv6_address_is_reached_only_if_it_is_allowed(over_ipv6: Site, scrapy: Scrapy) -> None:
    port = over_ipv6.base.rpartition(":")[2]
    stories = [over_ipv6.article(f"/story-{number}", f"Story {number}") for number in range(2)]
    named = stories[1].replace("[::1]", "both.test")  # nothing listens on its IPv4 address
    settings = {"TWISTED_DNS_RESOLVER": f"{__name__}.LocalNames", "ALLOWED_PORTS": f"80,{port}"}

    refused = scrapy("crawl", "article", "-a", f"urls={named}", ALLOWED_ADDRESSES="", **settings)
    assert refused.summary()["pages_failed"] == {"address_refused": 1}
    assert over_ipv6.asked == []

    allowed = scrapy("crawl", "article", "-a", f"urls={stories[0]},{named}", **settings)
    assert allowed.code == 0, allowed.log
    assert scrapy.titles() == ["Story 0", "Story 1"]


def test_if_one_address_of_a_host_does_not_answer_the_next_is_tried(site: Site, scrapy: Scrapy) -> None:
    story = site.article("/story", "Story").replace("127.0.0.1", "both.test")  # nothing listens on its IPv6 address
    allowed = f"both.test:{site.base.rpartition(':')[2]}"
    settings = {"TWISTED_DNS_RESOLVER": f"{__name__}.LocalNames", "ALLOWED_ADDRESSES": allowed}
    ended = scrapy("crawl", "article", "-a", f"urls={story}", **settings)
    assert ended.code == 0, ended.log


@pytest.mark.parametrize("arguments", [("news", "site"), ("article", "urls")])
def test_a_refused_address_in_an_argument_ends_the_run_with_the_setting_that_allows_it(
    arguments: tuple[str, str], inner: Site, scrapy: Scrapy
) -> None:
    spider, name = arguments
    ended = scrapy("crawl", spider, "-a", f"{name}={inner.base}/")
    assert ended.code == 2
    assert f"-s ALLOWED_ADDRESSES={inner.base.removeprefix('http://')}" in ended.log
    assert inner.asked == []


def test_a_proxy_may_be_local_and_literal_addresses_behind_it_are_still_refused(site: Site, scrapy: Scrapy) -> None:
    scrapy.environment["http_proxy"] = site.base.replace("http://", "http://operator:secret@")
    site.article("http://paper.example/2026/03/harbour-wall", "Harbour wall")
    inner = "http://10.0.0.1/2026/03/inner-story"
    site.add("http://paper.example/away", lambda: iter([head(f"Location: {inner}", status="302 Found", length=0)]))
    urls = "http://paper.example/2026/03/harbour-wall,http://paper.example/away"
    ended = scrapy("crawl", "article", "-a", f"urls={urls}", ALLOWED_ADDRESSES="", LOG_LEVEL="DEBUG")
    assert "secret" not in ended.log
    assert scrapy.titles() == ["Harbour wall"]
    assert reasons(scrapy) == {"http://paper.example/away": "address_refused"}
