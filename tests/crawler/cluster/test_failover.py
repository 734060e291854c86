"""Workers whose PostgreSQL is lost for good and whose standby takes its place: nothing is lost or stored twice."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.crawler.cluster.press import printing
from tests.crawler.cluster.test_lost_servers import BOUNDS, SITES, installed
from tests.crawler.cluster.workers import finish, number_stored, stored
from tests.support.servers.standby import running_pair

pytestmark = pytest.mark.soak


@pytest.mark.parametrize("is_synchronous", [False, True], ids=["asynchronous", "synchronous"])
def test_workers_go_on_with_the_standby(tmp_path: Path, is_synchronous: bool) -> None:
    with running_pair(is_synchronous=is_synchronous) as pair, printing(**SITES) as press:  # type: ignore[arg-type]
        cluster = installed(tmp_path, pair.uri)
        settings = press.settings(tmp_path) | BOUNDS
        workers = [cluster.start("worker", "run", **settings) for _ in range(2)]
        workers[0].wait_until(lambda: number_stored(pair.uri) > 40, timeout=200)
        seen = stored(pair.primary.uri())
        pair.primary.kill()
        time.sleep(5)  # until somebody, or a program, has decided that it is gone for good
        pair.standby.promote()
        if is_synchronous:
            assert not seen - stored(pair.uri), "what a run took for stored is there"
        finish(cluster, press, *workers)
