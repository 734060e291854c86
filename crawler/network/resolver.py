"""Name resolution that hands on only addresses that may be reached: what was checked is what is connected to."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

from crawler.network.policy import AddressPolicy, policy_of


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's resolver (IPv4, cached for the run), with every answer checked against the policy.

    Every connection of Twisted's HTTP client asks the reactor's name resolver, for literal addresses too, and connects
    to the very address that it is given.
    """

    policy: AddressPolicy

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Use the policy of the settings; Scrapy passes the process, which has them as a crawler has."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.policy = policy_of(crawler)
        return resolver

    def install_on_reactor(self) -> None:
        """Put the check between the reactor and the lookup."""
        super().install_on_reactor()
        names: Any = _GuardedNames(self.reactor.nameResolver, self.policy)
        self.reactor.installNameResolver(names)


@implementer(IHostnameResolver)
class _GuardedNames:
    def __init__(self, names: Any, policy: AddressPolicy) -> None:
        self._names = names
        self._policy = policy

    def resolveHostName(self, receiver: Any, hostName: str, portNumber: int = 0, *how: Any) -> Any:  # noqa: N802, N803
        return self._names.resolveHostName(
            _GuardedReceiver(receiver, self._policy, hostName, portNumber), hostName, portNumber, *how
        )


@implementer(IResolutionReceiver)
class _GuardedReceiver:
    def __init__(self, receiver: Any, policy: AddressPolicy, host: str, port: int) -> None:
        self._receiver = receiver
        self._policy = policy
        self._host = host
        self._port = port

    def resolutionBegan(self, resolutionInProgress: Any) -> None:  # noqa: N802, N803
        self._receiver.resolutionBegan(resolutionInProgress)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if self._policy.admits(self._host, self._port, address.host):
            self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()
