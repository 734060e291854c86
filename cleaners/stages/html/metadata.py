"""Stage: read the metadata of a page, and choose a value where places on the page disagree.

docs/decisions/0002-rank-the-places-of-metadata.md gives the order of places for each field, and the reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cleaners.document import Document, Flag
from cleaners.metadata import (
    Image,
    Metadata,
    access,
    deks,
    json_ld,
    languages,
    meta_tags,
    origin,
    raw_metadata,
    topics,
)
from cleaners.metadata.authors import byline_text, bylines
from cleaners.metadata.authors.bare_names import names_without_label
from cleaners.metadata.dates import countries, labels, parsing, places, publication
from cleaners.metadata.dates.parsing import parse_http_date, parse_rfc3339
from cleaners.metadata.images.collect import collect_images
from cleaners.metadata.raw_metadata import RawMetadata
from cleaners.metadata.titles import headline
from cleaners.metadata.titles.comparison import fold, name_key
from cleaners.metadata.titles.headline import Headlines
from cleaners.page import NEWS_LISTINGS, Page
from cleaners.rights import markup
from cleaners.text.link_header import read_links
from cleaners.urls import is_same_site, resolve

MAX_LABEL_CHARS = 100  # of a byline or date line; a longer text is a dek
MIN_DEK_CHARS = 20
MAX_COMMENT_DIGITS = 7  # a longer number is not a count of comments


def metadata(document: Document) -> None:
    """Fill `document.metadata` from the parsed tree and the address; leave it empty for a page without a tree.

    Also set `document.rights` to what the markup states about rights. Add the flag "date_ahead" if the page gives a
    date of publication in the future, which is ignored, and "foreign_canonical" if its canonical address is on another
    site.
    """
    if document.tree is not None:
        page, hint = document.page, document.page.date_hint or ""
        listed = parse_rfc3339(hint) if "T" in hint else None  # a day alone is too vague
        served = parse_http_date(page.last_modified)
        announced = (hint, f"listing:{page.discovered_by}") if hint and page.discovered_by in NEWS_LISTINGS else None
        raw = raw_metadata.read(document.elements, page.url, parse_rfc3339(page.fetched_at), listed, served, announced)
        if canonical := _canonical_in_headers(page):
            raw.tags.setdefault("link:canonical", [canonical])
        document.metadata = choose(raw)
        document.rights = markup.read(raw)
        document.flags += _flags(document, raw)


def _canonical_in_headers(page: Page) -> str | None:
    """Return the canonical address that the Link headers of a page give; the page's own markup takes precedence."""
    links = read_links(value for name, value in page.headers if name.lower() == "link")
    return next((resolve(page.url, link.address) for link in links if "canonical" in link.relations), None)


def _flags(document: Document, raw: RawMetadata) -> list[Flag]:
    flags: list[Flag] = []
    if places.is_ahead(raw, document.metadata.language):
        flags.append("date_ahead")
    canonical, url = document.metadata.canonical_url, document.page.url
    if canonical and url and not is_same_site(canonical, url):
        flags.append("foreign_canonical")
    return flags


def choose(raw: RawMetadata) -> Metadata:
    """Choose the value of each field among the places on the page."""
    site_names = origin.site_names(raw)
    language = languages.declared_language(raw)
    of_dates = countries.language_of_dates(languages.language_of_fields(raw), raw.url)
    published, evidence = publication.published(raw, of_dates)
    headlines = _headlines(raw)
    title = headline.choose(headlines, site_names, is_news=_is_news(raw))
    return Metadata(
        title=title,
        subtitle=_subtitle(raw, title),
        description=raw.tag("og:description", "description")
        or raw.text("description")
        or raw.tag(*meta_tags.DESCRIPTION),
        authors=bylines.choose_authors(raw, site_names),
        date_published=published,
        date_modified=publication.modified(raw, of_dates, published),
        date_evidence=evidence,
        language=language,
        section=topics.section(raw, site_names),
        tags=topics.tags(raw, site_names),
        images=_without_headline(collect_images(raw), title),
        canonical_url=origin.canonical_url(raw),
        site_name=_site_name(raw, headlines),
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


def _site_name(raw: RawMetadata, headlines: Headlines) -> str | None:
    """Return the name of the site. If only its host is known, prefer a name in the title that is part of the host."""
    name, in_title = origin.site_name(raw), headline.site_in_title(headlines)
    if name and in_title and name_key(in_title) in name_key(name):
        is_same = name_key(in_title) == name_key(name)
        if origin.is_host(name) or (is_same and name.islower()):
            return in_title
    name = name or in_title or origin.shown_name(raw) or next(iter(raw.microdata.get("publisher", ())), None)
    return origin.last_part(name) if name else None


def _is_news(raw: RawMetadata) -> bool:
    """Return True if the markup calls the page a news article or a live blog, or has keywords for news."""
    types = {t.lower() for node in raw.nodes for t in json_ld.types(node)}
    return "news_keywords" in raw.tags or "liveblogposting" in types or any(t.endswith("newsarticle") for t in types)


def _subtitle(raw: RawMetadata, title: str | None) -> str | None:
    """Return the dek, unless it is the title or a part of it, ends with a colon, or is a byline or a date line."""
    known = f" {fold(title)} "
    texts = (text for text in _subtitles(raw) if text and f" {fold(text)} " not in known)
    return next((text for text in texts if not _is_label(text)), None)


def _subtitles(raw: RawMetadata) -> Iterator[str | None]:
    yield raw.text("alternativeHeadline")
    yield from raw.microdata.get("alternativeheadline", ())
    yield deks.marked_dek(raw.visible)


def _is_label(text: str) -> bool:
    """Return True for a text that leads to another one, or only names authors or a date."""
    is_short = len(text) < MAX_LABEL_CHARS
    names_authors = is_short and bool(byline_text.is_labelled([text]) and byline_text.labelled_names([text]))
    return (
        text.endswith(":")
        or names_authors
        or (is_short and bool(names_without_label([text], "")))
        or (is_short and bool(labels.role_of(text[:MIN_DEK_CHARS])) and _has_date(text))
    )


def _has_date(text: str) -> bool:
    return any(parsing.parse(part.text) for part in labels.split_dates(text))


def _without_headline(images: list[Image], title: str | None) -> list[Image]:
    """Return the pictures without captions that are the headline, which systems write where there is no caption.

    A text that begins with a long headline and goes on is the header of the article.
    """
    key = fold(title)
    begins = key if len(key) >= MIN_DEK_CHARS else "\n"  # a short one may begin a caption
    captions = [fold(image.caption) for image in images]
    are_headlines = [bool(key) and (caption == key or caption.startswith(begins)) for caption in captions]
    return [
        replace(image, caption=None) if is_headline else image
        for image, is_headline in zip(images, are_headlines, strict=True)
    ]


def _comment_count(raw: RawMetadata) -> int | None:
    """Return the number of comments in the page's JSON-LD, or None."""
    counts = [value for value in raw.values("commentCount") if isinstance(value, int | str)]
    return next(
        (int(value) for value in counts if str(value).isdecimal() and len(str(value)) <= MAX_COMMENT_DIGITS), None
    )


def _page_types(raw: RawMetadata) -> list[str]:
    types = [*raw.tags.get("og:type", ()), *(t for _, types in raw.json_ld.typed for t in types)]
    return list(dict.fromkeys([*types, *raw.microdata.get("itemtype", ())]))
