"""Every setting, grouped, with its meaning and the reason for its value. `-s NAME=VALUE` overrides one for a run.

docs/settings.md is made from this file: the comments above and beside a setting are its row there.
"""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

# --- Sources, store and summary
SOURCES_PATH = str(PROJECT / "seeds" / "sources")  # A TOML file of sources, or a folder of them.
STORE_URI = "sqlite:///articles.db"  # The database; or postgresql://USER@HOST/DATABASE.
RUN_SUMMARY = None  # A path. The run's summary is written there as one JSON object.

# --- Identity and politeness
CONTACT = ""  # An address or page where a site's owner can reach you. It is part of the user agent. Set it.
ROBOTSTXT_OBEY = True  # Obey robots.txt.
ROBOTSTXT_USER_AGENT = "newsgalley"  # The name that robots.txt rules are matched with.
# Requests at the same time, over all hosts. Each may hold a body of DOWNLOAD_MAXSIZE, so this bounds the crawler's
# memory (`python -m benchmarks.cost.memory`). SCRAPER_SLOT_MAX_ACTIVE_SIZE also stops new requests while bodies wait
# for the cleaning workers.
CONCURRENT_REQUESTS = 20
CONCURRENT_REQUESTS_PER_DOMAIN = 2  # Requests at the same time per host.
DOWNLOAD_DELAY = 0.1  # The least time between requests to a host. AutoThrottle and Crawl-delay add to it.
AUTOTHROTTLE_ENABLED = True  # Adapt each host's delay to its latency.
AUTOTHROTTLE_START_DELAY = 0.5  # The first delay of a host.
AUTOTHROTTLE_MAX_DELAY = 30.0  # The longest delay of a slow host.
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0  # Requests in progress per host that AutoThrottle aims at.
WAIT_MAX_SECONDS = 60  # A longer Retry-After or Crawl-delay closes the host for this run.

# --- Addresses that may be fetched
# HOST:PORT of your own or internal hosts that may be reached. All other addresses outside the public internet are
# refused; SECURITY.md has the list.
ALLOWED_ADDRESSES: list[str] = []
ALLOWED_PORTS = [80, 443, 8080, 8443]  # The ports that public web sites use. Other services listen on others.

# --- Bounds of a run
MAX_ARTICLES_PER_SOURCE = 2_000  # Articles per source and run. A source's max_articles may be lower.
MAX_LISTINGS_PER_SOURCE = 100  # Feeds, sitemaps and pages of links that are read per source and run.
SITEMAP_MAX_DEPTH = 3  # Levels of sitemap indexes: an index in an index in an index.
SITEMAP_MAX_CHILDREN = 20  # Sitemaps that are read from one index, newest first.
MAX_REQUESTS_PER_HOST = 3_000  # Requests per run, listings and retries included. The next run fetches the rest.
TRAP_GUARD_TRIAL = 20  # Addresses of one shape that are fetched before one of them has given an article.
DOWNLOAD_TIMEOUT = 60  # For a whole answer, redirects and retries included.
DNS_TIMEOUT = 20  # For resolving a name.
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # The largest body, both as transferred and decompressed.
DOWNLOAD_WARNSIZE = 0  # Scrapy's warning of large bodies. 0: off, because DOWNLOAD_MAXSIZE bounds them.
MAX_HEADER_BYTES = 128 * 1024  # The longest headers of an answer. Long security policies take some 20 KB.
REDIRECT_MAX_TIMES = 5  # Redirects per page.
RETRY_TIMES = 2  # Retries within a run. Later runs retry after the pauses that the store keeps.
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # The run's summary counts the pages that were given up.
# Tasks per response. Scrapy makes 100 by default, which took 1.2 ms per page. Our callbacks yield one page, or
# requests, which wait for nothing.
CONCURRENT_ITEMS = 8

# --- Articles that change
# Rechecks: how long after its first fetch an article is requested again, conditionally. Empty: never. Most corrections
# come within hours; the last recheck is for what a newsroom corrects after a complaint.
RECHECK_AFTER = ["1h", "6h", "24h", "7d"]
MAX_RECHECKS = 1_000  # Rechecks per run over all sources, the longest overdue first. 0: none.
REVISION_MIN_WORDS = 3  # Words gained and lost that make a revision. A changed headline or figure makes one by itself.

# --- Health of a source
HEALTH_RUNS = 20  # Earlier runs, of those that stored something, that a run is compared with. 0: no alarms.
HEALTH_KEEP_RUNS = 500  # Runs that are kept per source. Older ones are deleted.

# --- Cleaning
CLEAN_WORKERS = os.cpu_count() or 1  # Cleaning processes. 0 cleans in the crawler's own process.
CLEAN_TIMEOUT_SECONDS = 60  # Per page. Then the worker is killed and the page is dropped as clean_timeout.
CLEAN_MEMORY_MB = 1_024  # Per worker (Linux). A page that needs more is dropped as clean_memory. 0: no limit.
QUARANTINE_DIR = "quarantine"  # Where pages that could not be cleaned are kept, unchanged. Empty: they are not kept.
QUARANTINE_MAX_MB = 200  # The size of that folder. The oldest pages are deleted first.
# Count the lines that a site repeats and remove them from its articles. Articles that were stored before a line was
# known are cleaned again at the end of the run.
SITE_LINES = True

