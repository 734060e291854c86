"""Calculate the cores, bandwidth and storage of a day from costs per piece."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.capacity.costs import Costs

DAY_SECONDS = 86_400
DAYS_PER_MONTH = 30
MAX_TABLE_BYTES = 2**45  # 32 TiB: of a table or partition of PostgreSQL with pages of 8 KiB


@dataclass(frozen=True, slots=True)
class Load:
    """The load of a day. The factors are assumptions, not measurements."""

    sources: int = 50_000
    articles: int = 5_000_000
    pages_per_article: float = 1.2  # with rechecks that find a change, and pages other than articles
    polls_per_source: float = 48.0  # one per half hour
    listing_bytes: float = 20_000.0  # of a poll; an unchanged feed that knows ETags costs 300
    sources_per_crawl: int = 100  # MAX_SITES
    peak: float = 2.0  # the busiest hour of the day, compared with the mean hour

    @property
    def pages(self) -> float:
        """Pages per day."""
        return self.articles * self.pages_per_article

    @property
    def polls(self) -> float:
        """Polls of all sources per day."""
        return self.sources * self.polls_per_source

    @property
    def crawls(self) -> float:
        """Crawls per day."""
        return self.polls / self.sources_per_crawl


@dataclass(frozen=True, slots=True)
class Plan:
    """The needs of a day: cores in the busiest hour, mean bandwidth, and storage."""

    cleaning_cores: float
    fetching_cores: float
    saving_cores: float
    polling_cores: float
    starting_cores: float  # for starting the processes of crawls
    reading_cores: float  # for reading all sources at the start of each crawl
    server_cores: float
    mbit_per_second: float
    archive_bytes: float  # per day, and so are the following
    table_bytes: float
    wal_bytes: float
    rows: float
    largest_bytes: float
    parquet_bytes: float

    @property
    def crawl_cores(self) -> float:
        """Cores of all workers together."""
        of_pages = self.cleaning_cores + self.fetching_cores + self.saving_cores
        return of_pages + self.polling_cores + self.starting_cores + self.reading_cores


def plan(load: Load, costs: Costs) -> Plan:
    """Return what a load takes at these costs."""
    busiest = load.peak / DAY_SECONDS
    return Plan(
        cleaning_cores=load.pages * costs.clean_seconds * busiest,
        fetching_cores=load.pages * costs.fetch_seconds * busiest,
        saving_cores=load.articles * costs.save_seconds * busiest,
        polling_cores=load.polls * costs.poll_seconds * busiest,
        starting_cores=load.crawls * costs.crawl_seconds * busiest,
        reading_cores=load.crawls * costs.load_seconds * busiest,
        server_cores=load.articles * costs.server_seconds * busiest,
        mbit_per_second=(load.pages * costs.wire_bytes + load.polls * load.listing_bytes) * 8 / DAY_SECONDS / 1e6,
        archive_bytes=load.pages * costs.archive_bytes,
        table_bytes=load.articles * costs.table_bytes,
        wal_bytes=load.articles * costs.wal_bytes,
        rows=load.articles * costs.rows,
        largest_bytes=load.articles * costs.largest_bytes,
        parquet_bytes=load.articles * costs.parquet_bytes,
    )


def table(costs: Costs, load: Load, planned: Plan) -> Iterator[str]:
    """Yield the lines of a Markdown table of costs and of what they add up to."""
    month = planned.table_bytes * DAYS_PER_MONTH / 1e12
    yield "| what | cost of one, measured | per day | takes |"
    yield "|---|---|---|---|"
    for name, one, count, takes in (
        ("cleaning", _ms(costs.clean_seconds, "page"), load.pages, _cores(planned.cleaning_cores)),
        ("fetching and archiving", _ms(costs.fetch_seconds, "page"), load.pages, _cores(planned.fetching_cores)),
        ("saving, in the crawl", _ms(costs.save_seconds, "article"), load.articles, _cores(planned.saving_cores)),
        ("saving, in the server", _ms(costs.server_seconds, "article"), load.articles, _cores(planned.server_cores)),
        ("sources without news", _ms(costs.poll_seconds, "poll"), load.polls, _cores(planned.polling_cores)),
        ("starts of crawls", _ms(costs.crawl_seconds, "crawl"), load.crawls, _cores(planned.starting_cores)),
        ("reading all sources", _ms(costs.load_seconds, "crawl"), load.crawls, _cores(planned.reading_cores)),
        ("transfer", _kb(costs.wire_bytes, "page"), load.pages, f"{planned.mbit_per_second:.0f} Mbit/s on average"),
        ("archive", _kb(costs.archive_bytes, "page"), load.pages, _gb(planned.archive_bytes)),
        ("tables and indexes", _kb(costs.table_bytes, "article"), load.articles,
         f"{_gb(planned.table_bytes)}, {month:.1f} TB per month"),
        ("rows", f"{costs.rows:.0f} per article", load.articles, f"{planned.rows / 1e6:,.0f} million"),
        ("write-ahead log", _kb(costs.wal_bytes, "article"), load.articles, _gb(planned.wal_bytes)),
        ("largest table", _kb(costs.largest_bytes, "article"), load.articles,
         f"{_gb(planned.largest_bytes)}; full after {MAX_TABLE_BYTES / planned.largest_bytes:,.0f} days"),
        ("the same articles in Parquet", _kb(costs.parquet_bytes, "article"), load.articles,
         _gb(planned.parquet_bytes)),
    ):  # fmt: skip
        yield f"| {name} | {one} | {count:,.0f} | {takes} |"


def _ms(seconds: float, piece: str) -> str:
    return f"{seconds * 1000:,.1f} ms of CPU per {piece}"


def _kb(size: float, piece: str) -> str:
    return f"{size / 1000:,.1f} kB per {piece}"


def _gb(size: float) -> str:
    return f"{size / 1e9:,.0f} GB"


def _cores(cores: float) -> str:
    return f"{cores:.1f} cores in the busiest hour"
