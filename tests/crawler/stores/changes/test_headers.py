from contextlib import closing

import pytest

from cleaners.compare.fingerprints import fingerprints
from crawler.stores.changes import headers
from crawler.stores.changes.log import changing
from crawler.stores.deletion import Selection
from crawler.stores.store import Store
from tests.support.articles import record


def test_headers_follow_the_feed_with_the_columns_of_today(uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headers, "_PAGE", headers._PAGE.limit(2))
    with closing(Store(uri)) as store:
        for number in range(5):
            text = f"Text {number} " * 60
            stored = {**record(f"{number}", text, number), "title": f"Title {number}", "source": "the-paper"}
            with changing(store.engine) as connection:
                last = store.add(connection, stored, fingerprints(stored)).record
        first = [each for page in headers.change_headers(store.engine, 0, store.changes.last()) for each in page]
        assert [(each.title, each.source, each.is_deleted) for each in first] == [
            (f"Title {number}", "the-paper", False) for number in range(5)
        ]
        for portion in store.deletion.portions(Selection(id=last["id"])):
            store.deletion.delete(portion)
        cursor = first[-1].sequence
        (gone,) = [each for page in headers.change_headers(store.engine, cursor, store.changes.last()) for each in page]
        assert (gone.article_id, gone.is_deleted, gone.title) == (last["id"], True, None)
