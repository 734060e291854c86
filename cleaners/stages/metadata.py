"""Stage: read the metadata of a page, and choose a value where places on the page disagree.

docs/decisions/0002-rank-the-places-of-metadata.md gives the order of places for each field, and the reasons.
"""

from __future__ import annotations

import re

from cleaners.document import Document, Flag
from cleaners.metadata import Metadata, access, json_ld, languages, meta_tags, origin, raw_metadata, titles, visible
from cleaners.metadata.authors import bylines
from cleaners.metadata.dates import publication
from cleaners.metadata.dates.formats import parse_rfc3339
from cleaners.metadata.images.collect import collect_images
from cleaners.metadata.raw_metadata import RawMetadata
from cleaners.metadata.strings import plain
from cleaners.metadata.titles import Headlines, fold, name_key
from cleaners.rights import markup
from cleaners.urls import is_same_site

MAX_TAGS = 50
MAX_TAG_CHARS = 80
MAX_COMMENT_DIGITS = 7  # a longer number is not a count of comments
MIN_HEADLINE_SIMILARITY = 0.8  # share of trigrams; the last step of a breadcrumb often shortens the headline
MAX_SECTION_CHARS = 20  # a heading up to this length may be the name of a section
# Keywords that say nothing about the article.
NOT_TAGS = frozenset({"news", "article", "articles", "nachrichten", "noticias", "actualites"})

_ID = re.compile(r"(?=\S*\d)[0-9a-f]{8}[0-9a-f-]{4,28}|\d{5,}")  # a number or id of the content system
_KEYWORD_SEPARATOR = re.compile("[,;、，،؛]")


def metadata(document: Document) -> None:
    """Fill `document.metadata` from the parsed tree and the address; leave it empty for a page without a tree.

    `document.rights` gets what the markup states about rights.

    Adds the flag "date_ahead" if the page gives a date of publication in the future, which is ignored, and
    "foreign_canonical" if its canonical address is on another site.
    """
    if document.tree is not None:
        page, hint = document.page, document.page.date_hint or ""
        listed = parse_rfc3339(hint) if "T" in hint else None  # not if it is only a day
        raw = raw_metadata.read(document.elements, page.url, parse_rfc3339(page.fetched_at), listed)
        document.metadata = choose(raw)
        document.rights = markup.read(raw)
        document.flags += _flags(document, raw)


def _flags(document: Document, raw: RawMetadata) -> list[Flag]:
    flags: list[Flag] = []
    if publication.is_ahead(raw, document.metadata.language):
        flags.append("date_ahead")
    canonical, url = document.metadata.canonical_url, document.page.url
    if canonical and url and not is_same_site(canonical, url):
        flags.append("foreign_canonical")
    return flags


def choose(raw: RawMetadata) -> Metadata:
    """Choose the value of each field among the places on the page."""
    site_names = origin.site_names(raw)
    language = languages.declared_language(raw)
    published, evidence = publication.published(raw, language)
    headlines = _headlines(raw)
    title = titles.choose(headlines, site_names, _is_news(raw))
    return Metadata(
        title=title,
        subtitle=_subtitle(raw, title),
        description=raw.tag("og:description", "description")
        or raw.text("description")
        or raw.tag(*meta_tags.DESCRIPTION),
        authors=bylines.choose_authors(raw, site_names),
        date_published=published,
        date_modified=publication.modified(raw, language, published),
        date_evidence=evidence,
        language=language,
        section=_section(raw),
        tags=_tags(raw, site_names),
        images=collect_images(raw),
        canonical_url=origin.canonical_url(raw),
        site_name=origin.site_name(raw) or titles.site_in_title(headlines),
        is_accessible_for_free=access.is_free(raw),
        syndicated_from=origin.syndicated_from(raw, bylines.credited_agencies(raw, site_names)),
        comment_count=_comment_count(raw),
        page_types=_page_types(raw),
    )


