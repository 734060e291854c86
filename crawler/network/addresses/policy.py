"""Decide which addresses the crawler may reach: http and https, on common web ports, on the public internet.

A page must not be able to make the crawler send requests into the operator's own network. See SECURITY.md.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cache
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

from crawler.configuration.own import Settings
from crawler.network.addresses.special_ranges import literal_address, parsed_address, special_range

logger = logging.getLogger(__name__)

PORTS = {"http": 80, "https": 443}  # default ports of the schemes that are fetched


class AddressRefused(IgnoreRequest):
    """The address may not be fetched; the message gives the reason and the setting that allows it."""


class AddressPolicy:
    """Checks the address in a URL and then, before a connection is made, every address to which its host resolves."""

    def __init__(self, allowed: Iterable[str], ports: Iterable[int]) -> None:
        self._allowed = {_host_and_port(entry) for entry in allowed}
        self._ports = frozenset(ports)
        self._proxies: set[tuple[str, int]] = set()  # the operator's proxies, which pages may not address
        self._refusals: dict[tuple[str, int], str] = {}  # by host and port: why a resolved address was refused
        self._reported: set[str] = set()  # refusals that were logged

    def check(self, url: str) -> None:
        """Raise AddressRefused if the scheme, the port or a literal address in the URL is not allowed."""
        try:
            parts = urlsplit(url)
            host, port = _normalise_host(parts.hostname or ""), parts.port or PORTS.get(parts.scheme, 0)
        except ValueError as error:
            raise AddressRefused(f"{url!a} is refused: it is not a valid address ({error})") from None
        if parts.scheme not in PORTS:
            raise AddressRefused(f"{url!a} is refused: only http and https are fetched")
        if (host, port) in self._proxies:
            raise self._report_refusal(host, port, "it is the proxy itself")
        address = literal_address(host)
        reason = self.reason_against(host, port, str(address) if address else None)
        if reason:
            raise self._report_refusal(host, port, reason)

    def check_resolved(self, host: str, port: int) -> None:
        """Raise AddressRefused if an address of the host was refused. Call this when no other address was left."""
        reason = self._refusals.get((_normalise_host(host), port))
        if reason:
            raise self._report_refusal(_normalise_host(host), port, reason)

    def admits(self, host: str, port: int, address: str) -> bool:
        """Return True if the host may be reached at this address; otherwise remember the reason."""
        host = _normalise_host(host)
        if (host, port) in self._proxies or (not port and any(host == proxy for proxy, _ in self._proxies)):
            return True  # a tunnel resolves its proxy without naming the port
        reason = self.reason_against(host, port, address)
        if reason:
            self._refusals[host, port] = reason
        return reason is None

    def reason_against(self, host: str, port: int, address: str | None) -> str | None:
        """Return why a host may not be reached on a port (at an address, if that is known); None if it may."""
        parsed = parsed_address(address) if address else None
        if (host, port) in self._allowed or (str(parsed), port) in self._allowed:
            return None
        kind = special_range(parsed) if parsed else None
        if kind:
            return f"its address {address} is {kind}"
        return None if port in self._ports else f"port {port} is not one of {sorted(self._ports)}"

    def trust_proxy(self, proxy: str) -> None:
        """Allow connections to the operator's proxy, even on a private address."""
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        self._proxies.add((_normalise_host(parts.hostname or ""), parts.port or PORTS.get(parts.scheme, 80)))

    def _report_refusal(self, host: str, port: int, reason: str) -> AddressRefused:
        """Log a refusal once per host and port, and return it as an exception."""
        place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        text = f"{place} is refused: {reason}. To allow it: -s ALLOWED_ADDRESSES={place}"
        if place not in self._reported and logger.hasHandlers():  # before a run, the exception alone reports it
            self._reported.add(place)
            logger.warning("%s", text)
        return AddressRefused(text)


def policy_of(settings: Settings) -> AddressPolicy:
    """Return the policy that all parts of a process share.

    Scrapy makes one resolver per process, not per crawl, so equal settings must give the same policy.

    Raises:
        ValueError: ALLOWED_ADDRESSES or ALLOWED_PORTS cannot be read.
    """
    ports = tuple(int(port) for port in settings.getlist("ALLOWED_PORTS"))
    return _policy(tuple(settings.getlist("ALLOWED_ADDRESSES")), ports)


@cache
def _policy(allowed: tuple[str, ...], ports: tuple[int, ...]) -> AddressPolicy:
    return AddressPolicy(allowed, ports)


def _host_and_port(entry: str) -> tuple[str, int]:
    """Return the host and port of an entry of ALLOWED_ADDRESSES; raise ValueError if it is not host:port."""
    try:
        parts = urlsplit(f"//{entry.strip()}")
        host, port = _normalise_host(parts.hostname or ""), parts.port
    except ValueError:
        host, port = "", None
    if not host or port is None or parts.path or parts.username:
        raise ValueError(f"ALLOWED_ADDRESSES: {entry!r} is not host:port; write, for example, 127.0.0.1:8000")
    address = literal_address(host)
    return str(address) if address else host, port


def _normalise_host(host: str) -> str:
    return host.lower().rstrip(".")
