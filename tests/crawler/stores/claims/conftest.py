"""Fixtures: two runs on one PostgreSQL store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

from crawler.stores.store import Store


@pytest.fixture
def two(postgres_uri: str) -> Iterator[tuple[Store, Store]]:
    with ExitStack() as stack:
        one, other = (stack.enter_context(closing(Store(postgres_uri, for_run=True))) for _ in range(2))
        yield one, other
