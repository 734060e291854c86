"""Find the sections of a site: pages that list the articles about a subject or place, or in a language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, unquote, urlsplit

from cleaners.page_number import added_number
from cleaners.urls import is_same_site, path_of, url_key
from crawler.sources.date_lists import date_of_list
from crawler.sources.link_score import ARTICLE_THRESHOLD, is_date_list, is_file, is_front_page, telling_words
from crawler.sources.link_words import (
    ARCHIVE_SEGMENTS,
    ARTICLE_SEGMENTS,
    HOUSE_SEGMENTS,
    LIST_SEGMENTS,
    NO_ARTICLE_SEGMENTS,
    SECTION_PARAMETERS,
    SECTION_SEGMENTS,
)
from crawler.sources.readers.pages.anchors import Anchor
from crawler.sources.source import ArticleLink

MAX_SECTIONS = 50  # per page
MAX_DATES = 12  # of these: lists of a year, month or day, the latest ones, because a calendar names them without end
MAX_ENTRANCE_LINKS = 10  # on a page without articles that only leads into the site, such as a choice of languages
_MAX_SEGMENTS = 3  # in a section's path
_MAX_WORDS = 3  # in its name, both in the link's text and in the last segment of its path
_PHONE_HOSTS = frozenset({"m", "mobile", "mobil", "movil", "touch", "wap", "amp"})
_NAME = re.compile(r"[^\d]{2,60}")
_NUMBER = re.compile(r"\d{1,6}")


def find_sections(anchors: Iterable[Anchor], articles: Iterable[ArticleLink], page: str) -> list[str]:
    """Return the links on a page to sections of its site, in page order, then links to its latest lists by date.

    A section's link has a short text and a short path. In addition, it is in the navigation, its address names it as a
    section, the paths of articles on the page begin with its path, or the page only leads into the site.
    """
    anchors, articles = list(anchors), list(articles)
    folders = _folders(articles)
    page_key = url_key(page)
    is_entrance = len(anchors) <= MAX_ENTRANCE_LINKS and not folders
    others = [anchor for anchor in anchors if url_key(anchor.url) != page_key]
    dated = [anchor.url for anchor in others if is_date_list(anchor.url, anchor.text)]
    named = [
        anchor.url
        for anchor in others
        if _may_be_section(anchor, page)
        and (
            is_entrance
            or anchor.is_navigation
            or _says_section(anchor.url)
            or path_of(anchor.url).rstrip("/") in folders
        )
    ]
    return list(dict.fromkeys([*named, *_latest(dated, page)]))[:MAX_SECTIONS]


def _latest(urls: Iterable[str], page: str) -> Sequence[str]:
    """Return the latest lists by date on the site of a page, except future ones."""
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    end = (tomorrow.year, tomorrow.month, tomorrow.day)
    dates = [(date, url) for url in urls if is_same_site(url, page) and (date := date_of_list(url)) and date <= end]
    latest = sorted(dates, key=lambda dated: dated[0], reverse=True)
    return [url for date, url in latest if not _names_service_by_date(url, date)][:MAX_DATES]


def _names_service_by_date(url: str, date: tuple[int, int, int]) -> bool:
    """Return True for a list by date that belongs to a service; before a whole date, "tag" is German for "day"."""
    services = _services(_segments(url))
    return bool(services if 0 in date else services - LIST_SEGMENTS)


def _folders(articles: Iterable[ArticleLink]) -> set[str]:
    """Return all beginnings of the paths of probable articles, up to the length of a section's path."""
    folders: set[str] = set()
    for link in articles:
        if link.score >= ARTICLE_THRESHOLD:
            segments = path_of(link.url).split("/")
            folders.update("/".join(segments[:end]) for end in range(2, min(len(segments), _MAX_SEGMENTS + 2)))
    return folders


def _may_be_section(anchor: Anchor, page: str) -> bool:
    """Return True if a link may lead to a section of the same site, by its text and address."""
    if not anchor.text or telling_words(anchor.text) > _MAX_WORDS or not is_same_site(anchor.url, page):
        return False
    if is_front_page(anchor.url):
        return is_section_host(anchor.url, page)
    query, segments = urlsplit(anchor.url).query, _segments(anchor.url)
    if query and not (_is_first_page(anchor.url) and _is_section_path(segments)):
        return _is_section_query(query) and not _names_service(segments)
    return _is_section_path(segments) and not is_file(anchor.url)


def _segments(url: str) -> list[str]:
    return [segment.lower() for segment in unquote(path_of(url)).split("/") if segment]


def _says_section(url: str) -> bool:
    """Return True if an address names a section, such as /category/politics, /archive or ?section=politics."""
    segments = _segments(url)
    is_named = any(segment in SECTION_SEGMENTS for segment in segments[:-1])
    is_archive = bool(segments) and segments[-1].partition(".")[0] in ARCHIVE_SEGMENTS
    return is_named or is_archive or _is_section_query(urlsplit(url).query)


def _is_section_path(segments: list[str]) -> bool:
    if not segments or len(segments) > _MAX_SEGMENTS or _names_service(segments):
        return False
    if segments[-1] in SECTION_SEGMENTS:
        return False  # the list of all sections
    named = len(segments) > 1 and segments[-2] in SECTION_SEGMENTS
    is_short = all(_NAME.fullmatch(segment) and telling_words(segment) <= _MAX_WORDS for segment in segments)
    return is_short or (named and bool(_NUMBER.fullmatch(segments[-1]) or telling_words(segments[-1]) <= _MAX_WORDS))


def _is_section_query(query: str) -> bool:
    parameters = parse_qsl(query, keep_blank_values=True, max_num_fields=None)[:3]
    return len(parameters) == 1 and parameters[0][0].lower() in SECTION_PARAMETERS


def _is_first_page(url: str) -> bool:
    """Return True for an address such as /politics?page=1."""
    return added_number(url.partition("?")[0], url) == 1


def is_section_host(url: str, page: str) -> bool:
    """Return True for the front page of another host of the site, such as sport.paper.example.

    A host for phones does not count, because it has the same pages in another form.
    """
    host, of_page = (urlsplit(address).netloc.removeprefix("www.") for address in (url, page))
    labels = host.split(".")
    return host != of_page and labels[0] not in _PHONE_HOSTS and not _names_service(labels)


def _names_service(words: list[str]) -> bool:
    """Return True if a word names a list of another kind, a service or a legal page."""
    return bool(_services(words))


def _services(words: list[str]) -> set[str]:
    """Return the words that name a list of another kind, a service or a legal page; /about/news is a section."""
    house = HOUSE_SEGMENTS if words and words[-1] in ARTICLE_SEGMENTS else frozenset()
    return {word for word in words if word in NO_ARTICLE_SEGMENTS and word not in SECTION_SEGMENTS | house}
