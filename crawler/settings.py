"""Every setting, grouped, with its unit and why. `-s NAME=VALUE` overrides each for a run."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

# --- what Scrapy finds where
BOT_NAME = "newsgalley"
SPIDER_MODULES = ["crawler.spiders"]
COMMANDS_MODULE = "crawler.commands"

# --- what is crawled, and where it goes
SOURCES_PATH = str(PROJECT / "seeds" / "sources")  # a TOML file or a folder of them
STORE_URI = "sqlite:///articles.db"  # or postgresql://USER@HOST/DATABASE
RUN_SUMMARY = None  # a path: the run's summary is written there as one JSON object

# --- how we present ourselves and how fast we ask
CONTACT = ""  # an address or page by which a site's owner reaches you; it stands in the user agent
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "newsgalley"
# Over all hosts: sources are crawled side by side. Each may hold a body of DOWNLOAD_MAXSIZE, so this is what bounds the
# crawler's memory (`python -m benchmarks.cost.memory`). Beyond what is under way, SCRAPER_SLOT_MAX_ACTIVE_SIZE
# stops new requests while bodies wait for the cleaning workers.
CONCURRENT_REQUESTS = 20
CONCURRENT_REQUESTS_PER_DOMAIN = 2
DOWNLOAD_DELAY = 0.1  # seconds between requests to a host, at least; AutoThrottle and Crawl-delay add to it
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 0.5  # seconds
AUTOTHROTTLE_MAX_DELAY = 30.0  # seconds
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
WAIT_MAX_SECONDS = 60  # a longer Retry-After or Crawl-delay closes the host for this run

# --- which addresses are fetched at all: see SECURITY.md
ALLOWED_ADDRESSES: list[str] = []  # host:port of own or inner hosts that may be reached all the same
ALLOWED_PORTS = [80, 443, 8080, 8443]  # the ports that public web sites use; on others, other services listen

# --- bounds of a run
MAX_ARTICLES_PER_SOURCE = 2_000  # a run; a source's own max_articles goes before it
MAX_LISTINGS_PER_SOURCE = 100  # feeds, sitemaps and pages of links read a run
SITEMAP_MAX_DEPTH = 3  # an index in an index in an index
SITEMAP_MAX_CHILDREN = 20  # sitemaps read of one index, the newest first
MAX_REQUESTS_PER_HOST = 3_000  # a run, listings and retries included; what is left over is fetched by the next run
TRAP_GUARD_TRIAL = 20  # addresses of one shape that are fetched before the first of them has given an article
DOWNLOAD_TIMEOUT = 60  # seconds for a whole answer, its redirects and further tries included
DNS_TIMEOUT = 20  # seconds for a name's lookup
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # bytes, as they come and unpacked
MAX_HEADER_BYTES = 128 * 1024  # of an answer; long security policies take some 20 KB
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 5
RETRY_TIMES = 2  # within a run; later runs try again by the store's own pauses
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the run's summary counts it
# What one callback yields, at once: Scrapy makes as many tasks for every response, 100 unless told, which took 1.2 ms a
# page. Our callbacks yield one page, or requests, which wait for nothing.
CONCURRENT_ITEMS = 8

# --- articles that change
# How long after its first fetch an article is looked at again, by a conditional request; empty: never. Most corrections
# come within hours; the last look is for what a newsroom sets right after a complaint.
RECHECK_AFTER = ["1h", "6h", "24h", "7d"]
MAX_RECHECKS = 1_000  # a run, over all sources, those first whose time came first; 0: none
REVISION_MIN_WORDS = 3  # gained and lost; a headline or a figure that changed makes a revision by itself

# --- the health of a source
HEALTH_RUNS = 20  # the last runs that stored something, which a source's run is compared with; 0: none is
HEALTH_KEEP_RUNS = 500  # a source; older ones are forgotten

# --- cleaning
CLEAN_WORKERS = os.cpu_count() or 1  # processes; 0 cleans in the crawler's own process
CLEAN_TIMEOUT_SECONDS = 60  # a page; then its worker is killed and the page is dropped as clean_timeout
CLEAN_MEMORY_MB = 1_024  # of a worker; a page that needs more is dropped as clean_memory. 0: no limit
QUARANTINE_DIR = "quarantine"  # where pages that could not be cleaned are kept as they came; empty: they are not
QUARANTINE_MAX_MB = 200  # of that folder; the oldest pages go first

# Lines that repeat on a site's articles are counted in the store and taken out; articles that were stored before are
# cleaned again at the end of the run.
SITE_LINES = True

# --- the archive of raw pages
ARCHIVE_DIR = (
    "archive"  # WARC files; relative: beside a SQLite store, else in the working directory; empty: none is kept
)
ARCHIVE_MAX_FILE_MB = 256  # a file; then, and at midnight UTC, the next is begun
ARCHIVE_KEEP_DAYS = 0  # files begun longer ago are deleted; 0: by age none is
ARCHIVE_MAX_GB = 0  # over it the oldest files are deleted; 0: by size none is

# --- what is not needed, listens or remembers
COOKIES_ENABLED = False  # a paper's consent and paywall counters are no business of ours
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
METAREFRESH_ENABLED = False
REFERRER_POLICY = "no-referrer"  # a site need not know what led to it
DOWNLOAD_VERIFY_CERTIFICATES = True
TWISTED_DNS_RESOLVER = "crawler.network.resolver.GuardedResolver"
DOWNLOAD_HANDLERS = {
    "http": "crawler.network.handler.GuardedDownloadHandler",
    "https": "crawler.network.handler.GuardedDownloadHandler",
    "data": None,
    "file": None,
    "s3": None,
    "ftp": None,
}
ROBOTSTXT_PARSER = "crawler.network.robots.BoundedRobotParser"

# --- the end of a run
STOP_GRACE_SECONDS = 15  # after SIGTERM or SIGINT: what is under way may finish, then it is left for the next run
DOWNLOADER = "crawler.network.downloader.StoppableDownloader"

# --- parts
DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.host_budget.HostBudgetMiddleware": 50,  # before robots.txt is asked for
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,  # ours says why a body is refused
    "crawler.middlewares.decompression.DecompressionMiddleware": 590,
    "crawler.middlewares.archive.ArchiveMiddleware": 595,  # HttpCompression (590) | the wire; Redirect (600) before it
    "crawler.middlewares.retry_after.RetryAfterMiddleware": 560,  # between Retry (550) and the downloader
}
ITEM_PIPELINES = {
    "crawler.pipelines.clean.CleanPipeline": 100,
    "crawler.pipelines.validate.ValidatePipeline": 200,
    "crawler.pipelines.store.StorePipeline": 400,
}
# Scrapy's own but for those that ours replace, and two that listen: console and remote control would be off, and yet
# imported at each start, with a web server and an SSH library.
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.memdebug.MemoryDebugger": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.spiderstate.SpiderState": 0,
}
EXTENSIONS = {
    "crawler.extensions.throttle.CrawlDelayThrottle": 0,  # AutoThrottle that keeps Crawl-delay
    "crawler.extensions.progress.ProgressExtension": 0,  # LogStats that says what a reader of news asks
    "crawler.extensions.health.HealthExtension": 0,
    "crawler.extensions.run_report.RunReportExtension": 0,
    "crawler.extensions.stopping.StoppingExtension": 0,
}
FEED_EXPORTERS = {
    "csv": "crawler.exporters.CsvRecordExporter",
    "xml": "crawler.exporters.XmlRecordExporter",
}
FEED_STORAGES = {
    "": "crawler.exporters.WholeFileStorage",
    "file": "crawler.exporters.WholeFileStorage",
}
FEED_EXPORT_ENCODING = "utf-8"
REQUEST_FINGERPRINTER_CLASS = "scrapy.utils.request.RequestFingerprinter"

# --- logging
LOG_LEVEL = "INFO"
LOG_FORMATTER = "crawler.extensions.log.QuietLogFormatter"
LOG_VERSIONS: list[str] = []
LOG_FORMAT = "%(asctime)s %(levelname)s: %(message)s"
STATS_DUMP = False  # the run report says it in order
PROGRESS_SECONDS = 5
