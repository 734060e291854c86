"""The resolver checks every address of a name before it delivers it."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.task import Clock

from crawler.network.addresses.policy import AddressPolicy
from crawler.network.addresses.resolver import GuardedResolver


class Names:
    """A name server that gives another answer each time, and finally none."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = iter(answers)

    def resolveHostName(self, receiver: Any, name: str, port: int = 0, *how: Any) -> None:
        receiver.resolutionBegan(None)
        answer = next(self._answers, None)
        if answer is not None:
            for address in answer:
                receiver.addressResolved((IPv6Address if ":" in address else IPv4Address)("TCP", address, port))
            receiver.resolutionComplete()


class Receiver:
    def __init__(self) -> None:
        self.addresses: list[tuple[str, int]] = []
        self.completed = 0

    def resolutionBegan(self, resolution: object) -> None:
        pass

    def addressResolved(self, address: IPv4Address) -> None:
        self.addresses.append((address.host, address.port))

    def resolutionComplete(self) -> None:
        self.completed += 1


class Reactor(Clock):
    def __init__(self, names: Names) -> None:
        super().__init__()
        self.nameResolver = names


def resolver(*answers: list[str], cache_size: int = 10) -> tuple[GuardedResolver, Reactor]:
    reactor = Reactor(Names(*answers))
    return GuardedResolver(reactor, AddressPolicy([], [80]), cache_size, timeout_seconds=20), reactor  # type: ignore[arg-type]


def test_only_public_addresses_are_delivered() -> None:
    names, _ = resolver(["127.0.0.1", "93.184.216.34", "::1", "2606:4700::1", "fe80::1%lo"], ["10.0.0.1"], cache_size=0)
    first, second = Receiver(), Receiver()
    names.resolveHostName(first, "rebind.example", 80)
    names.resolveHostName(second, "rebind.example", 80)
    assert first.addresses == [("93.184.216.34", 80), ("2606:4700::1", 80)]
    assert second.addresses == []
    assert second.completed == 1


def test_a_name_is_looked_up_once_and_checked_for_each_port() -> None:
    names, _ = resolver(["93.184.216.34"])
    web, other = Receiver(), Receiver()
    names.resolveHostName(web, "paper.example", 80)
    names.resolveHostName(other, "paper.example", 22)
    assert web.addresses == [("93.184.216.34", 80)]
    assert other.addresses == []
    assert other.completed == 1


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "paper..example", "paper\0.example"])
def test_an_unresolvable_name_is_not_looked_up(host: str) -> None:
    names, _ = resolver(["93.184.216.34"])
    receiver = Receiver()
    names.resolveHostName(receiver, host, 80)
    assert receiver.addresses == []
    assert receiver.completed == 1


def test_a_look_up_without_an_answer_times_out() -> None:
    names, clock = resolver()
    receiver = Receiver()
    names.resolveHostName(receiver, "silent.example", 80)
    assert receiver.completed == 0
    clock.advance(20)
    assert receiver.completed == 1
    assert receiver.addresses == []