def _headlines(raw: RawMetadata) -> Headlines:
    return Headlines(
        headings=raw.visible.headings,
        json_ld=raw.text("headline") or next(iter(raw.microdata.get("headline", ())), None),
        open_graph=raw.tag(*meta_tags.TITLE),
        twitter=raw.tag("twitter:title"),
        title_element=raw.visible.title,
    )


def _is_news(raw: RawMetadata) -> bool:
    """Return True if the markup calls the page a news article or a live blog, or has keywords for news."""
    types = {t.lower() for node in raw.nodes for t in json_ld.types(node)}
    return "news_keywords" in raw.tags or "liveblogposting" in types or any(t.endswith("newsarticle") for t in types)


def _subtitle(raw: RawMetadata, title: str | None) -> str | None:
    """Return the dek of the page, unless it repeats the title or ends with a colon."""
    deks = (
        raw.text("alternativeHeadline"),
        *raw.microdata.get("alternativeheadline", ()),
        visible.dek(raw.visible),
    )
    return next((text for text in deks if text and fold(text) != fold(title) and not text.endswith(":")), None)


def _section(raw: RawMetadata) -> str | None:
    section = raw.tag(*meta_tags.SECTION[:1]) or raw.text("articleSection") or raw.tag(*meta_tags.SECTION)
    return section or next(iter([*raw.microdata.get("articlesection", ()), *_breadcrumb(raw)]), None)


def _breadcrumb(raw: RawMetadata) -> list[str]:
    """Return the names in the breadcrumb between the front page and the article."""
    trail = next((node for node in raw.json_ld.nodes if "BreadcrumbList" in json_ld.types(node)), {})
    items = trail.get("itemListElement")
    steps = [step for step in (items if isinstance(items, list) else []) if isinstance(step, dict)]
    names = [plain(step.get("name")) or raw.name_of(step.get("item")) for step in steps]
    headlines = _long_headlines(raw)
    return [
        name
        for name in names[1:]
        if name and not any(titles.similarity(name, headline) > MIN_HEADLINE_SIMILARITY for headline in headlines)
    ]


def _long_headlines(raw: RawMetadata) -> list[str]:
    """Return the forms of the headline, without texts so short that they may be the name of a section."""
    texts = (*raw.visible.headings[:3], raw.tag("og:title"), raw.text("headline"))
    return [text for text in texts if text and len(text) > MAX_SECTION_CHARS]


def _tags(raw: RawMetadata, site_names: set[str]) -> list[str]:
    """Return the keywords of the most trusted place that has any, each once, without the site's own names."""
    ignored = {name_key(name) for name in site_names} | NOT_TAGS
    in_json_ld = [text for value in raw.values("keywords") for text in json_ld.texts(raw.json_ld, value)]
    for values in (in_json_ld, *(raw.tags.get(name, []) for name in meta_tags.TAGS)):
        parts = [
            part.strip()
            for value in values
            for part in (_KEYWORD_SEPARATOR.split(value) if len(values) < 3 else [value])
        ]
        kept = [
            part
            for part in parts
            if 1 < len(part) <= MAX_TAG_CHARS and name_key(part) not in ignored and not _ID.fullmatch(part)
        ]
        if unique := {part.casefold(): part for part in reversed(kept)}:
            return list(reversed(unique.values()))[:MAX_TAGS]
    return []


def _comment_count(raw: RawMetadata) -> int | None:
    """Return the number of comments in the page's JSON-LD, or None."""
    counts = [value for value in raw.values("commentCount") if isinstance(value, int | str)]
    return next(
        (int(value) for value in counts if str(value).isdecimal() and len(str(value)) <= MAX_COMMENT_DIGITS), None
    )


def _page_types(raw: RawMetadata) -> list[str]:
    types = [*raw.tags.get("og:type", ()), *(t for node in raw.json_ld.nodes for t in json_ld.types(node))]
    return list(dict.fromkeys([*types, *raw.microdata.get("itemtype", ())]))
