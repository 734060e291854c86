"""All settings by group, each with its unit and reason. `-s NAME=VALUE` overrides one for a run."""

from __future__ import annotations

from cleaners.workers.cpus import usable_cpus

# --- names and places that Scrapy needs

BOT_NAME = "newsgalley"  # The name of the project.
# The modules in which Scrapy looks for spiders that users run. Commands start the other spiders themselves.
SPIDER_MODULES = ["crawler.spiders.archive", "crawler.spiders.article", "crawler.spiders.news"]
COMMANDS_MODULE = "crawler.commands"  # The package that adds commands to `scrapy`.

# --- sources and results

# A TOML file with sources, or a folder of them. Empty: the starter set of newspapers that comes with the program.
SOURCES_PATH = ""
STORE_URI = "sqlite:///articles.db"  # The store: a SQLite file, or postgresql://USER@HOST/DATABASE.
RUN_SUMMARY = None  # The path of a file into which the run's summary is written as one JSON object; None: no file.

# --- politeness

CONTACT = ""  # An e-mail address or page, sent in the user agent, where site owners can reach you.
ROBOTSTXT_OBEY = True  # Obey robots.txt.
# Seconds for which the store keeps a robots.txt, or its absence, for other runs; 0: every run reads it. RFC 9309 allows
# a day, but a site that changes the file expects crawlers to obey it sooner.
ROBOTS_KEEP_SECONDS = 3_600
ROBOTSTXT_USER_AGENT = "newsgalley"  # The name under which robots.txt addresses this crawler.
# Read /.well-known/tdmrep.json, in which a site reserves its rights of text and data mining. That takes one request per
# site and day, before its first article page.
READ_TDMREP = True
# Drop articles whose rights are reserved (`rights.status`), with the reason rights_reserved. It also turns the archive
# of raw pages off, because the crawler would archive a page before it knows its rights.
RESPECT_TDM = False
# Requests in progress to all hosts together. Each may hold a body of DOWNLOAD_MAXSIZE, so this number bounds the
# crawler's memory (`python -m benchmarks.cost.memory`). In addition, no request begins while this many pages, and four
# per cleaning worker, are in progress or wait to be stored, or while their bodies exceed SCRAPER_SLOT_MAX_ACTIVE_SIZE.
CONCURRENT_REQUESTS = 20
CONCURRENT_REQUESTS_PER_DOMAIN = 2  # Requests in progress per host.
DOWNLOAD_DELAY = 0.1  # The minimum seconds between requests to a host; AutoThrottle and Crawl-delay lengthen it.
AUTOTHROTTLE_ENABLED = True  # Adapt the delay of each host to its latency.
AUTOTHROTTLE_START_DELAY = 0.5  # Seconds between requests to a host before its latency is known.
AUTOTHROTTLE_MAX_DELAY = 30.0  # The maximum seconds of delay that a slow host can cause.
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0  # The average number of parallel requests per host that AutoThrottle aims at.
WAIT_MAX_SECONDS = 60  # The longest Retry-After or Crawl-delay in seconds; a longer one closes the host for this run.

# --- addresses that may be fetched (see SECURITY.md)

ALLOWED_ADDRESSES: list[str] = []  # Your own or internal hosts that may be fetched nevertheless, as host:port.
ALLOWED_PORTS = [80, 443, 8080, 8443]  # The ports on which web sites are served; other services use other ports.

# --- bounds of a run

