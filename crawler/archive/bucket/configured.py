"""Make the bucket and the uploader that the settings ARCHIVE_* describe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from crawler.archive.bucket.bucket import Bucket, BucketAddressError, open_bucket
from crawler.archive.bucket.uploader import Bounds, Uploader
from crawler.configuration.own import Settings

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

GIGABYTE = 1 << 30  # bytes
_uploaders: WeakKeyDictionary[Crawler, Uploader] = WeakKeyDictionary()


def bucket_of(settings: Settings) -> Bucket | None:
    """Return the bucket at ARCHIVE_URL; None if the setting is empty. Raises BucketAddressError."""
    return open_bucket(settings["ARCHIVE_URL"]) if settings["ARCHIVE_URL"] else None


def check_bucket(settings: Settings) -> None:
    """Raise BucketAddressError if a crawl could not archive into the bucket at ARCHIVE_URL; send no request."""
    if bucket_of(settings) and not settings["ARCHIVE_DIR"]:
        raise BucketAddressError("ARCHIVE_URL needs ARCHIVE_DIR, the folder in which files wait for their upload.")


def make_uploader(
    crawler: Crawler, folder: Path, finish_old: Callable[[], object], finish: Callable[[], object]
) -> Uploader | None:
    """Make the uploader of a crawler, which `uploader_of` returns from then on; None without a bucket."""
    settings = crawler.settings
    bucket = bucket_of(settings)
    if bucket is None:
        return None
    bounds = Bounds(
        spool_keep_days=settings.getfloat("ARCHIVE_SPOOL_KEEP_DAYS"),
        spool_max_bytes=settings.getfloat("ARCHIVE_SPOOL_MAX_GB") * GIGABYTE,
        keep_days=settings.getfloat("ARCHIVE_KEEP_DAYS"),
        max_bytes=settings.getfloat("ARCHIVE_MAX_GB") * GIGABYTE,
        seconds_at_end=settings.getfloat("ARCHIVE_UPLOAD_AT_END_SECONDS"),
        seconds_of_grace=settings.getfloat("STOP_GRACE_SECONDS"),
    )
    _uploaders[crawler] = Uploader(folder, bucket, bounds, finish_old, finish)
    return _uploaders[crawler]


def uploader_of(crawler: Crawler) -> Uploader | None:
    """Return the uploader of a crawler; None if it does not archive into a bucket."""
    return _uploaders.get(crawler)
