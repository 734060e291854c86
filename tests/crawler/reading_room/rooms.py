"""A store of invented articles, and the site that is written from it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from html import escape as html_escape
from pathlib import Path
from typing import Any
from zlib import crc32

from lxml import html

from cleaners.cleaning import clean_page
from cleaners.compare.fingerprints import fingerprints
from cleaners.page import Page
from cleaners.record import Record
from crawler.reading_room.folder import SiteFolder
from crawler.reading_room.site import Site
from crawler.stores.changes.log import changing
from crawler.stores.deletion import Selection
from crawler.stores.store import Store
from tests.support.invented_stories import story
from tests.support.saving import save_article

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title><meta property="og:type" content="article">
<meta property="article:published_time" content="{day}T08:00:00+01:00"></head><body><nav><a href="/">Home</a></nav>
<article><h1>{title}</h1>{body}<p>Subscribe to our newsletter</p></article><footer>The Paper</footer></body></html>"""


@dataclass
class Newsroom:
    store: Store
    folder: Path

    def add(self, title: str, /, source: str = "the-paper", day: str = "2026-03-04", **fields: Any) -> Record:
        """Store an article with its own text, and with these fields; `words` replaces its paragraphs."""
        body = "".join(f"<p>{text}</p>" for text in fields.pop("words", None) or story(crc32(title.encode())))
        address = fields.pop("url", f"https://{source}.example/{title.lower().replace(' ', '-')}")
        page = PAGE.format(title=html_escape(title), day=day, body=body)
        record = clean_page(Page(body=page, url=address, fetched_at=f"{day}T09:00:00Z")).to_record()
        return self.save({**record, "source": source, **fields})  # type: ignore[typeddict-item]

    def save(self, record: Record) -> Record:
        with changing(self.store.engine) as connection:
            return self.store.add(connection, record, fingerprints(record)).record

    def revise(self, record: Record, title: str) -> Record:
        """Store a revision of an article with another headline and one more paragraph."""
        blocks = [*record["blocks"], {"type": "paragraph", "text": f"News about {title}.", "level": None}]
        text = "\n\n".join(block["text"] for block in blocks)
        new: Any = {**record, "title": title, "blocks": blocks, "text": text}
        return save_article(self.store, new, [record["url"] or ""]).record

    def delete(self, record: Record) -> None:
        for portion in self.store.deletion.portions(Selection(id=record["id"])):
            self.store.deletion.delete(portion)

    def write(self) -> int:
        """Write the site and return the number of files that were written."""
        with closing(SiteFolder(str(self.folder))) as folder, closing(Site(folder, self.store)) as site:
            site.write()
            return folder.written

    def page(self, path: str) -> Any:
        """Return the tree of a page."""
        return html.document_fromstring((self.folder / path).read_bytes())

    def pages(self) -> list[Path]:
        return sorted(self.folder.rglob("*.html"))
