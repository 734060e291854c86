"""What hosts asked for is kept."""

import pytest
from sqlalchemy import update

from crawler.stores.database.schema import hosts
from crawler.stores.sites.hosts import KeptRobots
from crawler.stores.store import Store

RULES = KeptRobots(200, b"User-agent: *\nDisallow: /private/")


def test_a_pause_lasts_as_long_as_it_was_asked_for(store: Store) -> None:
    assert store.hosts.pause_seconds("harbour.example") == 0
    store.hosts.note_pause("harbour.example", 7_200)
    assert 7_190 < store.hosts.pause_seconds("harbour.example") <= 7_200
    assert store.hosts.pause_seconds("market.example") == 0
    store.hosts.note_pause("harbour.example", 0)
    assert store.hosts.pause_seconds("harbour.example") == 0


@pytest.mark.parametrize("read_at", ["2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"])
def test_a_robots_txt_is_kept_for_a_while(store: Store, read_at: str) -> None:
    assert store.hosts.robots("harbour.example", 3_600) is None
    store.hosts.note_pause("harbour.example", 60)
    store.hosts.note_robots("harbour.example", KeptRobots(404, b""))
    store.hosts.note_robots("harbour.example", RULES)
    assert store.hosts.robots("harbour.example", 3_600) == RULES
    with store.engine.begin() as connection:
        connection.execute(update(hosts).values(robots_read_at=read_at))
    assert store.hosts.robots("harbour.example", 3_600) is None
    assert store.hosts.pause_seconds("harbour.example") > 0
