"""Write JSON Feed 1.1 with the full text of articles (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import orjson

from cleaners.metadata.sanitize import web_address
from cleaners.output.html import to_html
from crawler.formats.dates import as_time, published
from crawler.formats.fields import Row
from crawler.formats.options import FeedHead

VERSION = "https://jsonfeed.org/version/1.1"


def write_json_feed(rows: Iterable[Row], out: BinaryIO, head: FeedHead) -> None:
    """Write a feed with an item per record, one item per line, in the order of the records."""
    known = {"version": VERSION, "title": head.title, "home_page_url": head.home_page, "feed_url": head.url}
    out.write(orjson.dumps(_without_null(known))[:-1] + b',"items":[')
    separator = b"\n"
    for row in rows:
        out.write(separator + orjson.dumps(_item(row)))
        separator = b",\n"
    out.write(b"\n]}\n")


def _item(row: Row) -> dict[str, Any]:
    images = [url for image in row["images"] if (url := web_address(image["url"]))]
    authors = [{"name": author["name"], "url": web_address(author["url"])} for author in row["authors"]]
    return _without_null(
        {
            "id": row["id"],
            "url": web_address(row["url"]),
            "title": row["title"],
            "content_html": to_html(row),
            "content_text": row["text"],
            "summary": row["description"],
            "image": images[0] if images else None,
            "date_published": published(row),
            "date_modified": as_time(row["date_modified"]),
            "authors": [_without_null(author) for author in authors] or None,
            "tags": row["tags"] or None,
            "language": row["language"],
        }
    )


def _without_null(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
