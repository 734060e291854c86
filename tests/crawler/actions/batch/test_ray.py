"""A batch on a Ray cluster: two nodes on this machine, one of which dies."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars
import pytest

from tests.support.archives import url_of, write_archive
from tests.support.commands.scrapy_runs import Scrapy

pytestmark = [
    pytest.mark.soak,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # of the library
]
NODE = {"num_cpus": 1, "memory": 4 << 30, "object_store_memory": 80 << 20}
FILES, PER_FILE = 6, 30


@pytest.fixture
def cluster() -> Iterator[Any]:
    cluster_utils = pytest.importorskip("ray.cluster_utils", reason="Ray is not installed: pip install ray")
    cluster = cluster_utils.Cluster(initialize_head=True, head_node_args=NODE)
    yield cluster
    cluster.shutdown()


def test_every_row_is_there_once_after_a_node_has_died(cluster: Any, scrapy: Scrapy, tmp_path: Path) -> None:
    for number in range(FILES):
        write_archive(tmp_path / "warc" / f"{number}.warc.gz", number * PER_FILE, PER_FILE)
    scrapy.environment = {"RAY_ADDRESS": cluster.address}
    second = cluster.add_node(**NODE)
    options = ("--executor", "ray", "--workers", "2", "--memory-gb", "1")
    process = scrapy.start("batch", "clean", "warc", "-o", "out", *options)
    process.wait_until(lambda: len(list((tmp_path / "out").glob(".part-*"))) >= 2)
    cluster.remove_node(second, allow_graceful=False)
    out, log = process.communicate(timeout=500)
    assert process.returncode == 0, log
    assert "tasks             6, all finished" in out
    urls = polars.read_parquet(tmp_path / "out" / "*.parquet")["url"].to_list()
    assert sorted(urls) == sorted(url_of(number) for number in range(FILES * PER_FILE))
    assert not [name for name in os.listdir(tmp_path / "out") if name.startswith(".")]


def test_a_cluster_that_is_not_there_is_reported_in_one_sentence(scrapy: Scrapy, tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="Ray is not installed: pip install ray")
    write_archive(tmp_path / "piers.warc.gz", 0, 1)
    scrapy.environment = {"RAY_ADDRESS": "127.0.0.1:9"}
    refused = scrapy("batch", "clean", "piers.warc.gz", "-o", "out", "--executor", "ray")
    assert refused.code == 2
    assert "there is no Ray cluster at RAY_ADDRESS=127.0.0.1:9" in refused.log
