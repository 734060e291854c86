"""Find the links on a page that may lead to lists of articles; only the linked pages show which of them do."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from urllib.parse import parse_qsl, unquote, urlsplit

from cleaners.page_number import added_number
from cleaners.urls import is_same_site, path_of, url_key
from crawler.sources.address_shape import has_growing_path
from crawler.sources.date_lists import date_of_list
from crawler.sources.link_score import HEADLINE_WORDS, is_file, is_front_page, names_action, telling_words
from crawler.sources.link_words import (
    ARTICLE_PARAMETERS,
    HOUSE_SEGMENTS,
    LIST_SEGMENTS,
    MEDIA_SEGMENTS,
    NO_ARTICLE_SEGMENTS,
    PRESS_SEGMENTS,
)
from crawler.sources.readers.pages.anchors import Anchor
from crawler.sources.readers.pages.sections import is_section_host

MAX_POSSIBLE = 100  # per page
_MAX_PARAMETERS = 2  # in a link outside the navigation; actions and searches have more
_MAX_PARAMETERS_IN_NAVIGATION = 6
_MAX_DAY = 31  # of a month; the navigation of a list shows fewer pages
_MAX_DIGITS = 10  # read from a number
_ACTION = "action"  # wikis and other programs change a page by this parameter


def possible_sections(anchors: Iterable[Anchor], known: Collection[str], page: str) -> list[str]:
    """Return the links on a page that may lead to lists of articles, the most likely first.

    They are links on the site that are not `known` as articles or sections, and do not lead to services, other pages
    of this list or days of a calendar. Links in the navigation come first, then links beside the articles, then links
    in the footer and to tags, authors, photos and the like, which mostly repeat other lists.
    """
    page_key = url_key(page)
    possible = [
        anchor
        for anchor in anchors
        if anchor.url not in known and url_key(anchor.url) != page_key and _may_list(anchor, page)
    ]
    return [anchor.url for anchor in sorted(possible, key=_rank)][:MAX_POSSIBLE]


def _may_list(anchor: Anchor, page: str) -> bool:
    url = anchor.url
    if not anchor.text or anchor.is_avoided or not is_same_site(url, page) or is_file(url):
        return False
    if is_front_page(url):
        return is_section_host(url, page)
    may_count = telling_words(anchor.text) < HEADLINE_WORDS and path_of(url) == path_of(page)
    is_of_this_list = _is_count(anchor) or (may_count and added_number(page, url) is not None)
    if is_of_this_list or _is_service(anchor) or date_of_list(url) is not None or has_growing_path(url):
        return False
    parameters = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    if names_action(url):
        return False
    most = _MAX_PARAMETERS_IN_NAVIGATION if anchor.is_navigation else _MAX_PARAMETERS
    names = {name.lower() for name, _ in parameters}
    chooses_article = not ARTICLE_PARAMETERS.isdisjoint(names) and not anchor.is_navigation
    holds_path = any("/" in value for _, value in parameters)
    return len(parameters) <= most and not (chooses_article or holds_path or _ACTION in names)


def _is_service(anchor: Anchor) -> bool:
    """Return True for a service or legal page, but not for a page below the one about the publisher.

    In the navigation, photos and the like may be a section, and so may the publisher's press office.
    """
    *folders, last = _segments(anchor.url) or [""]
    lists = LIST_SEGMENTS | MEDIA_SEGMENTS | PRESS_SEGMENTS if anchor.is_navigation and not folders else LIST_SEGMENTS
    is_service = last in NO_ARTICLE_SEGMENTS and last not in lists
    return is_service or any(each in NO_ARTICLE_SEGMENTS and each not in lists | HOUSE_SEGMENTS for each in folders)


def _is_count(anchor: Anchor) -> bool:
    """Return True for the number of a page or day. A larger number in the navigation is a name, such as a road's."""
    number = anchor.text[:_MAX_DIGITS]
    return anchor.text.isdecimal() and not (anchor.is_navigation and int(number) > _MAX_DAY)


def _rank(anchor: Anchor) -> tuple[bool, bool, bool]:
    segments = _segments(anchor.url)
    is_index = not LIST_SEGMENTS.isdisjoint(segments[:-1]) or not MEDIA_SEGMENTS.isdisjoint(segments)
    return is_index, anchor.place.footer, not (anchor.is_navigation or anchor.place.heading)


def _segments(url: str) -> list[str]:
    return [segment.partition(".")[0] for segment in unquote(path_of(url)).lower().split("/") if segment]
