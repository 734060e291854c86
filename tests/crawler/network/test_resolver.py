from typing import Any

from twisted.internet.address import IPv4Address

from crawler.network.policy import AddressPolicy
from crawler.network.resolver import _GuardedNames


class Changing:
    """A name server that gives another address each time."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = iter(answers)

    def resolveHostName(self, receiver: Any, name: str, port: int = 0, *how: Any) -> None:
        receiver.resolutionBegan(None)
        for address in next(self._answers):
            receiver.addressResolved(IPv4Address("TCP", address, port))
        receiver.resolutionComplete()


class Receiver:
    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.complete = False

    def resolutionBegan(self, resolution: object) -> None:
        pass

    def addressResolved(self, address: IPv4Address) -> None:
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:
        self.complete = True


def test_only_public_addresses_are_handed_to_whoever_connects() -> None:
    names = _GuardedNames(Changing(["127.0.0.1", "93.184.216.34"], ["10.0.0.1"]), AddressPolicy([], [80]))
    first, second = Receiver(), Receiver()
    names.resolveHostName(first, "rebind.example", 80)
    names.resolveHostName(second, "rebind.example", 80)
    assert first.addresses == ["93.184.216.34"]
    assert second.addresses == []
    assert second.complete
