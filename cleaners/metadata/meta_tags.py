"""Read `meta`, `link` and `base` elements, and name the tags of each field.

The tags are those of OpenGraph, `article:*`, Dublin Core, Parse.ly, Sailthru, Google Scholar (`citation_*`) and others;
the tuples list them with the most trusted first. Other spellings of these names count as well: `article_author`,
`article:published:time`, `og:author`.
"""

from __future__ import annotations

import json
import re

from lxml.html import HtmlElement

from cleaners.markup.element_index import ElementIndex
from cleaners.metadata.strings import plain

MAX_ELEMENTS = 3_000  # per page
MAX_VALUES = 100  # per name

_PARSELY_KEYS = {
    "title": "parsely-title",
    "pub_date": "parsely-pub-date",
    "section": "parsely-section",
    "author": "parsely-author",
    "authors": "parsely-author",
    "tags": "parsely-tags",
}
MetaTags = dict[str, list[str]]

PUBLISHED = (
    "article:published_time", "article:published", "datepublished", "publish_date", "published_date", "pubdate",
    "publication_date",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "dcterms.created", "dcterms.issued", "dc.date.issued", "dc.date.created",
    "dcterms.date", "dc.date", "date", "article_date_original", "originalpublicationdate", "displaydate", "ptime",
    "citation_publication_date", "citation_online_date", "citation_date", "rnews:datepublished", "created",
    "article:post_date", "firstpublished", "cre_date", "release_date",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "og:updated_time", "article:modified", "datemodified", "last-modified", "lastmod",
    "dcterms.modified", "dc.date.modified", "article:updated_time", "revised", "article.updated", "moddate", "utime",
)  # fmt: skip
AUTHOR = (
    "author", "article:author", "article:author_name", "authors", "byl", "byline", "parsely-author",
    "sailthru.author", "dc.creator", "dcterms.creator", "dc.contributor.author", "citation_author",
    "cxenseparse:author", "twitter:creator:name", "bylines", "creator",
)  # fmt: skip
TITLE = (
    "og:title",
    "title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "citation_title",
    "headline",
    "articletitle",  # this and others without a separator: public authorities in China
)
DESCRIPTION = ("og:description", "description", "twitter:description", "dc.description", "sailthru.description")
SITE_NAME = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "citation_journal_title",
    "copyright-name",
    "al:ios:app_name",
    "apple-mobile-web-app-title",
    "sitename",
)
SECTION = (
    "article:section",
    "parsely-section",
    "cxenseparse:category",
    "sailthru.section",
    "section",
    "dc.subject.section",
    "columnname",
    "og:section",
)
TAGS = (
    "article:tag",
    "news_keywords",
    "parsely-tags",
    "sailthru.tags",
    "keywords",
    "citation_keywords",
)
SUBJECTS = ("dc.subject", "dcterms.subject")  # of library catalogues; where a page has tags too, these are categories
IMAGE = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
OTHER_IMAGE = ("parsely-image-url", "sailthru.image.full", "cxenseparse:image")  # often another size of the same


_PREFIX = re.compile(r"(?:og)?(?:article)?")
_MARKS = re.compile(r"[\W_]+")
_NAMES = (*reversed((*PUBLISHED, *MODIFIED, *AUTHOR, *SITE_NAME, *TAGS)),)  # the most trusted last
_BY_LETTERS = {_MARKS.sub("", name): name for name in _NAMES}
_BY_LETTERS_WITHOUT_PREFIX = {_PREFIX.sub("", letters, 1): name for letters, name in _BY_LETTERS.items()}


def read(page: ElementIndex) -> MetaTags:
    """Return all values by lower-case name, in page order. The name of `link rel=x` is `link:x`."""
    tags: MetaTags = {}
    for element in page.tagged("meta", "link", "base")[:MAX_ELEMENTS]:
        for name, value in _pairs(element):
            values = tags.setdefault(name, [])
            if len(values) < MAX_VALUES and value not in values:
                values.append(value)
    for name in [*tags]:
        tags.setdefault(_usual_name(name), tags[name])
    return _with_parsely_page(tags)


def _with_parsely_page(tags: MetaTags) -> MetaTags:
    """Add the values of `parsely-page`, a JSON object, under the names of the single Parse.ly tags."""
    for value in tags.get("parsely-page", [])[:1]:
        try:
            page = json.loads(value)
        except (ValueError, RecursionError):
            break
        for key, name in _PARSELY_KEYS.items() if isinstance(page, dict) else ():
            found = page.get(key)
            texts = [text for item in (found if isinstance(found, list) else [found]) if (text := plain(item))]
            if texts and name not in tags:
                tags[name] = texts[:MAX_VALUES]
    return tags


def _pairs(element: HtmlElement) -> list[tuple[str, str]]:
    if element.tag == "meta":
        value = plain(element.get("content"))
        keys = [element.get(key) for key in ("property", "name", "itemprop", "http-equiv")]
        return [(key.strip().lower(), value) for key in keys if key and value]
    value = plain(element.get("href"))
    rels = (element.get("rel") or "").lower().split() if element.tag == "link" else ["base"]
    return [(f"link:{rel}", value) for rel in rels if value]


def _usual_name(name: str) -> str:
    """Return the spelling in the tuples for other spellings of a name, and any other name unchanged."""
    letters = _MARKS.sub("", name)
    without_prefix = _BY_LETTERS_WITHOUT_PREFIX.get(_PREFIX.sub("", letters, 1), name)
    return _BY_LETTERS.get(letters, without_prefix if letters.startswith(("og", "article")) else name)


def first(tags: MetaTags, *names: str) -> str | None:
    """Return the first value of the first name that the page has, or None."""
    return next((tags[name][0] for name in names if name in tags), None)
