"""Messages about addresses and databases that cannot hold a store."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, make_url, text

from crawler.stores.database.engine import StoreAddressError, StoreError, open_engine
from crawler.stores.store import Store


def run(uri: str, *statements: str) -> None:
    engine = create_engine(make_url(uri).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        ("sqlite://articles.db", "a file has three slashes before its name: sqlite:///articles.db"),
        ("postgresql://news@localhost:port/news", "is not a database address"),
        ("articles.db", "is not a database address: use sqlite:///FILE"),
        ("sqlite:////", "/ is a folder; name a file"),
    ],
)
def test_an_address_in_another_form_is_refused(uri: str, message: str) -> None:
    with pytest.raises(StoreAddressError, match=message):
        open_engine(uri)


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("mysql://news:s3cret@db/news", "'mysql://news:***@db/news': mysql is not supported"),
        ("postgresql://news:s3cret@db:port/news", "'postgresql://news:***@db:port/news' is not a database address"),
        ("postgresql://news:s3cr@et@db/news", "'postgresql://news:***@db/news': write the characters @"),
        ("postgresql://db:port/news?user=news&password=s3cret", "'postgresql://db:port/news?user=news&password=***'"),
    ],
)
def test_a_message_hides_the_password_of_a_refused_address(uri: str, shown: str) -> None:
    with pytest.raises(StoreAddressError) as refused:
        open_engine(uri)
    assert f"STORE_URI {shown}" in str(refused.value)
    assert "s3cr" not in str(refused.value)


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_whose_encoding_lacks_characters_is_refused(postgres_uri: str, encoding: str) -> None:
    run(postgres_uri, f"CREATE DATABASE other_{encoding} ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0")
    uri = make_url(postgres_uri).set(database=f"other_{encoding.lower()}").render_as_string()
    try:
        with pytest.raises(StoreAddressError, match=f"the encoding of the database is {encoding}, which lacks"):
            Store(uri)
    finally:
        run(postgres_uri, f"DROP DATABASE other_{encoding}")


def test_what_the_server_refuses_is_one_line(postgres_uri: str) -> None:
    run(postgres_uri, "CREATE ROLE reader LOGIN", "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    try:
        with pytest.raises(StoreError) as refused:
            Store(make_url(postgres_uri).set(username="reader").render_as_string())
    finally:
        run(postgres_uri, "DROP ROLE reader")
    assert str(refused.value).endswith("cannot be opened: permission denied for schema public")
