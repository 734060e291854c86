"""Read what the page says about itself, and choose where places disagree; docs/decisions/0002 has the order."""

from __future__ import annotations

from cleaners.document import Document
from cleaners.metadata import (
    Metadata,
    access,
    bylines,
    images,
    json_ld,
    meta_tags,
    origin,
    page,
    publication,
    readings,
    titles,
)
from cleaners.metadata.dates import aware
from cleaners.metadata.readings import Readings
from cleaners.metadata.titles import Headlines, fold
from cleaners.urls import is_same_site

MAX_TAGS = 50


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
    title = _title(found, names)
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
        section=found.tag(*meta_tags.SECTION[:1]) or found.text("articleSection") or found.tag(*meta_tags.SECTION),
        tags=_tags(found),
        images=images.images(found),
        canonical_url=origin.canonical_url(found),
        site_name=readings.site_name(found),
        is_accessible_for_free=access.is_free(found),
        syndicated_from=origin.syndicated_from(found),
        page_types=_page_types(found),
    )


def _title(found: Readings, site_names: set[str]) -> str | None:
    headlines = Headlines(
        headings=found.visible.headings,
        json_ld=found.text("headline") or next(iter(found.microdata.get("headline", ())), None),
        open_graph=found.tag(*meta_tags.TITLE),
        twitter=found.tag("twitter:title"),
        title_element=found.visible.title,
    )
    types = {t.lower() for node in found.nodes for t in json_ld.types(node)}
    is_news = (
        "news_keywords" in found.tags or "liveblogposting" in types or any(t.endswith("newsarticle") for t in types)
    )
    return titles.choose(headlines, site_names, is_news)


def _subtitle(found: Readings, title: str | None) -> str | None:
    """The dek that the page marks as one, unless it repeats the title."""
    marked = (
        found.text("alternativeHeadline"),
        *found.microdata.get("alternativeheadline", ()),
        page.dek(found.visible),
    )
    return next((text for text in marked if text and fold(text) != fold(title)), None)


def _tags(found: Readings) -> list[str]:
    """The keywords of the most trusted place that has any, each once."""
    listed = [text for value in found.values("keywords") for text in json_ld.texts(found.json_ld, value)]
    for values in (listed, *(found.tags.get(name, []) for name in meta_tags.TAGS)):
        parts = [
            part.strip()
            for value in values
            for part in (value.replace(";", ",").split(",") if len(values) < 3 else [value])
        ]
        if unique := {part.casefold(): part for part in reversed(parts) if 1 < len(part) <= 80}:
            return list(reversed(unique.values()))[:MAX_TAGS]
    return []


def _page_types(found: Readings) -> list[str]:
    named = [*found.tags.get("og:type", ()), *(t for node in found.json_ld.nodes for t in json_ld.types(node))]
    return list(dict.fromkeys([*named, *found.microdata.get("itemtype", ())]))
