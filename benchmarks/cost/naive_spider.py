"""What most people write first: a Scrapy spider that calls trafilatura in its pipeline. Ours is measured against it."""

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
        """Hand the page on."""
        return {"url": response.url, "html": response.body}


class TrafilaturaPipeline:
    """Cleans a page where it stands: in the reactor."""

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """Return the record."""
        found = bare_extraction(item["html"], url=item["url"], with_metadata=True)
        if not isinstance(found, Document):
            return {"url": item["url"]}
        return {
            "url": item["url"],
            "title": found.title,
            "date": found.date,
            "author": found.author,
            "text": found.text,
        }
