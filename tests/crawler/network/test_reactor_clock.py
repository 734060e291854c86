import asyncio
import time

from twisted.internet.asyncioreactor import AsyncioSelectorReactor

from crawler.network.reactor_clock import use_monotonic_clock


def test_delays_are_measured_by_a_clock_that_nobody_sets() -> None:
    loop = asyncio.new_event_loop()
    reactor = AsyncioSelectorReactor(loop)
    early = reactor.callLater(50, list)
    use_monotonic_clock(reactor)
    late = reactor.callLater(50, list)
    for call in (early, late):
        assert abs(call.getTime() - time.monotonic() - 50) < 10
        call.reset(70)
        assert abs(call.getTime() - time.monotonic() - 70) < 10
        call.cancel()
    reactor.disconnectAll()
    loop.close()
