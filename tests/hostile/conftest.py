from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hostile.site import Site, serving
from tests.support.commands.scrapy_runs import Scrapy


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as served:
        yield served


@pytest.fixture
def scrapy(tmp_path) -> Scrapy:  # type: ignore[no-untyped-def]
    return Scrapy(tmp_path)