# Sites that a run claims on PostgreSQL, the most overdue first; other runs may work on other sites at the same time.
# A site is the registered domain of a source's home page. 0: all sites that are due and that no other run has claimed.
MAX_SITES = 100
# The minimum seconds between two readings of a source's listings, whether the first one worked or failed. 0: `every`
# alone decides, and a source that failed is due at once; `newsgalley worker` then waits for 600 seconds.
SOURCE_PAUSE_SECONDS = 0
MAX_ARTICLES_PER_SOURCE = 2_000  # Articles per source and run; a source's max_articles may be lower.
MAX_LISTINGS_PER_SOURCE = 300  # Feeds, sitemaps, front pages and sections read per source and run.
# Sections read per run of a source that names no listings, the most productive first, and 5 more for each of them that
# leads to a new article.
MAX_SECTIONS_PER_SOURCE = 30
MAX_PAGES_PER_SECTION = 5  # Pages read per section and run; a page is followed by the next one if it names new links.
SITEMAP_MAX_DEPTH = 3  # Levels of sitemaps, because an index may name further indexes.
SITEMAP_MAX_CHILDREN = 20  # Sitemaps read per index, newest first, and one more for each that fails.
MAX_REQUESTS_PER_HOST = 3_000  # Requests per host and run, with listings and retries; the next run fetches the rest.
# Requests per host and day (UTC) of all runs on this store, on all machines; the next day's runs fetch the rest.
# 0: no bound.
MAX_REQUESTS_PER_HOST_AND_DAY = 20_000
TRAP_GUARD_TRIAL = 20  # Addresses of one shape that a run fetches; if none gives an article, it fetches no more.
LISTING_TIMEOUT_SECONDS = 30  # Seconds to read a fetched listing; a sitemap of 50,000 entries takes 3 seconds.
DOWNLOAD_TIMEOUT = 60  # Seconds for a whole page, including its redirects and retries.
DNS_TIMEOUT = 20  # Seconds for resolving a host name.
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # Bytes per body, both as received and after decompression.
MAX_HEADER_BYTES = 128 * 1024  # Bytes of a response's headers; long security policies take about 20 KB.
DOWNLOAD_WARNSIZE = 0  # Bytes above which Scrapy logs a warning; 0: never.
REDIRECT_MAX_TIMES = 5  # Redirects followed per request.
# Statuses of temporary faults: Scrapy's, 425, and those that Cloudflare sends if a site does not answer it.
RETRY_HTTP_CODES = [408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 527, 530]
RETRY_TIMES = 2  # Retries per request within a run; later runs retry after pauses that the store computes.
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # The level at which a failed request is logged; the run's summary counts them.
# Results of one callback that Scrapy processes at once. It creates this many tasks per response; with its default of
# 100 they took 1.2 ms per page. A few are enough: our callbacks yield one page, or requests, which wait for nothing.
CONCURRENT_ITEMS = 8

# --- rechecks of stored articles

# Times after the first fetch of an article at which a run rechecks it by a conditional request; empty: never. Most
# corrections come within hours; the last recheck finds those that a newsroom makes after a complaint.
RECHECK_AFTER = ["1h", "6h", "24h", "7d"]
MAX_RECHECKS = 1_000  # Rechecks per run of all sources together, the most overdue first; 0: none.
REVISION_MIN_WORDS = 3  # Words gained and lost that make a revision; a changed headline or number makes one by itself.

# --- health of sources

HEALTH_RUNS = 20  # Earlier runs with stored articles that a source's run is compared with; 0: no health check.
HEALTH_KEEP_RUNS = 500  # Runs kept in the store per source; older ones are deleted.

# --- alarms

# A command that a run starts, without a shell, for new alarms, such as "mail -s Alarm desk@example.org". It reads them
# from its standard input, one per line. A run sends an alarm once, when it begins. Empty: no command.
ALARM_COMMAND = ""
# An http or https address to which a run posts new alarms as JSON, as chat services take it. Empty: none.
ALARM_URL = ""
ALARM_TIMEOUT_SECONDS = 20  # Seconds for the command or the address; after that the alarm counts as not sent.

# --- delivery of articles

# An http or https address to which `newsgalley deliver` and each crawl, at its end, post the changes of articles.
# The environment variable DELIVER_SECRET holds the secret that signs them. Empty: no address.
DELIVER_URL = ""
DELIVER_CONSUMER = "webhook"  # The receiver's name as a consumer of the change feed; each receiver needs its own.
DELIVER_BATCH = 50  # The most changes per request, up to 1 MB; a request that is too large for the receiver is halved.
# Seconds for which the receiver may be silent. A whole request may take four times as long. After that it is repeated.
DELIVER_TIMEOUT_SECONDS = 30
# Seconds for the delivery at the end of a crawl; the next delivery sends the rest. 0: only `newsgalley deliver` sends.
DELIVER_AT_END_SECONDS = 300

# --- cleaning

