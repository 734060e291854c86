from dataclasses import replace

import pytest

from crawler.reading_room.entries import entry_of
from crawler.stores.changes.headers import ChangeHeader

HEADER = ChangeHeader(
    sequence=1, article_id="a", revision=1, url=None, source=None, host=None, title="Pier", language="en",
    published_at=None, fetched_at=None, duplicate_of=None,
)  # fmt: skip
FETCHED = "2026-03-05T10:00:00Z"


@pytest.mark.parametrize(
    ("published", "fetched", "day", "moment"),
    [
        ("2026-03-04T23:30:00-02:00", FETCHED, "2026-03-04", "2026-03-05T01:30:00Z"),
        ("2026-03-04", FETCHED, "2026-03-04", "2026-03-04"),
        ("2026-03-06", FETCHED, "2026-03-06", "2026-03-06"),
        ("2026-03-07", FETCHED, "2026-03-05", FETCHED),
        ("", FETCHED, "2026-03-05", FETCHED),
        ("../../etc/passwd", FETCHED, "2026-03-05", FETCHED),
        ("2026-03-04", "../../etc/passwd", "2026-03-04", "2026-03-04"),
        ("<b>", "../../etc/passwd", "1970-01-01", "1970-01-01"),
        ("9999-12-31T23:59:59-12:00", "", "9999-12-31", "9999-12-31"),
        ("2026-03-04", "9999-12-31", "2026-03-04", "2026-03-04"),
    ],
)
def test_the_day_is_a_day_whatever_a_store_of_others_holds(published: str, fetched: str, day: str, moment: str) -> None:
    entry = entry_of(replace(HEADER, published_at=published, fetched_at=fetched))
    assert (entry.day, entry.moment) == (day, moment)
