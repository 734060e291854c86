"""Read the rows of a batch's parts, and read and write the links between them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import orjson
import pyarrow.parquet as pq

from crawler.actions.batch.job import Job
from crawler.actions.batch.storage import open_once, read_whole, write_whole

ROWS_AT_ONCE = 100

Links = dict[int, str]  # row number in its part -> id of the article that the row is a near-duplicate of


def rows_of(job: Job, task: int, names: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows of a part in order, with the named fields or with all."""
    with open_once(job.part(task)) as file:
        if job.format == "jsonl":
            yield from map(orjson.loads, file)
            return
        for batch in pq.ParquetFile(file).iter_batches(ROWS_AT_ONCE, columns=names):
            yield from batch.to_pylist()


def read_links(job: Job, task: int) -> Links:
    """Return the links of a part's rows."""
    content = read_whole(_address(job, task))
    return {int(row): id_ for row, id_ in json.loads(content).items()} if content else {}


def save_links(job: Job, links: dict[int, Links]) -> None:
    """Write the links of each part."""
    for task, of_rows in links.items():
        write_whole(_address(job, task), json.dumps(of_rows).encode())


def count_links(job: Job) -> int:
    """Return the number of linked rows in all parts."""
    return sum(len(read_links(job, task)) for task in range(job.tasks))


def _address(job: Job, task: int) -> str:
    return job.state("near_duplicates", "links", f"{task:05}.json")