# Leave the dek, the summary below the headline, out of the text. The field `subtitle` has it in any case.
CLEAN_WITHOUT_DEK = False
CLEAN_WORKERS = usable_cpus()  # Cleaning processes; 0 cleans in the command's own process, without limits.
CLEAN_TIMEOUT_SECONDS = 60  # Seconds per page; a page that takes longer is dropped as clean_timeout.
CLEAN_MEMORY_MB = 1_024  # MB per worker, on Linux; a page that needs more is dropped as clean_memory; 0: no limit.
QUARANTINE_DIR = "quarantine"  # The folder for raw pages that could not be cleaned; empty: they are not kept.
QUARANTINE_MAX_MB = 200  # MB of the quarantine; the oldest pages are deleted first.
# The least quality.score of a stored article, 0 to 1; 0: no limit. A page below it is dropped (low_quality). The lowest
# score of 299 labelled articles is 0.033. `newsgalley crawl article` stores its pages whatever their score.
MIN_QUALITY = 0.02
# The most pages that a crawl fetches of a story which the site splits; one record has their text. 1: the record has
# only the text of the first page, and the flag further_pages.
JOIN_PAGES = 20
# Learn lines that repeat on a site's articles, and remove them. At its end, a run cleans the articles again that were
# stored before it learned a line.
SITE_LINES = True

# --- archive of raw pages

# The folder for WARC files of all article pages. A relative path starts from the folder of the store if that is a
# SQLite file, and otherwise from the working directory. Empty: no archive.
ARCHIVE_DIR = "archive"
# Folders or files outside ARCHIVE_DIR that `newsgalley reclean` may read. Name those that you have read with
# `newsgalley crawl archive`, but only if you trust the store, because the store says which of their files are opened.
RAW_PAGE_FOLDERS: list[str] = []
# A bucket for the complete files of the archive: s3://BUCKET/FOLDER, gs://BUCKET/FOLDER, az://CONTAINER/FOLDER
# or file:///FOLDER. Credentials come from the environment. ARCHIVE_DIR is then the spool, in which files wait for their
# upload. Empty: no bucket.
ARCHIVE_URL = ""
ARCHIVE_UPLOAD_MB = 64  # MB at which a file is complete and is uploaded. An upload holds the whole file in memory.
ARCHIVE_UPLOAD_AFTER_SECONDS = 600  # Seconds after which a smaller file is complete, too.
# Seconds for the last uploads at the end of a run, but at most STOP_GRACE_SECONDS after SIGTERM or SIGINT. A later run
# uploads the rest.
ARCHIVE_UPLOAD_AT_END_SECONDS = 300
ARCHIVE_SPOOL_KEEP_DAYS = 0  # Days for which the local copy of an uploaded file is kept; 0: it is deleted at once.
# GB of files that may wait for their upload. If there are more, new pages wait for the uploads. If the bucket takes no
# files, the run ends before the disk is full, and the next one fetches the rest. 0: no limit.
ARCHIVE_SPOOL_MAX_GB = 20
ARCHIVE_MAX_FILE_MB = 256  # MB per file; a new file begins after that, and at midnight UTC.
KEEP_ARTICLES_DAYS = 0  # Days after the fetch of an article until `newsgalley crawl news` deletes it; 0: never.
ARCHIVE_KEEP_DAYS = 0  # Days after which a file of the archive is deleted; 0: never.
ARCHIVE_MAX_GB = 0  # GB of the archive, above which the oldest files are deleted; 0: no limit.

# --- features of Scrapy that are off, or replaced for safety

# Do not keep cookies, because sites use them to count visits for consent and paywalls. One exception: if a redirect
# checks for cookies, the crawler sends back those that it has just set.
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False  # Do not listen for commands.
REMOTE_CONTROL_ENABLED = False  # Do not listen for commands.
REFERRER_POLICY = "no-referrer"  # Do not tell a site which page led to it.
DOWNLOADER_STATS = False  # Do not count the bytes of headers, which nothing reports.
DOWNLOAD_VERIFY_CERTIFICATES = True  # Verify TLS certificates; a source may opt out with verify_certificates = false.
TWISTED_DNS_RESOLVER = "crawler.network.addresses.resolver.GuardedResolver"  # Resolves names to allowed addresses only.
# Fetch http and https only, within our bounds on addresses, headers and time.
DOWNLOAD_HANDLERS = {
    "http": "crawler.network.handler.GuardedDownloadHandler",
    "https": "crawler.network.handler.GuardedDownloadHandler",
    "data": None,
    "file": None,
    "s3": None,
    "ftp": None,
}
ROBOTSTXT_PARSER = "crawler.network.robots.BoundedRobotParser"  # Reads any robots.txt in bounded time.

# --- end of a run

