"""A batch from an object storage to an object storage: real S3 requests to a server on loopback."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.support.archives import url_of, write_archive
from tests.support.commands.scrapy_runs import Scrapy


@pytest.mark.soak
def test_archives_of_a_bucket_become_parquet_files_of_a_bucket(scrapy: Scrapy, s3: Any, tmp_path: Path) -> None:
    for number in range(2):
        s3.put_file(write_archive(tmp_path / "warc.gz", number * 3, 3), f"desk/in/{number}.warc.gz")
    s3.pipe("desk/warc.paths", b"in/0.warc.gz\nin/1.warc.gz\nin/absent.warc.gz\n")
    cleaned = scrapy("batch", "clean", "s3://desk/warc.paths", "-o", "s3://desk/out")
    assert cleaned.code == 4, cleaned.log
    assert "lost              1 (no_file 1)" in cleaned.out
    parts = s3.glob("desk/out/*.parquet")
    tables = [pq.read_table(s3.open(part)) for part in parts]
    assert sorted(url for table in tables for url in table["url"].to_pylist()) == sorted(map(url_of, range(6)))
    assert tables[0]["raw_ref"][0].as_py().startswith("s3://desk/in/0.warc.gz:")
    again = scrapy("batch", "clean", "s3://desk/warc.paths", "-o", "s3://desk/out")
    assert (again.code, again.out) == (4, cleaned.out)
    assert scrapy("import", *(f"s3://{part}" for part in parts)).code == 0
    assert len(scrapy.records()) == 6
