"""Write JSON lines with the keys of trafilatura's JSON, for programs that read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import orjson

from cleaners.metadata.sanitize import host_of
from crawler.formats.fields import Row, change_of


def write_trafilatura_json(rows: Iterable[Row], out: BinaryIO) -> None:
    """Write one JSON object per record. A deleted article has only its `id` and the fields of the change."""
    for row in rows:
        keys = _keys(row) if "blocks" in row else {"id": row["id"]}
        out.write(orjson.dumps({**keys, **change_of(row)}) + b"\n")


def _keys(row: Row) -> dict[str, Any]:
    images = [image["url"] for image in row["images"] if image["url"]]
    return {
        "title": row["title"],
        "author": "; ".join(author["name"] for author in row["authors"]) or None,
        "hostname": host_of(row["url"]),
        "date": (row["date_published"] or "")[:10] or None,
        "fingerprint": row["content_hash"],
        "id": row["id"],
        "license": _licence(row),
        "comments": "",
        "raw_text": row["text"],
        "text": row["text"],
        "language": row["language"],
        "image": images[0] if images else None,
        "pagetype": "article",
        "filedate": (row["fetched_at"] or "")[:10] or None,
        "source": row["url"],
        "source-hostname": row["site_name"],
        "excerpt": row["description"],
        "categories": row["section"] or "",
        "tags": ";".join(row["tags"]),
    }


def _licence(row: Row) -> str | None:
    statements = (row.get("rights") or {}).get("statements", [])
    return next((each["value"] for each in statements if each["kind"] == "licence"), None)
