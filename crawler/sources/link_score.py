"""Score how likely a link leads to an article, by weights for its address, its text and its place on the page.

The weights were set by hand, with the addresses of real articles and the navigation links on their pages.
`benchmarks/quality/links.py` prints how many of each are on either side of ARTICLE_THRESHOLD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from cleaners.text.character_classes import IDEOGRAPHS, MARKS, UNSPACED
from cleaners.text.words import IDEOGRAPH, UNSPACED_CHARACTER, UNSPACED_WORD_CHARS
from cleaners.urls import path_of
from crawler.sources.date_lists import date_of_list
from crawler.sources.link_words import (
    ACTION_WORDS,
    ARTICLE_PARAMETERS,
    ARTICLE_SEGMENTS,
    FILE_ENDINGS,
    HOUSE_SEGMENTS,
    HOUSE_WORDS,
    LIST_PARAMETERS,
    MEDIA_SEGMENTS,
    NO_ARTICLE_SEGMENTS,
)

ARTICLE_THRESHOLD = 0.5  # links with at least this score are fetched as articles
HEADLINE_WORDS = 5  # the least number of telling words in a headline

_BASE_POINTS = 0.1
_WEIGHTS = {
    # the address
    "long_slug": 0.4,
    "slug": 0.2,
    "date_in_path": 0.35,
    "number": 0.3,
    "short_number": 0.15,
    "number_in_query": 0.35,
    "slug_in_query": 0.35,
    "article_word": 0.15,
    "page_ending": 0.1,
    "deep_path": 0.05,
    "no_article_word": -0.8,
    "list_query": -0.8,
    "action": -0.8,
    "date_list": -0.8,
    "house_word": -0.3,
    "house_folder": -0.3,
    "short_path": -0.1,
    # the text
    "headline_text": 0.35,
    "some_text": 0.1,
    "label_text": -0.1,
    # the place
    "in_heading": 0.25,
    "in_article": 0.1,
    "in_navigation": -0.3,
    "in_footer": -0.4,
    "in_header": -0.15,
    "in_aside": -0.05,
}

_DATE = re.compile(
    r"/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2]|jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-z]{0,6}(?:[/-]|$)"
    r"|(?<!\d)20[0-3]\d[-_]?(?:0[1-9]|1[0-2])[-_]?(?:[0-2]\d|3[01])(?!\d)"
    r"|(?<!\d)(?:[0-2]\d|3[01])-(?:0\d|1[0-2])-20\d\d(?!\d)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{5,}|\d\.\d{4,}")
_TOKEN = re.compile(r"(?<![^\W_])(?=[^\W_]{0,40}\d)(?=[^\W_]{0,40}[a-zA-Z])[a-zA-Z0-9]{9,40}(?![^\W_])")
_SHORT_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)\d{1,4}")
_NUMBERED_NAME = re.compile(r"\d{1,12}$")
_ENDING = re.compile(r"\.(html?|shtml|phtml|php|aspx?|jsp|ece|cms|story|article|do)$")
_FILE = re.compile(r"\.([a-z0-9]{2,5})$")
_LETTER = rf"[^\W\d_{IDEOGRAPHS}{UNSPACED}]"
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|[{MARKS}])+")  # single letters do not count
# Characters of Han or kana that count as one word of a headline. `count_words` counts each character, so the label
# 国际新闻 ("international news") would be as long as a headline.
_IDEOGRAPHS_PER_WORD = 3


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a link on its page, by the elements around it."""

    heading: bool = False
    article: bool = False
    navigation: bool = False
    header: bool = False
    footer: bool = False
    aside: bool = False

    @property
    def is_around(self) -> bool:
        """True for a link in a part of the page around its content."""
        return self.navigation or self.header or self.footer


def score_link(url: str, text: str, place: Place, page: str = "") -> tuple[float, tuple[str, ...]]:
    """Return the score of a normalised link, from 0 to 1, and the names of the weights from which it was computed.

    On a `page` such as /photos/, the word says nothing about links such as /photos/long-headline.
    """
    parts = urlsplit(url)
    path = unquote(parts.path).lower()
    if is_front_page(url):
        return 0.0, ("front_page",)
    if is_file(url):
        return 0.0, ("file",)
    reasons = (
        *_path_reasons(path, unquote(parts.path), media_words(page) if page else frozenset()),
        *_query_reasons(_parameters(parts.path, parts.query)),
        *_text_reasons(text),
        *(("date_list",) if is_date_list(url, text) else ()),
        *(("action",) if names_action(url) else ()),
    )
    reasons = (*reasons, *_place_reasons(place))
    points = _BASE_POINTS + sum(_WEIGHTS[reason] for reason in reasons)
    return round(min(1.0, max(0.0, points)), 2), reasons


def is_front_page(url: str) -> bool:
    """Return True if an address has neither a path nor a query."""
    return not path_of(url).strip("/") and not urlsplit(url).query


def is_date_list(url: str, text: str) -> bool:
    """Return True for a link to the list of a year, month or day: an address of this form, without a headline."""
    return not has_headline(text) and date_of_list(url) is not None


def is_file(url: str) -> bool:
    """Return True if the ending of an address names a file other than a page, such as .pdf."""
    match = _FILE.search(path_of(url).lower())
    return bool(match and match[1] in FILE_ENDINGS)


def has_no_article_segment(url: str) -> bool:
    """Return True if a segment of the path names a list, a service or a legal page, in one of many languages."""
    segments, _ = _segments(unquote(path_of(url)).lower())
    has_number = bool(_NUMBER.search("/".join(segments[-3:])))
    return "no_article_word" in _word_reasons(segments, _slug_words(segments), has_number=has_number)


