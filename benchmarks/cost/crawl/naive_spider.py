"""The baseline of the benchmark: a Scrapy spider as many people write one, with trafilatura in its pipeline."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from trafilatura import bare_extraction
from trafilatura.settings import Document


class NaiveSpider(Spider):
    """Fetches a list of addresses."""

    name = "naive"
    path: str

    async def start(self) -> AsyncIterator[Request]:
        """Yield a request for each address in the file."""
        for url in json.loads(Path(self.path).read_text()):
            yield Request(url)

    def parse(self, response: Response) -> dict[str, Any]:
        """Pass the page to the pipeline."""
        return {"url": response.url, "html": response.body}


class TrafilaturaPipeline:
    """Cleans pages in the reactor's thread, and so blocks it."""

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """Return the record of a page."""
        document = bare_extraction(item["html"], url=item["url"], with_metadata=True)
        if not isinstance(document, Document):
            return {"url": item["url"]}
        return {
            "url": item["url"],
            "title": document.title,
            "date": document.date,
            "author": document.author,
            "text": document.text,
        }
