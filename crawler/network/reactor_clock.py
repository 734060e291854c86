"""Make the reactor measure its delays by a clock that nobody sets."""

from __future__ import annotations

import time
from typing import Any


def use_monotonic_clock(reactor: Any) -> None:
    """Replace the reactor's wall clock, also for the calls that wait already.

    By a wall clock, a step forward would let all requests time out at once, and a step back would stop all delays,
    and so the crawl, until the clock has caught up.
    """
    ahead = reactor.seconds() - time.monotonic()
    reactor.seconds = time.monotonic
    for call in reactor.getDelayedCalls():
        call.seconds = time.monotonic
        call.time -= ahead