STOP_GRACE_SECONDS = 15  # Seconds after SIGTERM or SIGINT in which requests may finish; the next run fetches the rest.
DOWNLOADER = "crawler.network.downloader.StoppableDownloader"  # Gives up unfinished requests when the run stops.

# --- components

# Downloader middlewares and their order; the smallest number sees requests first and responses last.
DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.kept_robots.KeptRobotsMiddleware": 40,  # before the budget (50) counts a request
    "crawler.middlewares.host_budget.HostBudgetMiddleware": 50,  # before Robots (100) fetches a robots.txt
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.middlewares.robots.RobotsMiddleware": 100,  # replaces it; forbids everything where robots.txt fails
    "crawler.middlewares.tdmrep.TdmRepMiddleware": 110,  # after robots.txt has allowed the page
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.middlewares.decompression.DecompressionMiddleware": 590,  # replaces it; says why it refuses a body
    "crawler.middlewares.archive.ArchiveMiddleware": 595,  # sees the body before decompression (590)
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawler.middlewares.redirects.RefreshMiddleware": 580,  # replaces it; follows pages without text only
    "crawler.middlewares.redirects.LocationMiddleware": 605,  # sees redirects before Redirect (600)
    "crawler.middlewares.redirects.CookieCheckMiddleware": 610,  # sees redirects before Redirect (600)
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "crawler.middlewares.retry.RetryMiddleware": 550,  # replaces it; also repeats a request whose answer has no page
    "crawler.middlewares.claims.ClaimMiddleware": 995,  # sees requests last; claims their sites, on PostgreSQL
    "crawler.middlewares.retry_after.RetryAfterMiddleware": 560,  # sees busy responses before Retry (550)
}
# Spider middlewares and their order.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "crawler.middlewares.http_status.HttpStatusMiddleware": 50,  # replaces it; also refuses a part of a page (206)
    # Off, because they take time per page: our spiders bound the depth themselves, and copy no meta of requests.
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
# The steps from a fetched page to a stored article, in order.
ITEM_PIPELINES = {
    "crawler.pipelines.clean.CleanPipeline": 100,
    "crawler.pipelines.validate.ValidatePipeline": 200,
    "crawler.pipelines.store.StorePipeline": 400,
}
# Scrapy's own extensions, without those that ours replace, and without console and remote control. Those two are off,
# but Scrapy would still import them at each start, with a web server and an SSH library.
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.memdebug.MemoryDebugger": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.spiderstate.SpiderState": 0,
}
# Our extensions.
EXTENSIONS = {
    "crawler.extensions.throttle.CrawlDelayThrottle": 0,  # replaces AutoThrottle; obeys Crawl-delay
    "crawler.extensions.progress.ProgressExtension": 0,  # replaces LogStats; counts articles
    "crawler.extensions.feeds.FeedExtension": 0,  # replaces FeedExporter; a feed that fails ends the run
    "crawler.extensions.health.HealthExtension": 0,
    "crawler.extensions.run_report.RunReportExtension": 0,
    "crawler.extensions.keeping.KeepingExtension": 0,
    "crawler.extensions.delivery.DeliveryExtension": 0,
    "crawler.extensions.stopping.StoppingExtension": 0,
}
# Exporters of `-O FILE` by format; those of Scrapy lose lists and objects.
FEED_EXPORTERS = {
    "csv": "crawler.exporters.CsvRecordExporter",
    "xml": "crawler.exporters.XmlRecordExporter",
}
# Storages of `-O FILE`, which replace the earlier file only when the new one is complete.
FEED_STORAGES = {
    "": "crawler.extensions.feeds.AtomicFileStorage",
    "file": "crawler.extensions.feeds.AtomicFileStorage",
}
FEED_EXPORT_ENCODING = "utf-8"  # The encoding of exported files.
REQUEST_FINGERPRINTER_CLASS = "scrapy.utils.request.RequestFingerprinter"  # Recognises equal requests.

# --- logging

LOG_LEVEL = "INFO"  # The lowest level that is logged.
LOG_FORMATTER = "crawler.extensions.log.QuietLogFormatter"  # Logs items as single lines, and escapes foreign text.
LOG_VERSIONS: list[str] = []  # Libraries whose versions are logged at the start.
LOG_FORMAT = "%(asctime)s %(levelname)s: %(message)s"  # The format of a log line.
STATS_DUMP = False  # Do not log all statistics at the end, because the run's summary has them in order.
PROGRESS_SECONDS = 5  # Seconds between two progress lines in the log; 0: none.
