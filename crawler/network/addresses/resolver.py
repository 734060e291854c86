"""A name resolver that delivers only addresses that the policy admits.

Connections are made to exactly the addresses that were checked. So a host cannot pass the check with one address and be
reached at another (DNS rebinding).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Self

import attr
from scrapy.crawler import Crawler
from scrapy.utils.datatypes import LocalCache
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

from crawler.network.addresses.policy import AddressPolicy, policy_of
from crawler.network.reactor_clock import use_monotonic_clock

Address = IPv4Address | IPv6Address


@implementer(IHostnameResolver)
class GuardedResolver:
    """Resolves each name once per run, for IPv4 and IPv6, and checks the addresses at every connection.

    Twisted's HTTP client calls the reactor's name resolver for every connection, even for a literal address. It
    connects to exactly the addresses that it gets, one after the other until one works.
    """

    def __init__(self, reactor: ReactorBase, policy: AddressPolicy, cache_size: int, timeout_seconds: float) -> None:
        self._reactor: Any = reactor
        self._system_resolver: Any = reactor.nameResolver  # runs in threads
        self._policy = policy
        self._cache: LocalCache[str, list[Address]] = LocalCache(cache_size)
        self._timeout_seconds = timeout_seconds

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Read DNSCACHE_SIZE, DNS_TIMEOUT and the policy. Scrapy passes the process as `crawler`; it has settings."""
        settings = crawler.settings
        size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        return cls(reactor, policy_of(crawler.settings), size, settings.getfloat("DNS_TIMEOUT"))

    def install_on_reactor(self) -> None:
        """Replace the reactor's name resolver, and its clock, since Scrapy calls this before the reactor runs."""
        use_monotonic_clock(self._reactor)
        self._reactor.installNameResolver(self)

    def resolveHostName(self, receiver: Any, hostName: str, portNumber: int = 0, *how: Any) -> Any:  # noqa: N802, N803
        """Give the receiver the addresses of a host that may be reached on the port."""
        answers = _Answers(receiver, lambda address: self._policy.admits(hostName, portNumber, address.host))
        if (known := self._cache.get(hostName)) or not _is_resolvable(hostName):
            answers.resolutionBegan(None)
            answers.deliver(attr.evolve(address, port=portNumber) for address in known or ())
            return None

        def keep(addresses: list[Address]) -> None:
            if addresses:  # the next look-up may find an address for a name that had none
                self._cache[hostName] = addresses

        answers.keep = keep
        answers.clock = self._reactor.callLater(self._timeout_seconds, answers.deliver, ())
        return self.look_up(answers, hostName, portNumber, *how)

    def look_up(self, receiver: Any, host: str, port: int, *how: Any) -> Any:
        """Resolve a name with the system's resolver."""
        return self._system_resolver.resolveHostName(receiver, host, port, *how)


def _is_resolvable(host: str) -> bool:
    """Return False for a name with an empty or overlong label, for which the system's resolver never returns."""
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return "\0" not in host


@implementer(IResolutionReceiver)
class _Answers:
    """Collects the addresses of a host, and delivers the admitted ones, once."""

    keep: Callable[[list[Address]], None]  # caches all addresses
    clock: Any = None  # the timeout of the look-up, after which no address is delivered

    def __init__(self, receiver: Any, admits: Callable[[Address], bool]) -> None:
        self._receiver = receiver
        self._admits = admits
        self._found: list[Address] = []

    def resolutionBegan(self, resolutionInProgress: Any) -> None:  # noqa: N802, N803
        self._receiver.resolutionBegan(resolutionInProgress)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self._found.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.keep(self._found)
        if self.clock.active():
            self.clock.cancel()
            self.deliver(self._found)

    def deliver(self, addresses: Iterable[Address]) -> None:
        """Give the receiver the admitted addresses, and end the resolution."""
        for address in filter(self._admits, addresses):
            self._receiver.addressResolved(address)
        self._receiver.resolutionComplete()
