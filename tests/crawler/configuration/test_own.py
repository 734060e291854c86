"""The settings of commands that do not crawl are read as Scrapy reads them."""

from __future__ import annotations

import pytest
from scrapy.settings import Settings as ScrapysSettings

from crawler import settings as ours
from crawler.configuration.own import OwnSettings

READINGS = ["getbool", "getint", "getfloat", "getlist", "getdict", "__getitem__"]
VALUES = [
    True,
    False,
    "True",
    "true",
    "False",
    "0",
    "1",
    "7",
    7,
    1.5,
    "1.5",
    "",
    "a,b",
    ["a"],
    {"a": 1},
    '{"a": 1}',
    "x",
]


def read(settings: object, reading: str) -> object:
    """Return what a settings object reads, or the kind of error."""
    try:
        return getattr(settings, reading)("NAME")
    except (ValueError, TypeError) as error:
        return ValueError if isinstance(error, ValueError) else TypeError


@pytest.mark.parametrize("reading", READINGS)
def test_values_are_read_as_scrapy_reads_them(reading: str) -> None:
    for value in VALUES:
        of_scrapy = read(ScrapysSettings({"NAME": value}), reading)
        assert read(OwnSettings({"NAME": value}), reading) == of_scrapy, value


def test_what_was_chosen_last_takes_precedence_over_the_projects_values() -> None:
    settings = OwnSettings({"STORE_URI": "sqlite:///mine.db", "CONTACT": "desk@paper.example"})
    settings.set("CONTACT", "other@paper.example", priority="cmdline")
    assert settings["STORE_URI"] == "sqlite:///mine.db"
    assert settings["CONTACT"] == "other@paper.example"
    assert settings["DOWNLOAD_DELAY"] == ours.DOWNLOAD_DELAY
    assert settings["LOG_FILE"] is None, "a setting of Scrapy"
