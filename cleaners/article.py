"""The article that the cleaner returns: `to_article` makes it from a document after all stages have run."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Final, Literal, cast

from cleaners import __version__
from cleaners.body import model as block_models
from cleaners.document import Document, DropReason, Flag
from cleaners.metadata import Author, DateEvidence, Image, Syndication, sanitize
from cleaners.output.cells import row_text
from cleaners.output.html import to_html
from cleaners.output.markdown import markup_of, to_markdown
from cleaners.page import Page
from cleaners.plain_text import model as line_model
from cleaners.record import (
    BlockRecord,
    CleanerRecord,
    DateEvidenceRecord,
    HttpRecord,
    JoinedPageRecord,
    LinkRecord,
    QualityRecord,
    Record,
    RemovalRecord,
    RightsRecord,
)
from cleaners.removal import Removal
from cleaners.rights.summary import status
from cleaners.rules import RULES_VERSION
from cleaners.split_stories.joining import joined_images, joined_links
from cleaners.urls import article_id, is_same_site, parts_of

SCHEMA_VERSION: Final = 1
CLEANER_VERSION = __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One clean article. `cleaners.record.Record` documents every field except `dropped`."""

    schema_version: Literal[1] = SCHEMA_VERSION
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
    blocks: list[BlockRecord]
    links: list[LinkRecord]
    authors: list[Author]
    date_published: str | None
    date_published_utc: str | None
    date_modified: str | None
    date_evidence: DateEvidence | None
    language: str | None
    section: str | None
    tags: list[str]
    images: list[Image]
    is_accessible_for_free: bool | None
    syndicated_from: Syndication | None
    comment_count: int | None
    rights: RightsRecord
    duplicate_of: str | None = None
    revision: int = 1
    content_hash: str
    word_count: int
    quality: QualityRecord
    removed: list[RemovalRecord]
    fetched_at: str | None
    discovered_by: str | None
    http: HttpRecord
    raw_ref: str | None = None
    joined_pages: list[JoinedPageRecord]
    cleaner: CleanerRecord
    dropped: DropReason | None = None  # the reason code of a page that is not an article; it is not in the record

    def to_record(self) -> Record:
        """Return the article as plain dicts, lists, strings and numbers, ready for JSON."""
        # asdict of the whole article would copy every string of every block, which took a twelfth of a page's time.
        record: dict[str, object] = {
            field.name: getattr(self, field.name) for field in fields(self) if field.name != "dropped"
        }
        record |= {
            "blocks": [block.copy() for block in self.blocks],
            "links": [link.copy() for link in self.links],
            "authors": [asdict(author) for author in self.authors],
            "date_evidence": self.date_evidence and _date_evidence_record(self.date_evidence),
            "tags": list(self.tags),
            "images": [asdict(image) for image in self.images],
            "syndicated_from": self.syndicated_from and asdict(self.syndicated_from),
            "rights": {**self.rights, "statements": [each.copy() for each in self.rights["statements"]]},
            "quality": {**self.quality, "flags": list(self.quality["flags"])},
            "removed": [removal.copy() for removal in self.removed],
            "http": self.http.copy(),
            "joined_pages": [each.copy() for each in self.joined_pages],
            "cleaner": self.cleaner.copy(),
        }
        return cast(Record, record)  # a test compares the fields of both types

    def to_markdown(self, *, links: bool = False) -> str:
        """Return the title and the text as CommonMark; `links` keeps the links of the text."""
        return to_markdown(self.title, self.blocks, markup_of(self.blocks, self.links) if links else [])

    def to_html(self) -> str:
        """Return the text as a fragment of HTML, with its links and pictures, and without the title. It is escaped."""
        return to_html(self.to_record())


