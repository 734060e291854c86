"""Which addresses the crawler may reach: http and https, on usual ports, on hosts of the public internet."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cache
from urllib.parse import urlsplit

from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.exceptions import IgnoreRequest

from crawler.network.special_ranges import literal_address, parsed_address, special_range

logger = logging.getLogger(__name__)

PORTS = {"http": 80, "https": 443}  # of the schemes that are fetched at all


class AddressRefused(IgnoreRequest):
    """An address that is not fetched; the message says why, and what to set where it is meant."""


class AddressPolicy:
    """Judges addresses as they stand in a URL, and again as the resolver gives them, where the connection is made."""

    def __init__(self, allowed: Iterable[str], ports: Iterable[int]) -> None:
        self._allowed = {_host_and_port(entry) for entry in allowed}
        self._ports = frozenset(ports)
        self._proxies: set[tuple[str, int]] = set()  # the operator's own; where they are is no business of a page
        self._refused: dict[tuple[str, int], str] = {}  # by the resolver's answer
        self._reported: set[str] = set()

    def check(self, url: str) -> None:
        """Raise AddressRefused for a scheme, a port or a literal address that is not fetched."""
        try:
            parts = urlsplit(url)
            host, port = _plain(parts.hostname or ""), parts.port or PORTS.get(parts.scheme, 0)
        except ValueError as error:
            raise AddressRefused(f"{url!a} is refused: it is no address ({error})") from None
        if parts.scheme not in PORTS:
            raise AddressRefused(f"{url!a} is refused: only http and https are fetched")
        if (host, port) in self._proxies:
            raise self._refusal(host, port, "it is the proxy itself")
        address = literal_address(host)
        why = self.why_not(host, port, str(address) if address else None)
        if why:
            raise self._refusal(host, port, why)

    def check_resolved(self, host: str, port: int) -> None:
        """Raise AddressRefused where a host had no address but refused ones."""
        why = self._refused.get((_plain(host), port))
        if why:
            raise self._refusal(_plain(host), port, why)

    def admits(self, host: str, port: int, address: str) -> bool:
        """Tell whether a connection may be made to an address that a host resolved to."""
        host = _plain(host)
        if (host, port) in self._proxies or (not port and any(host == proxy for proxy, _ in self._proxies)):
            return True  # a tunnel asks for its proxy without naming the port
        why = self.why_not(host, port, address)
        if why:
            self._refused[host, port] = why
        return why is None

    def why_not(self, host: str, port: int, address: str | None) -> str | None:
        """Return why a host is not reached on a port and, as far as it is known, an address; None where it is."""
        parsed = parsed_address(address) if address else None
        if (host, port) in self._allowed or (str(parsed), port) in self._allowed:
            return None
        kind = special_range(parsed) if parsed else None
        if kind:
            return f"its address {address} is {kind}"
        return None if port in self._ports else f"port {port} is not one of {sorted(self._ports)}"

    def trust_proxy(self, proxy: str) -> None:
        """Let connections be made to the operator's proxy, wherever it is."""
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        self._proxies.add((_plain(parts.hostname or ""), parts.port or PORTS.get(parts.scheme, 80)))

    def _refusal(self, host: str, port: int, why: str) -> AddressRefused:
        place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        text = f"{place} is refused: {why}. Where it is meant, allow it: -s ALLOWED_ADDRESSES={place}"
        if place not in self._reported:
            self._reported.add(place)
            logger.warning("%s", text)
        return AddressRefused(text)


def policy_of(crawler: Crawler | CrawlerProcess) -> AddressPolicy:
    """Return the policy that all parts of a process share; ValueError where a setting cannot be read.

    Scrapy makes the resolver for the process and not for a crawl: equal settings are one policy.
    """
    settings = crawler.settings
    ports = tuple(int(port) for port in settings.getlist("ALLOWED_PORTS"))
    return _policy(tuple(settings.getlist("ALLOWED_ADDRESSES")), ports)


@cache
def _policy(allowed: tuple[str, ...], ports: tuple[int, ...]) -> AddressPolicy:
    return AddressPolicy(allowed, ports)


def _host_and_port(entry: str) -> tuple[str, int]:
    try:
        parts = urlsplit(f"//{entry.strip()}")
        host, port = _plain(parts.hostname or ""), parts.port
    except ValueError:
        host, port = "", None
    if not host or port is None or parts.path or parts.username:
        raise ValueError(f"ALLOWED_ADDRESSES: {entry!r} is no host:port; give for example 127.0.0.1:8000")
    address = literal_address(host)
    return str(address) if address else host, port


def _plain(host: str) -> str:
    return host.lower().rstrip(".")