def media_words(url: str) -> frozenset[str]:
    """Return the segments of an address that name photos, videos or the like, which are sections on some sites."""
    segments, _ = _segments(unquote(path_of(url)).lower())
    return MEDIA_SEGMENTS.intersection(segments)


def names_action(url: str) -> bool:
    """Return True for an address that changes something, such as /cart/add/12 or ?vote=2. A slug names a story."""
    parts = urlsplit(url)
    segments, _ = _segments(unquote(parts.path).lower())
    words = set(segments)
    for part in parts.query.lower().split("&")[:20]:
        words.update(part.partition("=")[::2])
    return not words.isdisjoint(ACTION_WORDS) and all(telling_words(segment) <= 2 for segment in segments)


def telling_words(text: str) -> int:
    """Count the telling words in a headline or slug: those of at least two letters, without numbers."""
    count = len(_WORD.findall(text))
    if text.isascii():
        return count
    ideographs, unspaced = len(IDEOGRAPH.findall(text)), len(UNSPACED_CHARACTER.findall(text))
    return count + -(-ideographs // _IDEOGRAPHS_PER_WORD) + -(-unspaced // UNSPACED_WORD_CHARS)


def has_headline(text: str) -> bool:
    """Return True if the text of a link is as long as a headline."""
    return telling_words(text) >= HEADLINE_WORDS


def _segments(path: str) -> tuple[list[str], str | None]:
    """Return the segments of a path, the last one without its ending such as .html, and that ending."""
    ending = _ENDING.search(path)
    segments = [segment for segment in path[: ending.start() if ending else None].split("/") if segment]
    return segments, ending[1] if ending else None


def _path_reasons(path: str, as_written: str, ignored: frozenset[str]) -> Iterator[str]:
    """Yield the weights that apply to a path, given in lower case and, because of ids, as it was written."""
    segments, ending = _segments(path)
    slug_words = _slug_words(segments)
    has_number = bool(_NUMBER.search("/".join(segments[-3:])) or _TOKEN.search("/".join(as_written.split("/")[-2:])))
    yield from _word_reasons([each for each in segments if each not in ignored], slug_words, has_number=has_number)
    if _DATE.search(path):
        yield "date_in_path"
    if has_number:
        yield "number"
    elif segments and _SHORT_NUMBER.fullmatch(segments[-1]):
        yield "short_number"
    if any(segment in ARTICLE_SEGMENTS for segment in segments[:-1]):
        yield "article_word"
    if ending:
        yield "page_ending"
    if len(segments) >= 2:
        yield "deep_path"
    elif slug_words <= 2 and not has_number:
        yield "short_path"


def _slug_words(segments: list[str]) -> int:
    """Return the number of words in the longest slug of a path."""
    return max((telling_words(segment) for segment in segments[-3:]), default=0)


def _word_reasons(segments: list[str], slug_words: int, *, has_number: bool) -> Iterator[str]:
    """Yield the weights that apply to the words of a path; `slug_words` is the number of words in its longest slug."""
    if excluding := [segment for segment in segments if segment in NO_ARTICLE_SEGMENTS]:
        is_deep = len(segments) > 2 or has_number
        is_story = slug_words >= HEADLINE_WORDS or (slug_words >= 3 and is_deep)
        yield "house_folder" if is_story and HOUSE_SEGMENTS.issuperset(excluding) else "no_article_word"
    if slug_words >= 4:
        yield "long_slug"
    elif slug_words == 3:
        yield "slug"
    if slug_words <= 4 and not has_number and HOUSE_WORDS & set(_WORD.findall(segments[-1] if segments else "")):
        yield "house_word"


def _parameters(path: str, query: str) -> str:
    """Return the parameters in the last segment of a path (`/article;id=12345`) and in the query."""
    return "&".join([*path.rpartition("/")[2].split(";")[1:], query])


def _names_article(parameter: str) -> bool:
    """Return True for a parameter that chooses an article, such as `p`, `storyid` and `artikel_id`."""
    word = parameter.removesuffix("id").rstrip("_-")
    return parameter in ARTICLE_PARAMETERS or (len(word) >= 4 and word in ARTICLE_PARAMETERS)


def _query_reasons(query: str) -> Iterator[str]:
    """Yield the weight that applies to the parameters of an address."""
    pairs = [(name.lower(), value) for name, _, value in (part.partition("=") for part in query.split("&")[:20])]
    # Some programs put the number of an article into the name: ?article123.
    pairs = [(_NUMBERED_NAME.sub("", name), value or name) for name, value in pairs]
    choosing = [value for name, value in pairs if _names_article(name)]
    if any(any(map(str.isdigit, value)) for value in choosing):
        yield "number_in_query"
    elif any(telling_words(unquote(value)) >= 3 for value in choosing):
        yield "slug_in_query"
    elif any(name in LIST_PARAMETERS for name, _ in pairs):
        yield "list_query"


def _text_reasons(text: str) -> Iterator[str]:
    """Yield the weight that applies to the length of a link's text."""
    words = telling_words(text)
    if words >= HEADLINE_WORDS:
        yield "headline_text"
    elif words >= 3:
        yield "some_text"
    elif words:
        yield "label_text"


def _place_reasons(place: Place) -> Iterator[str]:
    """Yield the weights that apply to a link's place on the page."""
    if place.heading:
        yield "in_heading"
    if place.article:
        yield "in_article"
    if place.footer:
        yield "in_footer"
    elif place.navigation:
        yield "in_navigation"
    elif place.header and not place.article:
        yield "in_header"
    elif place.aside:
        yield "in_aside"
