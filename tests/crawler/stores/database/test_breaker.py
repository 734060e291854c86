"""What happens to open connections when a store fails."""

import logging
from contextlib import closing

import pytest
from sqlalchemy import create_engine, make_url, text

from crawler.stores.database.engine import StoreError
from crawler.stores.store import Store

OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def end_connections(postgres_uri: str) -> None:
    engine = create_engine(postgres_uri.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        connection.execute(text(f"SELECT pg_terminate_backend(pid) {OTHERS}"))
    engine.dispose()


def write(store: Store, statement: str | None, postgres_uri: str) -> None:
    """Write to a store; the server ends all connections before the last statement or before the commit."""
    with store.engine.begin() as connection:
        connection.execute(text("CREATE TABLE half_done (id INTEGER)"))
        end_connections(postgres_uri)
        if statement:
            connection.execute(text(statement))


@pytest.mark.parametrize("statement", [None, "SELECT 1"])
def test_a_transaction_that_the_server_ended_with_the_lock_is_not_rolled_back(
    statement: str | None, postgres_uri: str, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(Store(postgres_uri, for_run=True)) as store:
        assert store.lock.acquire()
        with caplog.at_level(logging.WARNING), pytest.raises(StoreError):
            write(store, statement, postgres_uri)
    assert not caplog.records, [record.getMessage() for record in caplog.records]


def test_a_right_that_is_gone_ends_all_use_of_the_store(postgres_uri: str) -> None:
    role = f"reader_{postgres_uri.partition('test_')[2][:12]}"
    with closing(Store(postgres_uri)) as owned:
        with owned.engine.begin() as connection:
            connection.execute(text(f"CREATE ROLE {role} LOGIN"))
            connection.execute(text(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}"))
        uri = make_url(postgres_uri).set(username=role).render_as_string()
        with closing(Store(uri)) as read, pytest.raises(StoreError, match="permission denied for table consumers"):
            read.consumers.cursor("desk")
        assert read.breaker.failure
        with owned.engine.begin() as connection:
            connection.execute(text(f"DROP OWNED BY {role}"))
            connection.execute(text(f"DROP ROLE {role}"))
