"""Measure searches of a store of 100,000 articles, and what the index of words takes to write.

    python -m benchmarks.cost.search [--articles 100000] [--store postgresql://... | --postgres]

Fills a store with invented stories in English, German and Chinese. Each has words of the stories' small vocabulary,
which are in most articles, and names drawn from 50,000, a few of them frequent and most rare, as in news. Then prints
the time of queries of each kind: the first time, and the median of ten more with its CPU time (with that of the server
of `--postgres`).
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

from benchmarks.postgres import running_postgres, server_seconds
from crawler.stores.database.schema import articles
from crawler.stores.search.search import Query, search
from crawler.stores.store import Store
from crawler.stores.words import index
from tests.support.invented_stories import story

BATCH = 1_000  # articles per transaction
NAMES = 50_000
NAMES_PER_ARTICLE = 30
SYLLABLES = [
    "ba",
    "cor",
    "den",
    "fel",
    "gra",
    "hol",
    "jin",
    "kel",
    "lum",
    "mor",
    "nar",
    "pel",
    "rud",
    "sel",
    "tor",
    "vin",
]
LANGUAGES = ("en", "en", "de", "zh")
# Ranks of names: in about 10, 1,000 and most of 100,000 articles.
RARE, SOME, FREQUENT = 2_000, 100, 3


def main() -> None:
    """Fill a store and print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--store", help="address of an empty store; default: a SQLite file that is deleted")
    parser.add_argument("--postgres", action="store_true", help="start a PostgreSQL server for the store")
    options = parser.parse_args()
    with ExitStack() as ends:
        folder = ends.enter_context(tempfile.TemporaryDirectory())
        uri = ends.enter_context(running_postgres()) if options.postgres else options.store
        store = Store(uri or f"sqlite:///{Path(folder) / 'articles.db'}")
        began = time.perf_counter()
        fill(store, options.articles)
        print(f"filled with {options.articles:,} articles in {time.perf_counter() - began:.0f} s")
        print(f"the index takes {index_bytes(store) / options.articles / 1000:.1f} kB per article")
        for kind, query in queries().items():
            print_times(store, kind, query)
        store.close()


def queries() -> dict[str, Query]:
    """Return a query of each kind."""
    rare, some, frequent = name(RARE), name(SOME), name(FREQUENT)
    words = {
        "a rare name": rare,
        "a name in some articles": some,
        "a name in many articles": frequent,
        "a word in most articles": "bridge",
        "two words in most articles": "bridge costs",
        "two words exactly as they are": '"bridge" "costs"',
        "a phrase in many articles": '"the plan for a second bridge"',
        "frequent short words that never meet": '"for the plan the"',
        "frequent words that never meet": '"costs bridge second"',
        "the beginning of many names": f"{frequent[:4]}*",
        "words, a phrase and an exclusion": f'(bridge OR {some}) "sea wall" -{frequent}',
        "a word in the headline": f"title:{some}",
        "Chinese, two characters": "海堤",
        "Chinese, a sentence": "第二座大桥的计划",
        "a word that no article has": "qqqq",
    }
    found = {kind: Query(words=each) for kind, each in words.items()}
    found["a word in most articles, of one language"] = Query(words="Hafenbehörde", language="de")
    found["a word in most articles, of one source"] = Query(words="bridge", source="paper8")
    return found


def print_times(store: Store, kind: str, query: Query) -> None:
    """Print how long a query takes."""
    times, cpu = [], []
    for _ in range(11):
        began, worked = time.perf_counter(), _cpu_seconds(store)
        hits = search(store, query)
        times.append((time.perf_counter() - began) * 1000)
        cpu.append((_cpu_seconds(store) - worked) * 1000)
    again = f"then {statistics.median(times[1:]):6.1f} ms ({statistics.median(cpu[1:]):5.1f} ms of CPU)"
    print(f"{kind:<42} first {times[0]:6.1f} ms, {again}, {len(hits):>2} hits")


def _cpu_seconds(store: Store) -> float:
    """Return the CPU time of this process and of a server on this machine that was started for benchmarks."""
    is_server = store.engine.dialect.name == "postgresql" and "host" in store.engine.url.query
    return time.process_time() + (server_seconds(f"host={store.engine.url.query['host']}") if is_server else 0)


def name(rank: int) -> str:
    """Return the name of a rank: the lower, the more frequent."""
    digits = [rank % 16, rank // 16 % 16, rank // 256 % 16, rank // 4096 % 16]
    return "".join(SYLLABLES[digit] for digit in digits)


def fill(store: Store, count: int) -> None:
    """Store and index the articles."""
    rows = article_rows(count)
    while batch := list(islice(rows, BATCH)):
        with store.engine.begin() as connection:
            connection.execute(insert(articles), batch)
            for row in batch:
                index.add(connection, row["number"], row["title"], row["text"], row["language"])
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in ("VACUUM", "ANALYZE"):  # as PostgreSQL's autovacuum does
            connection.execute(text(statement))


def article_rows(count: int) -> Iterator[dict[str, Any]]:
    """Yield the rows of the articles, without the rest of their records."""
    chance = random.Random(3)  # noqa: S311
    stories = {
        (language, seed): "\n\n".join(story(seed, language)) for language in set(LANGUAGES) for seed in range(500)
    }
    for number in range(1, count + 1):
        language = LANGUAGES[number % len(LANGUAGES)]
        names = [name(min(int(chance.paretovariate(0.6)), NAMES)) for _ in range(NAMES_PER_ARTICLE)]
        moment = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}T08:00:00Z"
        yield {
            "number": number, "id": f"{number:064x}", "url": f"https://paper{number % 100}.example/{number}",
            "source": f"paper{number % 100}", "host": f"paper{number % 100}.example", "title": " ".join(names[:8]),
            "language": language, "published_at": moment, "fetched_at": moment, "content_hash": f"{number:064x}",
            "text": f"{stories[language, chance.randrange(500)]}\n\n{' '.join(names)}", "record": b"",
        }  # fmt: skip


def index_bytes(store: Store) -> int:
    """Return the size of the index."""
    with store.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            size = "SELECT sum(length(block)) FROM article_words_data"
        else:
            size = "SELECT pg_total_relation_size('article_words')"
        return int(connection.execute(text(size)).scalar_one())


if __name__ == "__main__":
    main()
