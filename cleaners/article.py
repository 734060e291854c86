"""What comes out of the cleaner: the article record."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, fields
from typing import Any
from urllib.parse import urlsplit

from cleaners.body import model as body_model
from cleaners.body.features.matrix import FEATURES_VERSION
from cleaners.document import Block, Document
from cleaners.metadata import Author, DateEvidence, Image, Syndication, sanitize
from cleaners.page import Page
from cleaners.rules import RULES_VERSION
from cleaners.urls import article_id, is_same_site

SCHEMA_VERSION = 1
CLEANER_VERSION = "0.1.0"

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One clean article; README.md has the meaning of every field in a table."""

    schema_version: int = SCHEMA_VERSION
    id: str
    url: str | None
    requested_url: str | None
    canonical_url: str | None
    source: str | None
    site_name: str | None
    title: str | None
    subtitle: str | None
    description: str | None
    text: str
    blocks: list[Record]
    authors: list[Author]
    date_published: str | None
    date_modified: str | None
    date_evidence: DateEvidence | None
    language: str | None
    section: str | None
    tags: list[str]
    images: list[Image]
    is_accessible_for_free: bool | None
    syndicated_from: Syndication | None
    comment_count: int | None
    duplicate_of: str | None = None
    revision: int = 1
    content_hash: str
    word_count: int
    quality: Record
    removed: list[Record]
    fetched_at: str | None
    discovered_by: str | None
    http: Record
    raw_ref: str | None = None
    cleaner: Record

    def to_record(self) -> Record:
        """The article as plain dicts, lists, strings and numbers, ready for JSON."""
        # asdict of the whole copies every string of every block deeply: a twelfth of a page's time.
        record = {field.name: getattr(self, field.name) for field in fields(self)}
        for name in ("blocks", "removed"):
            record[name] = [dict(part) for part in record[name]]
        for name in ("authors", "images"):
            record[name] = [asdict(part) for part in record[name]]
        for name in ("quality", "http", "cleaner"):
            record[name] = dict(record[name])
        record["tags"] = list(self.tags)
        record["syndicated_from"] = asdict(self.syndicated_from) if self.syndicated_from else None
        if self.date_evidence:  # "from" is the record's name for it, and a keyword here
            evidence = asdict(self.date_evidence)
            record["date_evidence"] = {"raw": evidence.pop("raw"), "from": evidence.pop("found_in"), **evidence}
        return record


def to_article(document: Document) -> Article:
    """Make the record of a cleaned document: its unmarked blocks are the text, the others the explanation."""
    page = document.page
    metadata, is_cut = sanitize.bounded(document.metadata)
    for block in document.blocks:
        block.text = sanitize.text(block.text)
    kept = list(document.kept())
    text = "\n\n".join(block.text for block in kept)
    content_hash = hashlib.sha256(" ".join(text.split()).encode()).hexdigest()
    return Article(
        id=_id(page.url, metadata.canonical_url) or content_hash,
        url=sanitize.text(page.url) or None,
        requested_url=sanitize.text(page.requested_url or "") or None,
        canonical_url=metadata.canonical_url or None,
        source=page.source or None,
        site_name=metadata.site_name or None,
        title=metadata.title or None,
        subtitle=metadata.subtitle or None,
        description=metadata.description or None,
        text=text,
        blocks=[{"type": block.type, "text": block.text, "level": block.level} for block in kept],
        authors=list(metadata.authors),
        date_published=metadata.date_published or None,
        date_modified=metadata.date_modified or None,
        date_evidence=metadata.date_evidence,
        language=metadata.language or None,
        section=metadata.section or None,
        tags=list(metadata.tags),
        images=list(metadata.images),
        is_accessible_for_free=metadata.is_accessible_for_free,
        syndicated_from=metadata.syndicated_from,
        comment_count=metadata.comment_count,
        content_hash=content_hash,
        word_count=sum(block.words for block in kept),
        quality={"score": document.score, "flags": [*document.flags, *(["field_cut"] if is_cut else [])]},
        removed=[_removed(block) for block in document.blocks if block.removal],
        fetched_at=page.fetched_at or None,
        discovered_by=page.discovered_by or None,
        http=_http(page),
        raw_ref=page.raw_ref or None,
        cleaner=_cleaner(),
    )


def _http(page: Page) -> Record:
    etag, last_modified = (sanitize.text(value or "") or None for value in (page.etag, page.last_modified))
    return {"status": page.status, "etag": etag, "last_modified": last_modified}


def _cleaner() -> Record:
    return {
        "version": CLEANER_VERSION,
        "rules_version": RULES_VERSION,
        "model_version": body_model.load().version,
        "features_version": FEATURES_VERSION,
    }


def _removed(block: Block) -> Record:
    assert block.removal
    removal = block.removal  # not asdict, which copies deeply: a millisecond a page
    reasons = {"stage": removal.stage, "rule": removal.rule, "reason": removal.reason}
    return {"text": block.text, **reasons, "position": block.position}


def _id(url: str, canonical_url: str | None) -> str | None:
    """The identity of the story's address: the canonical one, if it can be believed, else the final one."""
    if canonical_url and (not url or (is_same_site(canonical_url, url) and not _is_home(canonical_url))):
        return article_id(canonical_url)
    return article_id(url) if url else None


def _is_home(url: str) -> bool:
    """Tell whether a URL is a site's front page: many sites declare it as canonical for all of their pages."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query
