"""Fixtures: a command with a PostgreSQL store in which the queue of jobs is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawler.cluster.workers import installed
from tests.crawler.stores.conftest import own_postgres, postgres, postgres_uri  # noqa: F401, fixtures
from tests.support.commands.scrapy_runs import Scrapy

pytest.importorskip("pgqueuer", reason="the extra `cluster` is not installed")


@pytest.fixture
def cluster(tmp_path: Path, postgres_uri: str) -> Scrapy:  # noqa: F811
    return installed(tmp_path, postgres_uri)
