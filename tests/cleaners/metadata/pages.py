"""Build pages from a head and a body, and read their metadata."""

import json
from typing import Any

from lxml.html import document_fromstring

from cleaners.document import Document
from cleaners.metadata import Metadata
from cleaners.page import Page
from cleaners.stages.html.metadata import metadata

URL = "https://www.daily.example/politics/the-bridge-opens"
ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "The bridge opens",
    "mainEntityOfPage": URL,
    "datePublished": "2024-05-01T10:20:30+02:00",
    "dateModified": "2024-05-02T08:00:00+02:00",
    "author": [
        {"@type": "Person", "name": "Ada Berg", "url": "/authors/ada"},
        {"@type": "Organization", "name": "Daily"},
    ],
    "publisher": {"@type": "Organization", "name": "The Daily"},
    "image": {"@type": "ImageObject", "url": "/pictures/1.jpg", "caption": "The bridge", "creditText": "Bo Lind"},
    "articleSection": "Politics",
    "keywords": ["bridge", "river"],
    "inLanguage": "en-GB",
}


def read(head: str = "", body: str = "<p>Text.</p>", url: str = URL, lang: str = "en") -> Metadata:
    document = Document(Page(body="", url=url, fetched_at="2026-06-01T12:00:00Z"))
    document.tree = document_fromstring(f"<html lang='{lang}'><head>{head}</head><body>{body}</body></html>")
    metadata(document)
    return document.metadata


def ld(**changes: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(ARTICLE | changes)}</script>'


def meta(**tags: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in tags.items())


def author_names(metadata: Metadata) -> list[str]:
    return [author.name for author in metadata.authors]
