"""Settings with a form of their own are checked before anything else is loaded."""

from __future__ import annotations

import sys

import pytest

from crawler.configuration.check import check_settings
from crawler.configuration.own import OwnSettings


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("RECHECK_AFTER", "1h,soon", "RECHECK_AFTER=1h,soon: each must be a duration"),
        ("RECHECK_AFTER", ["1h", 7], "each must be a duration"),
        ("ALARM_COMMAND", "mail -s 'Alarm", "No closing quotation."),
        ("ALARM_URL", "ftp://desk.example/hook", "must be an http or https address."),
        ("ALARM_URL", "http://[::1/hook", "must be an http or https address."),
        ("LOG_LEVEL", "LOUD", "must be one of"),
        ("TWISTED_DNS_RESOLVER", "", "must be the full name of a class"),
        ("DOWNLOADER", "nowhere.Downloader", "must be the full name of a class"),
        ("DOWNLOADER", "crawler.network.Nothing", "must be the full name of a class"),
        ("DOWNLOADER", ".network.Downloader", "must be the full name of a class"),
        ("FEED_EXPORT_ENCODING", "utf-9", "is not an encoding"),
        ("FEED_EXPORT_ENCODING", "rot13", "is not an encoding"),
        ("RETRY_GIVE_UP_LOG_LEVEL", "LOUD", "must be one of"),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", "0", "must be more than 0."),
        ("CONCURRENT_ITEMS", 0, "must be more than 0."),
        ("DOWNLOAD_MAXSIZE", "0", "must be more than 0."),
        ("KEEP_ARTICLES_DAYS", "99999999999999999999", "must be at most 36500."),
        ("SOURCE_PAUSE_SECONDS", "1e15", "must be at most"),
        ("DOWNLOAD_TIMEOUT", "99999999999999999999", "must be at most"),
        ("MIN_QUALITY", "1.5", "must be a number from 0 to 1."),
        ("MIN_QUALITY", "nan", "must be a number from 0 to 1."),
        ("ALLOWED_PORTS", "80,70000", "ports are numbers from 1 to 65535."),
        ("ALLOWED_PORTS", "80,x", "must be whole numbers"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: object, problem: str) -> None:
    with pytest.raises(ValueError, match=f"^{name}=") as told:
        check_settings(OwnSettings({name: value}), {})
    assert problem in str(told.value)


@pytest.mark.parametrize("name", ["ASYNCIO_EVENT_LOOP", "SCHEDULER", "TWISTED_REACTOR"])
@pytest.mark.parametrize("value", ["", "Loop", "nowhere.Loop"])
def test_a_class_of_scrapy_that_cannot_be_imported_is_named(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"^{name}={value}: must be the full name of a class"):
        check_settings(OwnSettings({name: value}), {name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOWNLOADER", "scrapy.core.downloader.Downloader"),
        ("MIN_QUALITY", 1),
        ("ALLOWED_PORTS", [8000]),
        ("ARCHIVE_MAX_FILE_MB", "0.001"),
        ("RECHECK_AFTER", ""),
        ("RECHECK_AFTER", "1h,7d"),
        ("ALARM_COMMAND", f"'{sys.executable}' -V"),
        ("ALARM_COMMAND", None),
        ("ALARM_URL", "https://desk.example/hook"),
        ("ASYNCIO_EVENT_LOOP", None),
        ("ASYNCIO_EVENT_LOOP", "asyncio.SelectorEventLoop"),
        ("SCHEDULER", "scrapy.core.scheduler.Scheduler"),
        ("REFERRER_POLICY", "origin"),
    ],
)
def test_a_usable_setting_passes(name: str, value: object) -> None:
    check_settings(OwnSettings({name: value}), {name: str(value)})