def to_article(document: Document) -> Article:
    """Return the article of a cleaned document. Its unmarked blocks are the text, the others the removals."""
    page = document.page
    metadata, is_field_cut = sanitize.sanitize(document.metadata)
    blocks, removed = _block_records(document)
    text = "\n\n".join(block["text"] for block in blocks)
    content_hash = hashlib.sha256(" ".join(text.split()).encode()).hexdigest()
    return Article(
        id=_id_by_address(page.url, metadata.canonical_url) or content_hash,
        url=sanitize.text_or_none(page.url),
        requested_url=sanitize.text_or_none(page.requested_url),
        canonical_url=metadata.canonical_url,
        source=sanitize.text_or_none(page.source),
        site_name=metadata.site_name,
        title=metadata.title,
        subtitle=metadata.subtitle,
        description=metadata.description,
        text=text,
        blocks=blocks,
        links=joined_links(document),
        authors=list(metadata.authors),
        date_published=metadata.date_published,
        date_published_utc=_in_utc(metadata.date_published),
        date_modified=metadata.date_modified,
        date_evidence=metadata.date_evidence,
        language=metadata.language,
        section=metadata.section,
        tags=list(metadata.tags),
        images=joined_images(metadata.images, document),
        is_accessible_for_free=metadata.is_accessible_for_free,
        syndicated_from=metadata.syndicated_from,
        comment_count=metadata.comment_count,
        rights={"status": status(document.rights), "statements": document.rights},
        content_hash=content_hash,
        word_count=sum(block.words for block in document.all_blocks() if block.removal is None),
        quality=_quality_record(document, is_field_cut=is_field_cut),
        removed=removed,
        fetched_at=sanitize.text_or_none(page.fetched_at),
        discovered_by=sanitize.text_or_none(page.discovered_by),
        http=_http_record(page),
        raw_ref=sanitize.text_or_none(page.raw_ref),
        joined_pages=[{"url": each.page.url or None, "raw_ref": each.page.raw_ref} for each in document.later],
        cleaner=_cleaner_record(page),
        dropped=document.dropped,
    )


def _block_records(document: Document) -> tuple[list[BlockRecord], list[RemovalRecord]]:
    """Return the blocks of the text, and the removed ones."""
    blocks: list[BlockRecord] = []
    removed: list[RemovalRecord] = []
    for block in document.all_blocks():
        if block.removal is None:
            text = row_text(block) if block.type == "table_row" else block.text
            blocks.append({"type": block.type, "text": sanitize.clean_text(text), "level": block.level})
        else:
            removed.append(_removal_record(block.removal, sanitize.clean_text(block.text), block.position))
    return blocks, removed


def _quality_record(document: Document, *, is_field_cut: bool) -> QualityRecord:
    flags: list[Flag] = ["field_cut"] if is_field_cut else []
    return {"score": document.score, "flags": [*document.flags, *flags]}


def _in_utc(date: str | None) -> str | None:
    """Return a time in UTC with a Z, for sorting; None for a day, or a time without an offset."""
    if not date or len(date) <= len("2024-05-31T10:20:30"):
        return None
    try:
        return datetime.fromisoformat(date).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        return None


def _date_evidence_record(evidence: DateEvidence) -> DateEvidenceRecord:
    """Return the evidence as a record, whose field "from" is `found_in` in the class, since "from" is a keyword."""
    return {
        "raw": evidence.raw,
        "from": evidence.found_in,
        "precision": evidence.precision,
        "conflict": evidence.conflict,
        "clock_time": evidence.clock_time,
    }


def _http_record(page: Page) -> HttpRecord:
    return {
        "status": page.status,
        "etag": sanitize.text_or_none(page.etag),
        "last_modified": sanitize.text_or_none(page.last_modified),
    }


def _cleaner_record(page: Page) -> CleanerRecord:
    """Return the versions of the cleaner and of the models for pages of this kind."""
    models, model_kind = (
        (block_models.load(), block_models.KIND) if page.kind == "html" else (line_model.load(), line_model.KIND)
    )
    return {
        "version": CLEANER_VERSION,
        "rules_version": RULES_VERSION,
        "model_version": models.version,
        "features_version": model_kind.features_version,
    }


def _removal_record(removal: Removal, text: str, position: int) -> RemovalRecord:
    return {
        "text": text,
        "stage": removal.stage,
        "rule": removal.rule,
        "reason": removal.reason,
        "position": position,
    }


def _id_by_address(url: str, canonical_url: str | None) -> str | None:
    """Return the id from the canonical address if that is credible, else from the final address; None without either.

    A canonical address on another site, or of a front page, is not credible.
    """
    if canonical_url and (not url or (is_same_site(canonical_url, url) and not _is_front_page(canonical_url))):
        return article_id(canonical_url)
    return article_id(url) if url else None


def _is_front_page(url: str) -> bool:
    """Return True if a URL is a site's front page, which many sites declare as canonical for all of their pages."""
    parts = parts_of(url)
    return parts.path in ("", "/") and not parts.query
