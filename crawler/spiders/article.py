"""`scrapy crawl article`: just the given addresses."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.settings import BaseSettings

from cleaners.urls import resolve
from crawler.frontier.outcome import SourceOutcome
from crawler.sources.source import ArticleLink
from crawler.spiders.base import StoreSpider


class ArticleSpider(StoreSpider):
    """Fetches the pages of `-a urls=URL,URL` or `-a file=PATH`, also those that the store has."""

    name = "article"

    def __init__(self, urls: str | None = None, file: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._links = given_links(urls, file)

    @classmethod
    def check_arguments(cls, settings: BaseSettings, arguments: dict[str, str]) -> list[ArticleLink]:
        """Return the links that the arguments name; ValueError with one clear sentence where there are none."""
        if arguments.get("file") == "-":  # standard input can be read once only
            return []
        return given_links(arguments.get("urls"), arguments.get("file"))

    async def first_requests(self) -> AsyncIterator[Request]:
        """Yield a request for each address."""
        await self.store.thread.call(self.store.state.add_given, self._links)
        outcome = self.outcomes["given"] = SourceOutcome("given")
        for link in self._links:
            yield self.article_request(link, outcome)


def given_links(urls: str | None, file: str | None) -> list[ArticleLink]:
    """Return the links of a comma-separated list, or of a file with one a line (`-`: standard input)."""
    if bool(urls) == bool(file):
        raise ValueError("Name the pages: -a urls=URL,URL or else -a file=PATH (one URL a line, - for standard input).")
    lines = (urls or "").replace(",http", "\nhttp").splitlines() if urls else _lines(file or "")
    found = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    for number, url in enumerate(found, 1):
        if not url.startswith(("http://", "https://")) or len(url.split()) > 1:
            raise ValueError(f"{file or '-a urls'}, entry {number}: {url!r} is no http or https address.")
    if not found:
        raise ValueError(f"{file or '-a urls'} holds no address: one URL a line is expected.")
    return [ArticleLink(url=url, found_by="given") for url in dict.fromkeys(map(_without_user, found))]


def _without_user(url: str) -> str:
    """Take user and password out of an address: they are neither sent nor stored."""
    return (resolve(url, url) or url) if "@" in url.split("/")[2] else url


def _lines(file: str) -> list[str]:
    if file == "-":
        return sys.stdin.read().splitlines()
    try:
        return Path(file).read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise ValueError(f"{file}: cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ValueError(f"{file}: is not UTF-8 text; a list of addresses, one a line, is expected.") from None
