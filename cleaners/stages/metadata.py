"""Read what the page says about itself; docs/decisions/0002-rank-the-places-of-metadata.md ranks the places."""

from __future__ import annotations

import re

from cleaners.document import Document
from cleaners.metadata import Metadata, access, images, json_ld, meta_tags, origin, readings, titles, visible
from cleaners.metadata.authors import bylines
from cleaners.metadata.dates import publication
from cleaners.metadata.dates.formats import aware
from cleaners.metadata.readings import Readings
from cleaners.metadata.titles import Headlines, fold, key
from cleaners.urls import is_same_site

MAX_TAGS = 50
NO_TAGS = frozenset({"news", "article", "articles", "nachrichten", "noticias", "actualites"})

_ID = re.compile(r"(?=\S*\d)[0-9a-f]{8}[0-9a-f-]{4,28}|\d{5,}")  # of a content system, not for readers
_KEYWORD = re.compile("[,;、，،؛]")


def metadata(document: Document) -> None:
    """Fill `document.metadata` from the parsed tree and the address; a page without a tree keeps it empty.

    Flags: "date_ahead" (a date of publication in the future, not believed), "foreign_canonical" (the page names another
    site's address as its own).
    """
    if document.tree is not None:
        found = readings.read(document.tree, document.page.url, aware(document.page.fetched_at))
        document.metadata = describe(found)
        document.flags += _flags(document, found)


def _flags(document: Document, found: Readings) -> list[str]:
    canonical, url = document.metadata.canonical_url, document.page.url
    is_foreign = bool(canonical and url) and not is_same_site(canonical or "", url)
    is_ahead = publication.is_ahead(found, document.metadata.language)
    return ["date_ahead"] * is_ahead + ["foreign_canonical"] * is_foreign


def describe(found: Readings) -> Metadata:
    """Choose among everything that was read of a page."""
    names = readings.site_names(found)
    language = readings.language(found)
    published, evidence = publication.published(found, language)
    headlines = _headlines(found)
    title = titles.choose(headlines, names, _is_news(found))
    return Metadata(
        title=title,
        subtitle=_subtitle(found, title),
        description=found.tag("og:description", "description")
        or found.text("description")
        or found.tag(*meta_tags.DESCRIPTION),
        authors=bylines.written_by(found, names),
        date_published=published,
        date_modified=publication.modified(found, language, published),
        date_evidence=evidence,
        language=language,
        section=_section(found),
        tags=_tags(found, names),
        images=images.images(found),
        canonical_url=origin.canonical_url(found),
        site_name=readings.site_name(found) or titles.shown_site(headlines),
        is_accessible_for_free=access.is_free(found),
        syndicated_from=origin.syndicated_from(found, bylines.wires(found, names)),
        comment_count=_comment_count(found),
        page_types=_page_types(found),
    )


def _headlines(found: Readings) -> Headlines:
    return Headlines(
        headings=found.visible.headings,
        json_ld=found.text("headline") or next(iter(found.microdata.get("headline", ())), None),
        open_graph=found.tag(*meta_tags.TITLE),
        twitter=found.tag("twitter:title"),
        title_element=found.visible.title,
    )


def _is_news(found: Readings) -> bool:
    types = {t.lower() for node in found.nodes for t in json_ld.types(node)}
    return "news_keywords" in found.tags or "liveblogposting" in types or any(t.endswith("newsarticle") for t in types)


def _subtitle(found: Readings, title: str | None) -> str | None:
    """The dek that the page marks as one, unless it repeats the title or announces what follows."""
    marked = (
        found.text("alternativeHeadline"),
        *found.microdata.get("alternativeheadline", ()),
        visible.dek(found.visible),
    )
    return next((text for text in marked if text and fold(text) != fold(title) and not text.endswith(":")), None)


def _section(found: Readings) -> str | None:
    marked = found.tag(*meta_tags.SECTION[:1]) or found.text("articleSection") or found.tag(*meta_tags.SECTION)
    return marked or next(iter([*found.microdata.get("articlesection", ()), *readings.breadcrumb(found)]), None)


def _tags(found: Readings, site_names: set[str]) -> list[str]:
    """The keywords of the most trusted place that has any, each once, without the site's own name."""
    own = {key(name) for name in site_names} | NO_TAGS
    listed = [text for value in found.values("keywords") for text in json_ld.texts(found.json_ld, value)]
    for values in (listed, *(found.tags.get(name, []) for name in meta_tags.TAGS)):
        parts = [part.strip() for value in values for part in (_KEYWORD.split(value) if len(values) < 3 else [value])]
        kept = [part for part in parts if 1 < len(part) <= 80 and key(part) not in own and not _ID.fullmatch(part)]
        if unique := {part.casefold(): part for part in reversed(kept)}:
            return list(reversed(unique.values()))[:MAX_TAGS]
    return []


def _comment_count(found: Readings) -> int | None:
    """How many comments the page's JSON-LD says that there are."""
    stated = [value for value in found.values("commentCount") if isinstance(value, int | str)]
    return next((int(value) for value in stated if str(value).isdecimal() and len(str(value)) < 8), None)


def _page_types(found: Readings) -> list[str]:
    named = [*found.tags.get("og:type", ()), *(t for node in found.json_ld.nodes for t in json_ld.types(node))]
    return list(dict.fromkeys([*named, *found.microdata.get("itemtype", ())]))
