"""The last stages: compare the texts of each cluster of candidates as the store does, and write the links.

Texts that share a band are candidates and belong to the same cluster. So do texts that each share a band with a third,
and in a large batch most texts end up in one cluster. A text is therefore compared only with the texts of its cluster
that share the most bands with it. Candidates are first sorted into files by cluster; memory holds one file at a time.
"""

from __future__ import annotations

import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
from datatrove.data import DocumentsPipeline

from cleaners.compare.minhash import bands, fingerprint, is_same_story
from crawler.actions.batch.job import Job
from crawler.actions.batch.job_step import JobStep
from crawler.actions.batch.near_duplicates.parts import Links, read_links, rows_of, save_links
from crawler.actions.batch.output import write_part
from crawler.stores.near_duplicates import ARTICLES_PER_BAND, CANDIDATES

CANDIDATES_PER_FILE = 20_000  # about 120 MB of texts
MAX_FILES = 500  # open at once
FINGERPRINTS = 2_000  # kept in memory per cluster, about 100 MB
_PAIR = struct.Struct("<2I")  # the number of a row and the number of its cluster


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A text that shares a band with another one. Candidates sort by the time of their fetch."""

    fetched_at: str
    id: str
    task: int
    row: int
    text: str


class FindLinks(JobStep):
    """Finds the near-duplicates of all parts, in one task."""

    type = "DEDUP"
    name = "newsgalley links"

    def run(self, data: DocumentsPipeline = None, rank: int = 0, world_size: int = 1) -> None:
        """Write the links of each part."""
        job = self.job()
        links: dict[int, Links] = defaultdict(dict)
        with TemporaryDirectory(prefix="newsgalley-") as folder:
            for file in _sort_candidates(job, Path(folder)):
                for cluster in _clusters_in(file):
                    for candidate, representative in links_in(cluster):
                        links[candidate.task][candidate.row] = representative
                        self.stat_update("linked")
        save_links(job, links)


class WriteLinks(JobStep):
    """Replaces each part by one with the links."""

    type = "DEDUP"
    name = "newsgalley linked"

    def run(self, data: DocumentsPipeline = None, rank: int = 0, world_size: int = 1) -> None:
        """Write part `rank` again if its rows have links."""
        job = self.job()
        if links := read_links(job, rank):
            rows = enumerate(rows_of(job, rank))
            write_part(job, rank, ({**row, "duplicate_of": links.get(number)} for number, row in rows))


def links_in(cluster: Iterable[Candidate]) -> Iterator[tuple[Candidate, str]]:
    """Yield each candidate that tells the story of an earlier one, with the id of the earliest article of the story."""
    candidates = sorted(cluster)
    print_of = lru_cache(FINGERPRINTS)(lambda place: fingerprint(candidates[place].text))
    earlier: dict[int, list[int]] = defaultdict(list)  # the places of candidates, by band
    firsts: list[int] = []  # for each candidate, the place of the earliest one of its story
    for place, candidate in enumerate(candidates):
        keys = bands(candidate.text)
        same = (other for other in _sharing(earlier, keys) if is_same_story(print_of(other), print_of(place)))
        first = min((firsts[other] for other in same), default=place)
        if candidates[first].id != candidate.id:
            yield candidate, candidates[first].id
        firsts.append(first)
        for key in keys:
            if len(earlier[key]) < ARTICLES_PER_BAND:
                earlier[key].append(place)


def _sharing(earlier: Mapping[int, list[int]], keys: Iterable[int]) -> list[int]:
    """Return the places of the candidates that share the most bands with a text; the store chooses in the same way."""
    shared = Counter(place for key in keys for place in earlier.get(key, ()))
    return sorted(shared, key=lambda place: (-shared[place], place))[:CANDIDATES]


def _sort_candidates(job: Job, folder: Path) -> list[Path]:
    """Write the candidates of all parts into files by their clusters; return the files."""
    clusters = {task: _clusters_of(job, task) for task in range(job.tasks)}
    number = min(MAX_FILES, 1 + sum(map(len, clusters.values())) // CANDIDATES_PER_FILE)
    files = [folder / f"{each}.jsonl" for each in range(number)]
    with ExitStack() as stack:
        outs = [stack.enter_context(file.open("wb")) for file in files]
        for task, of_rows in clusters.items():
            for cluster, candidate in _candidates(job, task, of_rows):
                outs[cluster % number].write(orjson.dumps([cluster, *candidate]) + b"\n")
    return files


def _candidates(job: Job, task: int, clusters: dict[int, int]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    if not clusters:
        return
    for number, row in enumerate(rows_of(job, task, ["id", "fetched_at", "text"])):
        if number in clusters:
            yield clusters[number], (row["fetched_at"], row["id"], task, number, row["text"])


def _clusters_of(job: Job, task: int) -> dict[int, int]:
    """Return the cluster number by row number of a part, as datatrove wrote them."""
    folder, name = job.folder("near_duplicates", "clusters"), f"{task:06d}.clusters"
    return dict(_PAIR.iter_unpack(folder.cat_file(name))) if folder.isfile(name) else {}


def _clusters_in(file: Path) -> Iterator[list[Candidate]]:
    clusters: dict[int, list[Candidate]] = defaultdict(list)
    with file.open("rb") as lines:
        for line in lines:
            cluster, *fields = orjson.loads(line)
            clusters[cluster].append(Candidate(*fields))
    yield from clusters.values()
