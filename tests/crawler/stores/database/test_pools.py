"""A store behind PgBouncer, a real one."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from crawler.stores.database.engine import StoreError, open_engine
from crawler.stores.store import Store
from tests.support.servers.pgbouncer import needs_pgbouncer, pooled

pytestmark = needs_pgbouncer


def test_a_pool_that_keeps_sessions_is_used_with_all_bounds(postgres_uri: str) -> None:
    with pooled(postgres_uri, "session") as uri:
        store = Store(uri, for_run=True)
        assert store.lock.acquire()
        with store.engine.connect() as connection:
            assert connection.execute(text("SHOW lock_timeout")).scalar() == "8s"
            assert connection.execute(text("SHOW idle_session_timeout")).scalar() == "1min"
        other = Store(uri, for_run=True)
        assert not other.lock.acquire(wait_seconds=0)
        other.close()
        store.close()


@pytest.mark.parametrize("settings", [(), ("server_round_robin = 1", "min_pool_size = 4")])
def test_a_pool_that_changes_sessions_is_refused(settings: tuple[str, ...], postgres_uri: str) -> None:
    with pooled(postgres_uri, "transaction", *settings) as uri:
        for _ in range(5):
            with pytest.raises(StoreError, match=r"a pool on the way .* loses locks; connect to the server itself"):
                Store(uri)


def test_a_pool_that_changes_sessions_is_refused_to_readers_too(postgres_uri: str) -> None:
    with pooled(postgres_uri, "transaction") as uri, pytest.raises(StoreError, match="pool_mode = session"):
        open_engine(uri).connect()