# --- Archive of raw pages
# The folder of the WARC files. A relative path is beside a SQLite store, else in the working directory. Empty: off.
ARCHIVE_DIR = "archive"
ARCHIVE_MAX_FILE_MB = 256  # The size at which the next file is begun. A new one also begins at midnight UTC.
# Delete files that were begun longer ago. 0: keep all. Set this or ARCHIVE_MAX_GB for a crawl that runs for months.
ARCHIVE_KEEP_DAYS = 0
ARCHIVE_MAX_GB = 0  # Delete the oldest files beyond this size. 0: keep all.

# --- Features of Scrapy that are off or replaced
COOKIES_ENABLED = False  # A site's consent and paywall counters are none of our business.
TELNETCONSOLE_ENABLED = False  # It would listen on a port.
REMOTE_CONTROL_ENABLED = False  # It would listen on a port.
METAREFRESH_ENABLED = False  # Meta refresh is not followed.
REFERRER_POLICY = "no-referrer"  # A site need not know which page led to it.
DOWNLOAD_VERIFY_CERTIFICATES = True  # A source may turn this off for itself: verify_certificates = false.
TWISTED_DNS_RESOLVER = "crawler.network.resolver.GuardedResolver"  # Refuses names of addresses that are not public.
# Checks each address and bounds headers and time. The schemes set to None are not fetched at all.
DOWNLOAD_HANDLERS = {
    "http": "crawler.network.handler.GuardedDownloadHandler",
    "https": "crawler.network.handler.GuardedDownloadHandler",
    "data": None,
    "file": None,
    "s3": None,
    "ftp": None,
}
ROBOTSTXT_PARSER = "crawler.network.robots.BoundedRobotParser"  # Reads the first 500 KB of a robots.txt (RFC 9309).

# --- End of a run
STOP_GRACE_SECONDS = 15  # Time for running requests to finish after SIGTERM or SIGINT. The next run does the rest.
DOWNLOADER = "crawler.network.downloader.StoppableDownloader"  # Lets waiting requests go at a signal.

# --- Components
BOT_NAME = "newsgalley"  # Scrapy's name for the project.
SPIDER_MODULES = ["crawler.spiders"]  # Where Scrapy finds spiders.
COMMANDS_MODULE = "crawler.commands"  # Where Scrapy finds commands.
# Downloader middlewares by their place between the engine (0) and the network (1000).
DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.host_budget.HostBudgetMiddleware": 50,  # before robots.txt is requested
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,  # ours says why a body is refused
    "crawler.middlewares.decompression.DecompressionMiddleware": 590,
    "crawler.middlewares.archive.ArchiveMiddleware": 595,  # after Redirect (600), before decompression (590)
    "crawler.middlewares.retry_after.RetryAfterMiddleware": 560,  # between Retry (550) and the downloader
}
# The pipelines of a page, in order.
ITEM_PIPELINES = {
    "crawler.pipelines.clean.CleanPipeline": 100,
    "crawler.pipelines.validate.ValidatePipeline": 200,
    "crawler.pipelines.store.StorePipeline": 400,
}
# Scrapy's extensions without those that ours replace, and without the telnet console and the remote control. Both would
# be off, but Scrapy would still import them at each start, with a web server and an SSH library.
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.memdebug.MemoryDebugger": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.spiderstate.SpiderState": 0,
}
# Our extensions.
EXTENSIONS = {
    "crawler.extensions.throttle.CrawlDelayThrottle": 0,  # AutoThrottle that keeps Crawl-delay
    "crawler.extensions.progress.ProgressExtension": 0,  # LogStats in the terms of a news crawl
    "crawler.extensions.health.HealthExtension": 0,
    "crawler.extensions.run_report.RunReportExtension": 0,
    "crawler.extensions.stopping.StoppingExtension": 0,
}
# Writers of the feeds of `-O`.
FEED_EXPORTERS = {
    "csv": "crawler.exporters.CsvRecordExporter",
    "xml": "crawler.exporters.XmlRecordExporter",
}
# A feed replaces the last one only when it is complete.
FEED_STORAGES = {
    "": "crawler.exporters.WholeFileStorage",
    "file": "crawler.exporters.WholeFileStorage",
}
FEED_EXPORT_ENCODING = "utf-8"  # Write letters as they are, without escapes.
REQUEST_FINGERPRINTER_CLASS = "scrapy.utils.request.RequestFingerprinter"  # Scrapy's own.

# --- Logging
LOG_LEVEL = "INFO"  # Scrapy's levels. -L changes it for a run.
LOG_FORMATTER = "crawler.extensions.log.QuietLogFormatter"  # Logs an item as one line, at the level DEBUG.
LOG_VERSIONS: list[str] = []  # Do not log the versions of libraries.
LOG_FORMAT = "%(asctime)s %(levelname)s: %(message)s"  # The form of a log line.
STATS_DUMP = False  # The run's summary says it in order.
PROGRESS_SECONDS = 5  # Time between two lines of progress. 0: none.
