"""Addresses of several database servers, in the form of PostgreSQL's own programs."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.stores.database.engine import driver_arguments
from crawler.stores.database.hosts import with_lists


@pytest.mark.parametrize(
    ("uri", "hosts", "ports"),
    [
        ("postgresql://news@db1:5432,db2:5433/news", "db1,db2", "5432,5433"),
        ("postgresql://news@db1,db2:5433/news", "db1,db2", "5432,5433"),
        ("postgres://news:p%40,w@[::1]:6000,db2/news?sslmode=require", "::1,db2", "6000,5432"),
        ("postgresql://news@/news?host=db1:5432&host=db2:5433", "db1,db2", "5432,5433"),
    ],
)
def test_each_host_keeps_its_port(uri: str, hosts: str, ports: str) -> None:
    arguments = driver_arguments(uri)
    assert (arguments["host"], arguments["port"], arguments["dbname"]) == (hosts, ports, "news")


def test_the_writable_one_of_several_servers_is_used_unless_the_address_says_otherwise() -> None:
    def wanted(uri: str) -> Any:
        return driver_arguments(uri).get("target_session_attrs")

    assert wanted("postgresql://news@db1,db2/news") == "read-write"
    assert wanted("postgresql://news@db1,db2/news?target_session_attrs=any") == "any"
    assert wanted("postgresql://news@db1/news") is None, "reports may read a standby"


@pytest.mark.parametrize(
    "uri", ["sqlite:///a,b.db", "postgresql://news:p,w@db/news", "postgresql://news@db1:x,db2/news", "nonsense"]
)
def test_other_addresses_stay_as_they_are(uri: str) -> None:
    assert with_lists(uri) == uri
