"""Fixtures: a store that tests fill with articles, and the site of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crawler.stores.store import Store
from tests.crawler.reading_room.rooms import Newsroom


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    with closing(Store(f"sqlite:///{tmp_path / 'articles.db'}")) as store:
        yield Newsroom(store, tmp_path / "site")
