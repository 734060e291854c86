"""Name resolution that hands on only addresses that may be reached: what was checked is what is connected to."""

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

from crawler.network.policy import AddressPolicy, policy_of

Address = IPv4Address | IPv6Address


@implementer(IHostnameResolver)
class GuardedResolver:
    """Looks a name up once a run, as IPv4 and IPv6, and checks every answer against the policy at every connection.

    Every connection of Twisted's HTTP client asks the reactor's name resolver, for literal addresses too, and connects
    to the very address that it is given; of several it tries one after the other.
    """

    def __init__(self, reactor: ReactorBase, policy: AddressPolicy, cache_size: int, timeout_seconds: float) -> None:
        self._reactor: Any = reactor
        self._names: Any = reactor.nameResolver  # the system's, in a thread
        self._policy = policy
        self._known: LocalCache[str, list[Address]] = LocalCache(cache_size)
        self._timeout_seconds = timeout_seconds

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Read DNSCACHE_SIZE, DNS_TIMEOUT and the policy; Scrapy passes the process, which has settings as well."""
        settings = crawler.settings
        size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        return cls(reactor, policy_of(crawler), size, settings.getfloat("DNS_TIMEOUT"))

    def install_on_reactor(self) -> None:
        """Become the reactor's only way to look a name up."""
        self._reactor.installNameResolver(self)

    def resolveHostName(self, receiver: Any, hostName: str, portNumber: int = 0, *how: Any) -> Any:  # noqa: N802, N803
        """Tell the receiver those addresses of a host that may be reached on the port."""
        answers = _Answers(receiver, lambda address: self._policy.admits(hostName, portNumber, address.host))
        if (known := self._known.get(hostName)) or not _can_be_asked(hostName):
            answers.resolutionBegan(None)
            answers.hand_on(attr.evolve(address, port=portNumber) for address in known or ())
            return None

        def keep(addresses: list[Address]) -> None:
            if addresses:  # what was not found may be there at the next look-up
                self._known[hostName] = addresses

        answers.keep = keep
        answers.clock = self._reactor.callLater(self._timeout_seconds, answers.hand_on, ())
        return self.look_up(answers, hostName, portNumber, *how)

    def look_up(self, receiver: Any, host: str, port: int, *how: Any) -> Any:
        """Ask the system."""
        return self._names.resolveHostName(receiver, host, port, *how)


def _can_be_asked(host: str) -> bool:
    """Tell whether the system takes a name: of one with an empty or too long label its look-up never answers."""
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return "\0" not in host


@implementer(IResolutionReceiver)
class _Answers:
    """Gathers the addresses of a host and hands on, once, those that are admitted."""

    keep: Callable[[list[Address]], None]
    clock: Any = None  # of the look-up; when it runs out there is no answer

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
            self.hand_on(self._found)

    def hand_on(self, addresses: Iterable[Address]) -> None:
        """Tell those addresses that are admitted, and that these are all."""
        for address in filter(self._admits, addresses):
            self._receiver.addressResolved(address)
        self._receiver.resolutionComplete()
